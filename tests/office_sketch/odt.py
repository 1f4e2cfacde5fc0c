"""The parts of an ODT file."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tests.office_sketch.sketch import XML, Line, Sketch

_ODF_BASE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF: Final = "".join(
    f' xmlns:{short}="{_ODF_BASE}{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "form": "form",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible", "meta": "meta",
    }.items()
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)  # fmt: skip


def odt_parts(sketch: Sketch) -> dict[str, str | bytes]:
    styles: list[str] = []
    forms: list[str] = []
    body = "".join(_odt_block(line, styles, forms) for line in sketch.lines)
    if sketch.get("beveiliging") == "wijzigen":
        body = f'<text:section text:name="Deel" text:protected="true">{body}</text:section>'
    lang, _, country = sketch.get("taal", "nl-BE").partition("-")
    told = f'fo:language="{lang}" fo:country="{country or "none"}"' if lang else ""
    title = sketch.get("titel", "Openingsuren van het park")
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{XML}<office:document-content{_ODF}><office:automatic-styles>{''.join(styles)}"
        f"</office:automatic-styles><office:body><office:text><office:forms><form:form>"
        f"{''.join(forms)}</form:form>"
        f"</office:forms>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"{XML}<office:document-styles{_ODF}><office:styles><style:default-style"
        f' style:family="paragraph">'
        f'<style:text-properties fo:font-size="11pt" {told}/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph"/></office:styles>'
        "</office:document-styles>",
        "meta.xml": f"{XML}<office:document-meta{_ODF}><office:meta>"
        + (f"<dc:title>{escape(title)}</dc:title>" if title else "")
        + "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f'{XML}<m:manifest xmlns:m="{_ODF_BASE}manifest:1.0"/>',
    }


def _odt_style(line: Line, styles: list[str], is_bold: bool = False) -> str:
    form = ' fo:font-weight="bold"' if is_bold or "vet" in line.words else ""
    form += f' fo:color="#{line.attributes["kleur"]}"' if "kleur" in line.attributes else ""
    form += f' fo:font-size="{line.attributes["grootte"]}pt"' if "grootte" in line.attributes else ""
    form += f' fo:background-color="#{line.attributes["achter"]}"' if "achter" in line.attributes else ""
    form += f' fo:language="{line.attributes["taal"]}"' if "taal" in line.attributes else ""
    name = f"P{len(styles) + 1}"
    styles.append(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
        f"<style:text-properties{form}/></style:style>"
    )
    return name


def _odt_block(line: Line, styles: list[str], forms: list[str]) -> str:
    name = _odt_style(line, styles)
    text = "<text:tab/>".join(escape(one) for one in (line.text or "").split("\t"))
    if line.name == "tabel":
        return _odt_table(line, styles)
    if line.name.startswith("kop"):
        return f'<text:h text:outline-level="{line.name[3:]}">{text}</text:h>'
    if line.name == "punt":
        return (
            f'<text:list><text:list-item><text:p text:style-name="{name}">{text}</text:p>'
            f"</text:list-item></text:list>"
        )
    if line.name == "link":
        return f"<text:p><text:a xlink:href={quoteattr(line.attributes['naar'])}>{text}</text:a></text:p>"
    if line.name == "beeld":
        alt = f"<svg:desc>{escape(line.attributes['alt'])}</svg:desc>" if "alt" in line.attributes else ""
        mark = ' loext:decorative="true"' if "versiering" in line.words else ""
        width, height = (line.attributes.get(side, "100") for side in ("breedte", "hoogte"))
        return (
            f'<text:p><draw:frame text:anchor-type="as-char" svg:width="{width}pt"'
            f' svg:height="{height}pt"{mark}>'
            f'<draw:image xlink:href="Pictures/a.png"/>{alt}</draw:frame></text:p>'
        )
    if line.name == "kader":
        return (
            '<text:p><draw:frame text:anchor-type="paragraph"><draw:text-box><text:p>'
            f"{text}</text:p></draw:text-box></draw:frame></text:p>"
        )
    if line.name == "veld":
        title = f" form:title={quoteattr(line.attributes['naam'])}" if "naam" in line.attributes else ""
        forms.append(f'<form:text form:id="veld{len(forms)}"{title}/>')
        return (
            f'<text:p>{text}<draw:control draw:control="veld{len(forms) - 1}"'
            f' text:anchor-type="as-char"/></text:p>'
        )
    return f'<text:p text:style-name="{name}">{text}</text:p>'


def _odt_table(line: Line, styles: list[str]) -> str:
    rows = []
    for row in line.below:
        name = _odt_style(row, styles)
        cells = "".join(
            f'<table:table-cell table:number-columns-spanned="{cell.span}"><text:p text:style-name="{name}">'
            f"{escape(cell.text or cell.number)}</text:p></table:table-cell>"
            + "<table:covered-table-cell/>"
            * (cell.span - 1)
            for cell in row.cells
        )
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    if "kop" in line.words and rows:
        rows[0] = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
    return f"<table:table>{''.join(rows)}</table:table>"
