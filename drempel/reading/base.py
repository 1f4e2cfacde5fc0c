"""What a document is once it is read: its text, and where its paragraphs, headings and links stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drempel.errors import UsageError
from readability.hints import Piece, PieceKind

MAX_BYTES = 50_000_000
"""A larger file is not read: a book has a tenth of this."""
MAX_CHARS = 2_000_000


class Unreadable(UsageError):
    """A document that cannot be read; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph, heading or list item as the document marks it; `links` are places in its text."""

    text: str
    kind: PieceKind = PieceKind.PARAGRAPH
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read; `pieces` are places in `text`.

    `has_headings` says whether this kind of document marks its headings.
    """

    text: str
    pieces: tuple[Piece, ...]
    has_headings: bool


def document(parts: Iterable[Part], *, has_headings: bool) -> Document:
    """Return the document of some parts, with an empty line between them."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for part in _filled(parts):
        if at + len(part.text) > MAX_CHARS:
            break
        links = tuple((at + start, at + end) for start, end in part.links)
        pieces.append(Piece(at, at + len(part.text), part.kind, links))
        texts.append(part.text)
        at += len(part.text) + 2
    return Document("\n\n".join(texts), tuple(pieces), has_headings)


def _filled(parts: Iterable[Part]) -> Iterator[Part]:
    return (part for part in parts if part.text.strip())


class PartBuilder:
    """Gathers the text of one part, with single spaces, and where links stand in it."""

    def __init__(self) -> None:
        self._text = ""
        self._links: list[tuple[int, int]] = []

    def add(self, text: str, *, is_link: bool = False) -> None:
        """Add some text as it stands in the document."""
        lead = " " if text[:1].isspace() and self._text and not self._text.endswith(" ") else ""
        tail = " " if text[-1:].isspace() and text.strip() else ""
        folded = " ".join(text.split())
        start = len(self._text) + len(lead)
        self._text += lead + folded + tail
        if is_link and folded:
            self._links.append((start, start + len(folded)))

    def part(self, kind: PieceKind = PieceKind.PARAGRAPH) -> Part:
        """Return the part."""
        text = self._text.rstrip()
        return Part(text, kind, tuple(self._links))
