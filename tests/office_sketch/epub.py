"""The parts of an EPUB file."""

from xml.sax.saxutils import escape, quoteattr

from tests.office_sketch.sketch import XML, Line, Sketch


def epub_parts(sketch: Sketch) -> dict[str, str | bytes]:
    parts: list[list[Line]] = [[]]
    for line in sketch.lines:
        if line.name == "deel":
            parts.append([])
        else:
            parts[-1].append(line)
    lang, title = sketch.get("taal", "nl-BE"), sketch.get("titel", "Openingsuren van het park")
    own = sketch.get("deeltaal", lang)
    told = f' lang="{own}" xml:lang="{own}"' if own else ""
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    said = (
        "".join(
            f'<meta property="schema:{name}">{value}</meta>'
            for name, value in (
                ("accessMode", "textual"),
                ("accessibilityFeature", "structuralNavigation"),
                ("accessibilityHazard", "none"),
            )
        )
        if sketch.get("toegankelijk", "ja")
        else ""
    )
    has_nav = bool(sketch.get("inhoud", "ja"))
    names = [f"deel{n}.xhtml" for n in range(1, len(parts) + 1)]
    items = "".join(
        f'<item id="i{n}" href="{one}" media-type="application/xhtml+xml"/>' for n, one in enumerate(names)
    )
    if has_nav:
        items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f"{XML}<container"
        f' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="E/b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "E/b.opf": f'{XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        + (f"<dc:title>{escape(title)}</dc:title>" if title else "")
        + (f"<dc:language>{lang}</dc:language>" if lang else "")
        + f"{said}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for name, lines in zip(names, parts, strict=True):
        body = "".join(map(_epub_block, lines))
        files[f"E/{name}"] = f"{XML}{head}{told}><head><title>Deel</title></head><body>{body}</body></html>"
    if has_nav:
        targets = names + ([sketch.get("dood")] if sketch.get("dood") else [])
        links = "".join(f'<li><a href="{one}">Deel</a></li>' for one in targets)
        files["E/nav.xhtml"] = (
            f'{XML}{head}{told}><head><title>Inhoud</title></head><body><nav epub:type="toc"><ol>'
            f"{links}</ol></nav></body></html>"
        )
    return files


def _epub_block(line: Line) -> str:
    text = escape(line.text or "")
    text = f"<strong>{text}</strong>" if "vet" in line.words and text else text
    lang = f' xml:lang="{line.attributes["taal"]}"' if "taal" in line.attributes else ""
    if line.name == "tabel":
        rows = ""
        for number, row in enumerate(line.below):
            tag = "th" if "kop" in line.words and number == 0 else "td"
            begin, end = (f"<{tag}><b>", f"</b></{tag}>") if "vet" in row.words else (f"<{tag}>", f"</{tag}>")
            cells = "".join(begin + escape(cell.text or cell.number) + end for cell in row.cells)
            rows += f"<tr>{cells}</tr>"
        return f"<table>{rows}</table>"
    if line.name.startswith("kop"):
        return f"<h{line.name[3:]}>{text}</h{line.name[3:]}>"
    if line.name == "punt":
        return f"<ul><li>{text}</li></ul>"
    if line.name == "link":
        return f"<p><a href={quoteattr(line.attributes['naar'])}>{text}</a></p>"
    if line.name == "beeld":
        alt = f" alt={quoteattr(line.attributes['alt'])}" if "alt" in line.attributes else ""
        alt = ' alt=""' if "versiering" in line.words else alt
        return f'<p><img src="a.png"{alt}/></p>'
    if line.name == "bladzijde":
        return f'<p><span epub:type="pagebreak" id="p{text}"/>{text}</p>'
    return f"<p{lang}>{text}</p>"
