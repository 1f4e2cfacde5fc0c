"""Put pieces of text together to lines, and lines to the text of a paragraph."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(slots=False)
class Line:
    """Pieces that stand beside each other, in the order in which they were drawn."""

    pieces: list[PdfPiece]
    order: int
    """Place of its first piece in the order of drawing."""

    @property
    def page(self) -> int:
        """Number of its page."""
        return self.pieces[0].page

    @cached_property
    def left(self) -> float:
        """Left end."""
        if len(self.pieces) == 1:
            return self.pieces[0].left
        return min(piece.left for piece in self.pieces)

    @cached_property
    def right(self) -> float:
        """Right end, without spaces behind the last word."""
        last = self.pieces[0]
        if len(self.pieces) > 1:
            last = max(self.pieces, key=_right_of)
        spaces = len(last.text) - len(last.text.rstrip())
        return last.right - spaces * 0.25 * last.size

    @cached_property
    def size(self) -> float:
        """Size of most letters."""
        return main_size(self.pieces)

    @cached_property
    def base(self) -> float:
        """Height on which most letters stand."""
        if len(self.pieces) == 1:
            return self.pieces[0].base
        return max(self.pieces, key=lambda piece: (piece.size, len(piece.text))).base

    @cached_property
    def text(self) -> str:
        """What stands there, with single spaces."""
        if len(self.pieces) == 1:
            return _folded(self.pieces[0].text)
        parts: list[str] = []
        before: PdfPiece | None = None
        for piece in self.pieces:
            if before is not None and _parted(before, piece):
                parts.append(" ")
            parts.append(piece.text)
            before = piece
        return _folded("".join(parts))

    @cached_property
    def is_bold(self) -> bool:
        """Tell whether nearly all letters are bold."""
        return is_nearly_all(self.pieces, [piece.is_bold for piece in self.pieces])

    @cached_property
    def first_word_width(self) -> float:
        """About how wide the first word is."""
        word = len(self.text.partition(" ")[0])
        return (self.right - self.left) * word / max(1, len(self.text))


_right_of = attrgetter("right")


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
        return round(pieces[0].size, 1)
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0.0


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
    lines: list[Line] = []
    open_: Line | None = None
    for order, piece in pieces:
        if open_ is not None and _goes_on(open_.pieces[-1], piece, apart):
            open_.pieces.append(piece)
            continue
        open_ = Line([piece], order)
        lines.append(open_)
    return [line for line in lines if any(piece.text.strip() for piece in line.pieces)]


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
    return " ".join(_SOFT.sub("", said).split())


def _is_broken(said: str, text: str) -> bool:
    broken = _BROKEN.search(said[-60:])
    return broken is not None and not broken[1].isupper() and _GOES_ON.match(text) is not None


def _is_pair(text: str) -> bool:
    """Tell whether a word goes on that leaves out a part: “in- en uitvoer”."""
    return _GOES_ON.match(text) is None and text[:1].islower()
