"""Read Word documents: lxml on the XML inside, since only text, headings, lists and links are wanted."""

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from drempel.reading.archive import xml_in
from drempel.reading.base import Document, Part, PartBuilder, document
from readability.hints import PieceKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|kop|titre|title|titel|überschrift|berschrift)\s?\d?", re.IGNORECASE)
_GONE = frozenset({f"{_W}del", f"{_W}instrText", f"{_W}moveFrom"})


def read_docx(raw: bytes, name: str) -> Document:
    """Return the text of a Word document as it reads with all changes accepted."""
    root = xml_in(BytesIO(raw), "word/document.xml", name)
    return document((_part(paragraph) for paragraph in root.iter(f"{_W}p")), has_headings=True)


def _part(paragraph: etree._Element) -> Part:
    builder = PartBuilder()
    for text, is_link in _texts(paragraph, False):
        builder.add(text, is_link=is_link)
    return builder.part(_kind(paragraph))


def _texts(element: etree._Element, in_link: bool) -> Iterator[tuple[str, bool]]:
    pending = ""
    was_link = in_link
    for text, is_link in _pieces(element, in_link):
        if is_link != was_link and pending:
            yield pending, was_link
            pending = ""
        pending, was_link = pending + text, is_link
    if pending:
        yield pending, was_link


def _pieces(element: etree._Element, in_link: bool) -> Iterator[tuple[str, bool]]:
    for child in element:
        if child.tag in _GONE or child.tag == f"{_W}p":
            continue  # a paragraph in a text box comes by itself
        if child.tag == f"{_W}t":
            yield child.text or "", in_link
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " ", in_link
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-", in_link
        else:
            yield from _pieces(child, in_link or child.tag == f"{_W}hyperlink")


def _kind(paragraph: etree._Element) -> PieceKind:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return PieceKind.PARAGRAPH
    style = properties.find(f"{_W}pStyle")
    if style is not None and _HEADING.match(style.get(f"{_W}val", "")):
        return PieceKind.HEADING
    if properties.find(f"{_W}outlineLvl") is not None:
        return PieceKind.HEADING
    return PieceKind.LIST_ITEM if properties.find(f"{_W}numPr") is not None else PieceKind.PARAGRAPH
