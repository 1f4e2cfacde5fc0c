"""The parts that DOCX and XLSX files share."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tests.office_sketch.sketch import XML, Sketch

OUTSIDE: Final = ' TargetMode="External"'
WORD: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def relations(*rows: tuple[str, str, str, bool]) -> str:
    told = "".join(
        f'<Relationship Id="{id_}" Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}"'
        f" Target={quoteattr(target)}"
        f"{OUTSIDE if is_outside else ''}/>"
        for id_, kind, target, is_outside in rows
    )
    return f'{XML}<Relationships xmlns="{RELATIONS}">{told}</Relationships>'


def package(sketch: Sketch, main: str, main_type: str) -> dict[str, str | bytes]:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    title = sketch.get("titel", "Openingsuren van het park")
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{TYPES}"><Default Extension="xml"'
        f' ContentType="application/xml"/>'
        f'<Override PartName="/{main}"'
        f' ContentType="application/vnd.openxmlformats-officedocument.{main_type}"/></Types>',
        "_rels/.rels": relations(
            ("r1", "officeDocument", main, False), ("r2", core, "docProps/core.xml", False)
        ),
        "docProps/core.xml": f"{XML}<c:coreProperties"
        f' xmlns:c="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        + (f"<dc:title>{escape(title)}</dc:title>" if title else "")
        + "</c:coreProperties>",
    }
