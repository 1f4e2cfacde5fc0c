"""The parts of an XLSX file."""

from xml.sax.saxutils import escape, quoteattr

from tests.office_sketch.opc import OFFICE, package, relations
from tests.office_sketch.sketch import COLOURS, HIDDEN, XML, Cell, Line, Sketch


def xlsx_parts(sketch: Sketch) -> dict[str, str | bytes]:
    sheets = [line for line in sketch.lines if line.name == "blad"]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = package(sketch, "xl/workbook.xml", "spreadsheetml.sheet.main+xml")
    listed = "".join(
        f'<sheet name={quoteattr(sheet.text or "")} sheetId="{n}" r:id="s{n}"'
        f"{HIDDEN if 'verborgen' in sheet.words else ''}/>"
        for n, sheet in enumerate(sheets, 1)
    )
    parts["xl/workbook.xml"] = (
        f'{XML}<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("st", "styles", "styles.xml", False),
        *((f"s{n}", "worksheet", f"worksheets/sheet{n}.xml", False) for n in range(1, len(sheets) + 1)),
    )
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{rgb}"/></patternFill></fill>'
        for rgb in COLOURS.values()
    )
    parts["xl/styles.xml"] = (
        f'{XML}<styleSheet xmlns="{main}"><fonts><font><sz val="11"/></font></fonts><fills><fill><patternFill'
        f' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        f"{fills}</fills><cellXfs>"
        '<xf fontId="0" fillId="0"/><xf fontId="0" fillId="2"/><xf fontId="0" fillId="3"/>'
        "</cellXfs></styleSheet>"
    )
    for n, sheet in enumerate(sheets, 1):
        rows, merged, drawn = "", "", ""
        data = [
            line
            for line in sheet.below
            if line.name == "rij"
            for _ in range(int(line.attributes.get("maal", "1")))
        ]
        for r, row in enumerate(data, 1):
            rows += (
                f'<row r="{r}">{"".join(_xlsx_cell(cell, r, c) for c, cell in enumerate(row.cells))}</row>'
            )
        for line in sheet.below:
            if line.name == "samen":
                merged += "".join(f'<mergeCell ref="{one}"/>' for one in line.words)
            elif line.name == "beeld":
                drawn += _xlsx_picture(line)
        lock = {
            "wijzigen": '<sheetProtection sheet="1" objects="1"/>',
            "velden": '<sheetProtection sheet="1" selectLockedCells="1"/>',
        }.get(sketch.get("beveiliging"), "")
        filter_ = '<autoFilter ref="A1:C3"/>' if "tabel" in sheet.words else ""
        link = '<drawing r:id="d1"/>' if drawn else ""
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'{XML}<worksheet xmlns="{main}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{lock}{filter_}'
            f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}{link}</worksheet>"
        )
        if drawn:
            parts[f"xl/worksheets/_rels/sheet{n}.xml.rels"] = relations(
                ("d1", "drawing", f"../drawings/d{n}.xml", False)
            )
            parts[f"xl/drawings/d{n}.xml"] = (
                f'{XML}<xdr:wsDr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
                f' xmlns:xdr="http://'
                f'schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{drawn}</xdr:wsDr>'
            )
    return parts


def _xlsx_cell(cell: Cell, row: int, column: int) -> str:
    place = f"{chr(65 + column)}{row}"
    if cell.colour:
        return f'<c r="{place}" s="{list(COLOURS).index(cell.colour) + 1}"/>'
    if cell.number:
        return f'<c r="{place}"><v>{cell.number}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell.text)}</t></is></c>' if cell.text else ""


def _xlsx_picture(line: Line) -> str:
    alt = f" descr={quoteattr(line.attributes['alt'])}" if "alt" in line.attributes else ""
    return (
        f'<xdr:oneCellAnchor><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Afbeelding 1"{alt}/></xdr:nvPicPr>'
        "</xdr:pic></xdr:oneCellAnchor>"
    )
