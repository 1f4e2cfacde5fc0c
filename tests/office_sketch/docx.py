"""The parts of a DOCX file."""

from xml.sax.saxutils import escape, quoteattr

from tests.office_sketch.opc import PICTURE, SHAPE, WORD, package, relations
from tests.office_sketch.sketch import XML, Line, Sketch


def docx_parts(sketch: Sketch) -> dict[str, str | bytes]:
    links: list[tuple[str, str, str, bool]] = [
        ("s", "styles", "styles.xml", False),
        ("t", "settings", "settings.xml", False),
    ]
    body = "".join(_docx_block(line, links) for line in sketch.lines)
    lang = sketch.get("taal", "nl-BE")
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Kop{n}"><w:name w:val="heading {n}"/><w:basedOn'
        f' w:val="Standaard"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for n in range(1, 7)
    )
    protected = {"velden": "forms", "wijzigen": "readOnly"}.get(sketch.get("beveiliging"), "")
    lock = f'<w:documentProtection w:edit="{protected}" w:enforcement="1"/>' if protected else ""
    return {
        **package(sketch, "word/document.xml", "wordprocessingml.document.main+xml"),
        "word/document.xml": f"{XML}<w:document {WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*links),
        "word/settings.xml": f"{XML}<w:settings {WORD}>{lock}</w:settings>",
        "word/styles.xml": f'{XML}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/>'
        + (f'<w:lang w:val="{lang}"/>' if lang else "")
        + '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1"'
        ' w:styleId="Standaard">'
        f'<w:name w:val="Normal"/></w:style>{styles}</w:styles>',
    }


def _docx_run(text: str | None, line: Line, is_bold: bool = False) -> str:
    if not text:
        return ""
    form = "<w:b/>" if is_bold or "vet" in line.words else ""
    form += f'<w:color w:val="{line.attributes["kleur"]}"/>' if "kleur" in line.attributes else ""
    form += f'<w:sz w:val="{2 * int(line.attributes["grootte"])}"/>' if "grootte" in line.attributes else ""
    form += (
        f'<w:shd w:val="clear" w:fill="{line.attributes["achter"]}"/>' if "achter" in line.attributes else ""
    )
    form += f'<w:lang w:val="{line.attributes["taal"]}"/>' if "taal" in line.attributes else ""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in text.split("\t"))
    return f"<w:r><w:rPr>{form}</w:rPr>{pieces}</w:r>"


def _docx_block(line: Line, links: list[tuple[str, str, str, bool]]) -> str:
    run = _docx_run(line.text, line)
    if line.name == "tabel":
        return _docx_table(line)
    if line.name.startswith("kop"):
        return f'<w:p><w:pPr><w:pStyle w:val="Kop{line.name[3:]}"/></w:pPr>{run}</w:p>'
    if line.name == "punt":
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run}</w:p>'
    if line.name == "link":
        links.append((f"l{len(links)}", "hyperlink", line.attributes["naar"], True))
        return f'<w:p><w:hyperlink r:id="l{len(links) - 1}">{run}</w:hyperlink></w:p>'
    if line.name == "beeld":
        return f"<w:p><w:r><w:drawing>{_docx_picture(line)}</w:drawing></w:r></w:p>"
    if line.name == "kader":
        box = (
            f'<wp:anchor><wp:extent cx="2000000" cy="900000"/><wp:docPr id="3" name="Kader"/><a:graphic>'
            f'<a:graphicData uri="{SHAPE}"><wps:wsp><wps:txbx><w:txbxContent><w:p>{run}</w:p>'
            f"</w:txbxContent>"
            "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        )
        return f"<w:p><w:r><w:drawing>{box}</w:drawing></w:r></w:p>"
    if line.name == "veld":
        alias = f"<w:alias w:val={quoteattr(line.attributes['naam'])}/>" if "naam" in line.attributes else ""
        shown = "<w:r><w:t>Klik om tekst in te voeren.</w:t></w:r>"
        return (
            f"<w:p>{run}<w:sdt><w:sdtPr>{alias}<w:text/></w:sdtPr><w:sdtContent>"
            f"{shown}</w:sdtContent></w:sdt></w:p>"
        )
    return f"<w:p>{run}</w:p>"


def _docx_picture(line: Line) -> str:
    alt = f" descr={quoteattr(line.attributes['alt'])}" if "alt" in line.attributes else ""
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
        if "versiering" in line.words
        else ""
    )
    width, height = (12700 * int(line.attributes.get(side, "100")) for side in ("breedte", "hoogte"))
    return (
        f'<wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="Afbeelding'
        f' 1"{alt}>{mark}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic/></a:graphicData></a:graphic></wp:inline>'
    )


def _docx_table(line: Line) -> str:
    rows = ""
    for number, row in enumerate(line.below):
        header = "<w:trPr><w:tblHeader/></w:trPr>" if "kop" in line.words and number == 0 else ""
        cells = "".join(
            f"<w:tc><w:tcPr>"
            f"{f'<w:gridSpan w:val={quoteattr(str(cell.span))}/>' if cell.span > 1 else ''}</w:tcPr>"
            f"<w:p>{_docx_run(cell.text or cell.number, row)}</w:p></w:tc>"
            for cell in row.cells
        )
        rows += f"<w:tr>{header}{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/>{rows}</w:tbl>"
