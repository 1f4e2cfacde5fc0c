"""Follow with which colour a page is painted, and which plain areas lie behind its text."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from crawler.gather.pdf.objects import entry, items, name, number, whole
from crawler.gather.pdf.stream import path_steps
from drempel.model.pdf_text import Colour

Matrix = tuple[float, float, float, float, float, float]
"""As in the standard: a b c d e f."""

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
MAX_AREAS = 400
"""On one page; with more of them no ground is known."""

_THIN = 2.0
"""Points: what is thinner is a line and no ground."""

Area = tuple[float, float, float, float, Colour | None]
"""Left, bottom, right, top, and the colour; `None` for a picture, a pattern or a shape."""


class Areas:
    """What was painted on a page so far, to know on what text stands."""

    def __init__(self) -> None:
        self._areas: list[Area] = []
        self.is_unknown = False
        """Whether no ground is known from here on."""

    def add(
        self,
        corners: Sequence[tuple[float, float]],
        at: Matrix,
        colour: Colour | None,
        clip: "Clip | None" = None,
    ) -> None:
        """Take in an area with its corners, as far as it lies inside the clip."""
        if not corners:
            return
        a, b, c, d, _, _ = at
        left, bottom, right, top = bounds(corners, at)
        if clip is not None:
            left, bottom = max(left, clip[0]), max(bottom, clip[1])
            right, top = min(right, clip[2]), min(top, clip[3])
            colour = colour if clip[4] else None
        if right - left < _THIN or top - bottom < _THIN:
            return
        if len(self._areas) >= MAX_AREAS:
            self.is_unknown = True
            return
        is_straight = (abs(b) < 1e-6 and abs(c) < 1e-6) or (abs(a) < 1e-6 and abs(d) < 1e-6)
        self._areas.append((left, bottom, right, top, colour if is_straight else None))

    def behind(self, left: float, base: float, right: float, size: float) -> Colour | None:
        """Return the colour behind a line of text; `None` where that is not one plain colour."""
        if self.is_unknown:
            return None
        low, high = base - 0.2 * size, base + 0.7 * size
        for area_left, bottom, area_right, top, colour in reversed(self._areas):
            if area_left >= right or area_right <= left or bottom >= high or top <= low:
                continue
            is_inside = area_left <= left + 1 and right - 1 <= area_right and bottom <= low and high <= top
            return colour if is_inside else None
        return WHITE


def gray(operands: list[Any]) -> Colour | None:
    """Return the colour of a level of grey."""
    return _rgb(tuple(operands[:1] * 3)) if operands else None


def rgb(operands: list[Any]) -> Colour | None:
    """Return the colour of three parts."""
    return _rgb(tuple(operands)) if len(operands) == 3 else None


def cmyk(operands: list[Any]) -> Colour | None:
    """Return the colour of four inks as screens show it without a profile."""
    try:
        c, m, y, k = (min(1.0, max(0.0, float(one))) for one in operands)
    except (TypeError, ValueError):
        return None
    return (_byte((1 - c) * (1 - k)), _byte((1 - m) * (1 - k)), _byte((1 - y) * (1 - k)))


def _rgb(parts: tuple[Any, ...]) -> Colour | None:
    try:
        return _known_rgb(*parts)
    except (TypeError, ValueError):  # an operand that is no number, or that cannot be looked up
        return None


@lru_cache(maxsize=512)
def _known_rgb(red: Any, green: Any, blue: Any) -> Colour:
    """Return a colour; kept, since most pages use a few over and over."""
    return _byte(float(red)), _byte(float(green)), _byte(float(blue))


def _byte(part: float) -> int:
    return round(min(1.0, max(0.0, part)) * 255)


def parts_of(space: Any) -> int:
    """Return how many parts a colour of a colour space has: 1, 3 or 4; 0 where it is no plain colour."""
    plain = name(space)
    if plain:
        return {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "DeviceCMYK": 4}.get(plain, 0)
    listed = list(items(space))
    kind = name(listed[0]) if listed else ""
    if kind in ("CalGray", "CalRGB"):
        return 1 if kind == "CalGray" else 3
    if kind == "ICCBased" and len(listed) > 1:
        count = whole(entry(listed[1], "/N")) or 0
        return count if count in (1, 3, 4) else 0
    return 0


OF_PARTS = {1: gray, 3: rgb, 4: cmyk}


Clip = tuple[float, float, float, float, bool]
"""Left, bottom, right, top of what is painted, and whether that is a rectangle."""

_MAX_PATH = 64


class Brush:
    """The colour of the graphics state, and the path that is being drawn."""

    def __init__(self) -> None:
        self.areas = Areas()
        self.matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._colour: Colour | None = BLACK
        self._parts = 1
        self._is_plain = True
        """Whether paint covers what is below it."""
        self._clip: Clip | None = None
        self._kept: list[tuple[Any, ...]] = []
        self._boxes: list[list[Any]] = []
        self._points: list[list[Any]] = []
        self._unread: list[bytes] = []
        """Parts of the path behind these points: of most paths nobody asks where they go."""
        self._is_curved = self._is_clipping = False
        self.spaces: Callable[[bytes], Any] = _no_space
        """Gives a colour space by its name."""

    @property
    def colour(self) -> Colour | None:
        """The colour of what is filled; `None` where it is not plain."""
        return self._colour if self._is_plain else None

    def end(self) -> None:
        """Let go of what gives colour spaces."""
        self.spaces = _no_space

    def kept(self) -> tuple[Any, ...]:
        """Return the part of the state that `q` keeps."""
        return (self._colour, self._parts, self._is_plain, self._clip)

    def put_back(self, kept: tuple[Any, ...]) -> None:
        """Take a state that was kept."""
        self._colour, self._parts, self._is_plain, self._clip = kept

    def save(self) -> None:
        self._kept.append(self.kept())

    def restore(self) -> None:
        if self._kept:
            self.put_back(self._kept.pop())

    def handlers(self) -> dict[bytes, Callable[[list[Any]], None]]:
        """Return what each operator does; `fill` and `drop` end a path."""
        return {
            b"g": self.set_gray, b"rg": self.set_rgb, b"k": self.set_cmyk, b"cs": self.set_space,
            b"sc": self.set_parts, b"scn": self.set_parts, b"re": self.box, b"m": self.point,
            b"l": self.point, b"c": self.curve, b"v": self.curve, b"y": self.curve, b"W": self.clip,
            b"W*": self.clip, b"n": self.drop,
        }  # fmt: skip

    # Colours ----------------------------------------------------------------------------------------------

    def set_gray(self, operands: list[Any]) -> None:
        self._colour, self._parts = gray(operands), 1

    def set_rgb(self, operands: list[Any]) -> None:
        self._colour, self._parts = rgb(operands), 3

    def set_cmyk(self, operands: list[Any]) -> None:
        self._colour, self._parts = cmyk(operands), 4

    def set_space(self, operands: list[Any]) -> None:
        self._parts = self.spaces(operands[0]) if operands and type(operands[0]) is bytes else 0
        self._colour = BLACK if self._parts else None

    def set_parts(self, operands: list[Any]) -> None:
        read = OF_PARTS.get(self._parts)
        self._colour = read(operands) if read is not None and len(operands) == self._parts else None

    def blend(self, state: Any) -> None:
        """Take in a graphics state: paint that shines through is not plain."""
        if state is None:
            return
        for key in ("/ca", "/SMask", "/BM"):
            held = entry(state, key)
            if held is None:
                continue
            is_plain = number(held, 1.0) >= 1 if key == "/ca" else name(held) in _PLAIN.get(key, ())
            self._is_plain = is_plain and (self._is_plain or key == "/ca")

    # Paths ------------------------------------------------------------------------------------------------

    def box(self, operands: list[Any]) -> None:
        if len(self._boxes) <= _MAX_PATH:
            self._boxes.append(operands)

    def draw_on(self, path: bytes) -> None:
        """Take in lines and curves as they stand in the stream (`stream.path_steps`)."""
        self._unread.append(path)

    def _read_on(self) -> None:
        unread, self._unread = self._unread, []
        for path in unread:
            for word, numbers in path_steps(path):
                if len(self._points) > _MAX_PATH:
                    return  # of a path with so many points no more is asked
                if word in _CURVES:
                    self.curve(numbers)
                elif numbers:
                    self.point(numbers)

    def point(self, operands: list[Any]) -> None:
        if self._unread:
            self._read_on()
        if len(self._points) <= _MAX_PATH:
            self._points.append(operands)

    def curve(self, operands: list[Any]) -> None:
        self._is_curved = True
        self.point(operands[-2:])

    def clip(self, _: list[Any]) -> None:
        self._is_clipping = True

    def fill(self) -> None:
        """Take in what was filled, and end the path."""
        if self.areas.is_unknown:
            self.drop()
            return
        for corners, is_straight in self._shapes():
            colour = self.colour if is_straight else None
            self.areas.add(corners, self.matrix, colour, self._clip)
        self.drop()

    def drop(self, _: object = None) -> None:
        """End the path; it becomes what later paint is kept inside of where that was asked."""
        if self._is_clipping:
            self._narrow()
        if self._boxes or self._points or self._unread:
            self._boxes, self._points, self._unread = [], [], []
        self._is_curved = self._is_clipping = False

    def _narrow(self) -> None:
        shapes = list(self._shapes())
        corners = [corner for some, _ in shapes for corner in some]
        if not corners:
            return
        left, bottom, right, top = bounds(corners, self.matrix)
        is_box = len(shapes) == 1 and shapes[0][1]
        if self._clip is not None:
            left, bottom = max(left, self._clip[0]), max(bottom, self._clip[1])
            right, top = min(right, self._clip[2]), min(top, self._clip[3])
            is_box = is_box and self._clip[4]
        self._clip = (left, bottom, right, top, is_box)

    def _shapes(self) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """Yield the corners of each part of the path, and whether it is a rectangle."""
        self._read_on()
        is_whole = len(self._boxes) <= _MAX_PATH and len(self._points) <= _MAX_PATH
        for one in self._boxes:
            if len(one) == 4:
                x, y, width, height = (number_of(side) for side in one)
                yield [(x, y), (x + width, y), (x, y + height), (x + width, y + height)], is_whole
        if self._points:
            places = [(number_of(one[0]), number_of(one[1])) for one in self._points if len(one) == 2]
            xs, ys = {round(x, 2) for x, _ in places}, {round(y, 2) for _, y in places}
            is_box = len(xs) == len(ys) == 2 and len(places) in (4, 5) and not self._is_curved
            yield places, is_box and is_whole


def _no_space(_: bytes) -> Any:
    return None


_CURVES = frozenset({b"c", b"v", b"y"})
_PLAIN = {"/SMask": ("None",), "/BM": ("Normal", "Compatible")}


def number_of(written: Any) -> float:
    """Return an operand as a number; 0 for what is none."""
    try:
        return float(written)
    except (TypeError, ValueError):
        return 0.0


def bounds(corners: Sequence[tuple[float, float]], at: Matrix) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of some places after a transformation."""
    a, b, c, d, e, f = at
    xs = [x * a + y * c + e for x, y in corners]
    ys = [x * b + y * d + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
