"""Follow where text is put on a page: the text state of PDF (ISO 32000-1, 9.3 and 9.4), and its pieces."""

from collections.abc import Callable, Sequence
from math import hypot
from typing import Any

from crawler.gather.pdf.fonts import FontUse
from crawler.gather.pdf.painting import Areas, Matrix
from drempel.model.pdf_text import Colour, PdfPiece

Shown = tuple[bytes | None, float]
"""A string and how much wider than its letters it is; without one, how far to move. In thousandths."""

Read = tuple[str | None, float]
"""The text of a string and how wide it is in thousandths; without one, how far to move."""

SAME: Matrix = (1, 0, 0, 1, 0, 0)

MAX_PIECES = 250_000
"""Of one file; more are counted as letters only."""

WORD_GAP = 0.17
"""Part of the size between two pieces from which on a space lies there."""

FAR = 1.2
"""Part of the size from which on text stands apart, as in a column of a table."""

_FARTHEST = 1e6
"""Points; what is larger or lies further away is on no page, and may be no number at all."""

_BACK = -0.4
_TURNED = 0.05
_EVEN = 0.02
"""Part of the size that two pieces of one line may differ in height."""


def times(one: Sequence[float], other: Matrix) -> Matrix:
    """Return the matrix that does `one` first and then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741 - letters as in the standard
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


class Placing:
    """The text state of one page, and the pieces that it led to."""

    def __init__(self, page: int, pieces: list[PdfPiece], areas: Areas) -> None:
        self._page, self._pieces, self._areas = page, pieces, areas
        self.size = 1.0
        self._between = self._between_words = self._leading = self._rise = 0.0
        self._stretch = 1.0
        self._a, self._b, self._c, self._d = 1.0, 0.0, 0.0, 1.0
        self._x = self._y = self._line_x = self._line_y = 0.0
        self._at: Matrix | None = None
        self._measured_size = 0.0
        self._measured = (1.0, 1.0, False)
        self._open: list[Any] | None = None
        """The piece that may go on, with its places."""

    def kept(self) -> tuple[float, ...]:
        """Return the part of the text state that `q` keeps."""
        return (self.size, self._between, self._between_words, self._leading, self._rise, self._stretch)

    def put_back(self, kept: tuple[float, ...]) -> None:
        """Take a text state that was kept."""
        self.size, self._between, self._between_words, self._leading, self._rise, self._stretch = kept

    def handlers(self) -> dict[bytes, Callable[[list[Any]], None]]:
        """Return what each operator of the text state does."""
        return {
            b"BT": self.begin, b"Tm": self.matrix, b"Td": self.move, b"TD": self.move_leading,
            b"T*": self.next_line, b"TL": self.leading, b"Tc": self.between, b"Tw": self.between_words,
            b"Tz": self.stretch, b"Ts": self.rise,
        }  # fmt: skip

    # Operators --------------------------------------------------------------------------------------------

    def begin(self, _: list[Any]) -> None:
        self._at = None
        self._a, self._b, self._c, self._d = 1.0, 0.0, 0.0, 1.0
        self._x = self._y = self._line_x = self._line_y = 0.0

    def matrix(self, operands: list[Any]) -> None:
        try:
            self._a, self._b, self._c, self._d, self._x, self._y = map(float, operands)
        except (TypeError, ValueError):
            return
        self._line_x, self._line_y, self._at = self._x, self._y, None

    def move(self, operands: list[Any]) -> None:
        try:
            right, up = map(float, operands)
        except (TypeError, ValueError):
            return
        self._line_x += right * self._a + up * self._c
        self._line_y += right * self._b + up * self._d
        self._x, self._y = self._line_x, self._line_y

    def move_leading(self, operands: list[Any]) -> None:
        if len(operands) == 2:
            self._leading = -_number(operands[1])
        self.move(operands)

    def next_line(self, _: object = None) -> None:
        self.move([0, -self._leading])

    def leading(self, operands: list[Any]) -> None:
        self._leading = _first(operands)

    def between(self, operands: list[Any]) -> None:
        self._between = _first(operands)

    def between_words(self, operands: list[Any]) -> None:
        self._between_words = _first(operands)

    def stretch(self, operands: list[Any]) -> None:
        self._stretch = _first(operands) / 100

    def rise(self, operands: list[Any]) -> None:
        self._rise = _first(operands)

    # Text -------------------------------------------------------------------------------------------------

    def skip(self, thousandths: float) -> None:
        """Move on along the line."""
        along = thousandths / 1000 * self.size * self._stretch
        self._x += along * self._a
        self._y += along * self._b

    def skip_all(self, strings: Sequence[Shown] | Sequence[Read]) -> None:
        """Move on where a line does, without its strings."""
        for string, thousandths in strings:
            if string is None:
                self.skip(thousandths)

    def show(
        self,
        font: FontUse,
        read: Sequence[Read],
        at: Matrix,
        tag: int,
        colour: Colour | None,
        is_artifact: bool,
        is_hidden: bool,
    ) -> None:
        """Take in texts of a width in thousandths of the size, one behind the other."""
        if at is not self._at or self.size != self._measured_size:
            self._measure(at)
        across, tall, is_turned = self._measured
        size, between, between_words, stretch = self.size, self._between, self._between_words, self._stretch
        a, b, c, d, e, f = at
        up, even = (self._a, self._b), _EVEN * tall
        opened = self._open
        if opened is not None and not (
            opened[1] == tag
            and opened[2] is font
            and opened[3] == colour
            and opened[8] == is_artifact
            and opened[10] == is_turned
            and not is_turned
            and abs(opened[7] - tall) <= even
        ):
            is_open = False
        else:
            is_open = opened is not None
        for said, thousandths in read:
            if said is None:
                self.skip(thousandths)
                continue
            along = thousandths / 1000 * size + between * len(said)
            if between_words:
                along += between_words * said.count(" ")
            along *= stretch
            x, y = self._x, self._y
            self._x += along * up[0]
            self._y += along * up[1]
            if self._rise:
                x, y = x + self._rise * self._c, y + self._rise * self._d
            left, base = x * a + y * c + e, x * b + y * d + f
            right = left + along * across
            if is_open and opened is not None and abs(opened[5] - base) <= even:
                gap = left - opened[6]
                if _BACK * tall < gap < FAR * tall:
                    text: list[str] = opened[0]
                    if gap > WORD_GAP * tall and not said.startswith(" ") and not text[-1].endswith(" "):
                        text.append(" ")
                    text.append(said)
                    opened[6] = right
                    continue
            self.close()
            self._open = opened = [
                [said], tag, font, colour, left, base, right, tall, is_artifact, is_hidden, is_turned,
            ]  # fmt: skip
            is_open = not is_turned

    def _measure(self, at: Matrix) -> None:
        """Find how wide and tall text is on the page, and whether it is turned."""
        a, b, c, d, _, _ = at
        across, up = self._a * a + self._b * c, self._a * b + self._b * d
        tall = self.size * hypot(self._c * a + self._d * c, self._c * b + self._d * d)
        self._measured = across, tall, abs(up) > _TURNED * abs(across) or across < 0
        self._at, self._measured_size = at, self.size

    def close(self) -> None:
        """End the piece that is open."""
        if self._open is None:
            return
        text, tag, font, colour, left, base, right, tall, is_artifact, is_hidden, is_turned = self._open
        self._open = None
        is_sound = tall < _FARTHEST and abs(left) + abs(right) + abs(base) < _FARTHEST
        if is_sound and len(self._pieces) < MAX_PIECES:
            ground = None if colour is None or is_turned else self._areas.behind(left, base, right, tall)
            self._pieces.append(
                PdfPiece(
                    self._page, tag, "".join(text), left, base, right, tall, font.is_bold, font.is_italic,
                    colour, ground, is_artifact, is_hidden, is_turned,
                )
            )  # fmt: skip


def _number(written: Any) -> float:
    try:
        return float(written)
    except (TypeError, ValueError):
        return 0.0


def _first(operands: list[Any]) -> float:
    return _number(operands[0]) if operands else 0.0
