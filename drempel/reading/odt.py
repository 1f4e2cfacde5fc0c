"""Read OpenDocument texts: lxml on the XML inside."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from drempel.reading.archive import xml_in
from drempel.reading.base import Document, Part, PartBuilder, document
from readability.hints import PieceKind

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HEADING, _PARAGRAPH, _ITEM = f"{_TEXT}h", f"{_TEXT}p", f"{_TEXT}list-item"
_GONE = frozenset({f"{_TEXT}tracked-changes", f"{_TEXT}note", "{http://purl.org/dc/elements/1.1/}date"})
_ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"


def read_odt(raw: bytes, name: str) -> Document:
    """Return the text of an OpenDocument text without its remarks and footnotes."""
    root = xml_in(BytesIO(raw), "content.xml", name)
    return document(_parts(root), has_headings=True)


def _parts(root: etree._Element) -> Iterator[Part]:
    for element in root.iter(_HEADING, _PARAGRAPH):
        above = {ancestor.tag for ancestor in element.iterancestors()}
        if not above.isdisjoint({*_GONE, _ANNOTATION}):
            continue
        builder = PartBuilder()
        for text, is_link in _texts(element, False):
            builder.add(text, is_link=is_link)
        if element.tag == _HEADING:
            yield builder.part(PieceKind.HEADING)
        else:
            yield builder.part(PieceKind.LIST_ITEM if _ITEM in above else PieceKind.PARAGRAPH)


def _texts(element: etree._Element, in_link: bool) -> Iterator[tuple[str, bool]]:
    if element.text:
        yield element.text, in_link
    for child in element:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            yield " ", in_link
        elif child.tag not in _GONE and child.tag not in {_PARAGRAPH, _ANNOTATION}:
            yield from _texts(child, in_link or child.tag == f"{_TEXT}a")
        if child.tail:
            yield child.tail, in_link
