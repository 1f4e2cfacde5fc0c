"""Put pieces of text together to lines, and lines to the text of a paragraph."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from crawler.gather.pdf.placing import WORD_GAP
from drempel.model.pdf_text import PdfPiece

_SAME_LINE = 0.45
"""Part of the size that raised and lowered letters lie above or below the line."""

_BACK = 0.5
APART = 2.0
"""Part of the size from which on pieces beside each other are no running text."""

_NEARLY_ALL = 0.9
_SOFT = re.compile("[\u00ad\ufffe\x02]+")
_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
"""Letters that are drawn as one sign; whoever reads and searches wants them apart."""

_HYPHENS = "-\u2010"
_BROKEN = re.compile(r"(?:^|[^\w-])([^\W\d_]{2,})[-\u2010]$")
_GOES_ON = re.compile(r"(?!(?:en|of|tot|et|ou|and|or)\b)[^\W\d_A-Z]")


class Line:
    """Pieces that stand beside each other, in the order in which they were drawn.

    All is worked out at once and not when it is asked for: nearly everything is, of each of the ten thousand
    lines of a book.
    """

    __slots__ = (
        "_begins_item",
        "base",
        "is_bold",
        "left",
        "order",
        "page",
        "pieces",
        "right",
        "size",
        "text",
    )

    def __init__(self, pieces: list[PdfPiece], order: int) -> None:
        first = pieces[0]
        self.pieces = pieces
        self.order = order
        """Place of its first piece in the order of drawing."""
        self.page = first.page
        """Number of its page."""
        self.left = first.left
        """Left end."""
        self.base = first.base
        """Height on which most letters stand."""
        self.size = main_size(pieces)
        """Size of most letters."""
        self.is_bold = first.is_bold
        """Whether nearly all letters are bold."""
        self.text = line_text(pieces)
        """What stands there, with single spaces."""
        last = first
        if len(pieces) > 1:
            self.left = min([piece.left for piece in pieces])
            self.base = max(pieces, key=_weight_of).base
            self.is_bold = is_nearly_all(pieces, [piece.is_bold for piece in pieces])
            last = max(pieces, key=_right_of)
        self.right = last.right
        """Right end, without spaces behind the last word."""
        if spaces := len(last.text) - len(last.text.rstrip()):
            self.right -= spaces * 0.25 * last.size
        self._begins_item: bool | None = None

    @property
    def first_word_width(self) -> float:
        """About how wide the first word is."""
        word = len(self.text.partition(" ")[0])
        return (self.right - self.left) * word / max(1, len(self.text))

    @property
    def begins_item(self) -> bool:
        """Tell whether the line begins with a bullet or a number of its own."""
        if self._begins_item is None:
            self._begins_item = begins_item(self.text)
        return self._begins_item


_right_of = attrgetter("right")


def _weight_of(piece: PdfPiece) -> tuple[float, int]:
    return piece.size, len(piece.text)


def line_text(pieces: Sequence[PdfPiece]) -> str:
    """Return what stands in pieces beside each other, with single spaces."""
    if len(pieces) == 1:
        return _folded(pieces[0].text)
    parts: list[str] = []
    before: PdfPiece | None = None
    for piece in pieces:
        if before is not None and _parted(before, piece):
            parts.append(" ")
        parts.append(piece.text)
        before = piece
    return _folded("".join(parts))


_BULLET = re.compile(r"(?:[•●▪■□◦○‣·∙➢➤✓✔→\uf0b7\uf0a7\uf0d8–—*-]|o(?=\s))\s+\S|[•●▪■◦\uf0b7\uf0a7\uf0d8]\S?")
_NUMBERED = re.compile(
    r"(?:\(?\d{1,3}[.)°]|\(?[a-zA-Z][.)]|[ivxIVX]{1,5}[.)]|(?:art(?:ikel|\.)|§)\s*\d+)\s+\S|\d{1,2}(?:\.\d{1,2})+\.?\s+\S",
    re.I,
)


def begins_item(text: str) -> bool:
    """Tell whether a line begins with a bullet or a number of its own."""
    return _BULLET.match(text) is not None or _NUMBERED.match(text) is not None


def _folded(text: str) -> str:
    if not text.isascii():
        text = text.translate(_LIGATURES)
    return " ".join(text.split())


def _parted(before: PdfPiece, piece: PdfPiece) -> bool:
    gap = piece.left - before.right
    return gap > WORD_GAP * min(piece.size, before.size) or gap < -_BACK * piece.size


def main_size(pieces: Sequence[PdfPiece]) -> float:
    """Return the size of most letters, in tenths of a point."""
    if len(pieces) == 1:
        return _in_tenths(pieces[0].size)
    sizes: dict[float, int] = {}
    for piece in pieces:
        size = _in_tenths(piece.size)
        sizes[size] = sizes.get(size, 0) + len(piece.text.strip())
    return max(sizes, key=sizes.__getitem__, default=0.0)


@lru_cache(maxsize=1024)
def _in_tenths(size: float) -> float:
    """Return a size in tenths of a point; kept, since rounding is slow and sizes are few."""
    return round(size, 1)


def is_nearly_all(pieces: Sequence[PdfPiece], marks: Sequence[bool]) -> bool:
    """Tell whether nearly all letters stand in pieces with a mark."""
    first = marks[0]
    if marks.count(first) == len(marks):
        return first
    letters = [len(piece.text.strip()) for piece in pieces]
    marked = sum(count for count, mark in zip(letters, marks, strict=True) if mark)
    return marked > 0 and marked >= _NEARLY_ALL * sum(letters)


def lines_of(pieces: Iterable[tuple[int, PdfPiece]], apart: float | None = APART) -> list[Line]:
    """Return the lines of pieces with their places in the order of drawing.

    What stands further apart than `apart` times the size becomes lines of their own; `None` keeps together
    all that stands on one height.
    """
    return [Line(some, order) for some, order in _rows(pieces, apart)]


def texts_of_lines(pieces: Iterable[tuple[int, PdfPiece]]) -> list[str]:
    """Return what stands on the lines of pieces, all of one height together."""
    return [line_text(some) for some, _ in _rows(pieces, None)]


def _rows(
    pieces: Iterable[tuple[int, PdfPiece]], apart: float | None
) -> Iterator[tuple[list[PdfPiece], int]]:
    """Yield the pieces of each line that is not blank, with the place of the first."""
    row: list[PdfPiece] = []
    begin = 0
    for order, piece in pieces:
        if row and _goes_on(row[-1], piece, apart):
            row.append(piece)
            continue
        if row and not _is_blank(row):
            yield row, begin
        row, begin = [piece], order
    if row and not _is_blank(row):
        yield row, begin


def _is_blank(row: Sequence[PdfPiece]) -> bool:
    first = row[0].text
    if first and not first.isspace():  # mostly
        return False
    return all(not piece.text or piece.text.isspace() for piece in row)


def _goes_on(before: PdfPiece, piece: PdfPiece, apart: float | None) -> bool:
    size = max(before.size, piece.size)
    if before.page != piece.page or abs(before.base - piece.base) > _SAME_LINE * size:
        return False
    gap = piece.left - before.right
    return gap > -_BACK * size and (apart is None or gap < apart * size)


def joined(texts: Iterable[str]) -> str:
    """Return the text of lines below each other: words that were broken are whole again."""
    said = ""
    for text in texts:
        if not said:
            said = text
        elif said[-1] in "\u00ad\ufffe\x02" or _is_broken(said, text):
            said = said[:-1] + text
        elif said[-1] in _HYPHENS and len(said) > 1 and said[-2].isalnum() and text[0].isalnum():
            said += ("" if not _is_pair(text) else " ") + text
        else:
            said += " " + text
    if said.isascii() and "\x02" not in said:
        return said
    return " ".join(_SOFT.sub("", said).split())


def _is_broken(said: str, text: str) -> bool:
    broken = _BROKEN.search(said[-60:])
    return broken is not None and not broken[1].isupper() and _GOES_ON.match(text) is not None


def _is_pair(text: str) -> bool:
    """Tell whether a word goes on that leaves out a part: “in- en uitvoer”."""
    return _GOES_ON.match(text) is None and text[:1].islower()
