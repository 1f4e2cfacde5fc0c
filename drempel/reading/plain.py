"""Read plain text: paragraphs and list items are told by lines."""

from drempel.reading.base import MAX_CHARS, Document
from readability.hints.pieces import pieces_of


def read_plain(text: str) -> Document:
    """Return the document of a text without mark-up."""
    text = text[:MAX_CHARS]
    return Document(text, tuple(pieces_of(text)), has_headings=False)
