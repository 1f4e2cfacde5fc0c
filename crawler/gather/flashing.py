"""How often a part of the screen gets light and dark again, from pictures of it in order of time.

Source of the thresholds: WCAG 2.2, "general flash and red flash thresholds", and Understanding 2.3.1: a
quarter of any rectangle of 341 by 256 pixels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from math import dist

from PIL import Image, UnidentifiedImageError

MOST_IN_A_SECOND = 3
NEEDED = 2 * (MOST_IN_A_SECOND + 1)
"""Opposing changes within a second that are more than three flashes: a flash is a pair of them."""
WINDOW_PX = (341, 256)
SHARE_OF_WINDOW = 0.25
LEAST_CHANGE = 0.1
"""Of relative luminance, between opposing changes."""
DARK = 0.8
"""The darker state has less relative luminance than this."""
SATURATED = 0.8
"""From this share of red in all its light a colour is a saturated red."""
RED_CHANGE = 20.0
"""Of (R − G − B) × 320, what WCAG 2.0 and 2.1 ask for."""
HUE_CHANGE = 0.2
"""In the chromaticity diagram CIE 1976 UCS, what WCAG 2.2 asks for. Only what both ask for is a red flash."""
GREY = (0.1978, 0.4683)
"""Chromaticity of what has no colour (D65); also taken for black, which has none."""

GRID = (32, 24)
"""Cells for which light is followed, across and down."""

_LINEAR = [
    value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4
    for value in range(256)
]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a part looked like at a moment."""

    at_s: float
    light: tuple[float, ...]
    """Relative luminance of each cell, row by row."""
    redness: tuple[float, ...]
    """(R − G − B) × 320, at least 0."""
    hue: tuple[tuple[float, float], ...]
    """u′ and v′ of CIE 1976."""
    is_red: tuple[bool, ...]
    """Whether it is a saturated red."""


def frame_of(picture: Image.Image, at_s: float) -> Frame:
    """Return a frame from a picture."""
    raw = picture.convert("RGB").resize(GRID, Image.Resampling.BOX).tobytes()
    light, redness, hue, is_red = [], [], [], []
    for at in range(0, len(raw), 3):
        red, green, blue = (_LINEAR[raw[at + part]] for part in range(3))
        light.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        total = red + green + blue
        is_red.append(total > 0 and red / total >= SATURATED)
        redness.append(max(0.0, (red - green - blue) * 320))
        hue.append(_hue(red, green, blue))
    return Frame(at_s, tuple(light), tuple(redness), tuple(hue), tuple(is_red))


def _hue(red: float, green: float, blue: float) -> tuple[float, float]:
    """Return u′ and v′ of a colour in linear light (matrix of sRGB, IEC 61966-2-1)."""
    x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = 0.0193 * red + 0.1192 * green + 0.9505 * blue
    whole = x + 15 * y + 3 * z
    return (4 * x / whole, 9 * y / whole) if whole > 0.001 else GREY


def frame_of_file(data: bytes, at_s: float) -> Frame | None:
    """Return a frame from a picture as a file; `None` where it is none."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return frame_of(picture, at_s)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def flashing(frames: Sequence[Frame], width_px: float, height_px: float) -> str:
    """Return `general` or `red` where more than three flashes come in a second on enough of the screen."""
    if len(frames) <= NEEDED:
        return ""
    times = [frame.at_s for frame in frames]
    cells = range(len(frames[0].light))

    def is_flash(cell: int) -> bool:
        values = [frame.light[cell] for frame in frames]
        return _too_often(
            times,
            _turns(values, LEAST_CHANGE, lambda one, other: min(values[one], values[other]) < DARK),
        )

    if _is_wide([is_flash(cell) for cell in cells], width_px, height_px):
        return "general"

    def is_red_flash(cell: int) -> bool:
        if not any(frame.is_red[cell] for frame in frames):
            return False

        def counts(one: int, other: int) -> bool:
            is_red = frames[one].is_red[cell] or frames[other].is_red[cell]
            return is_red and dist(frames[one].hue[cell], frames[other].hue[cell]) > HUE_CHANGE

        return _too_often(times, _turns([frame.redness[cell] for frame in frames], RED_CHANGE, counts))

    return "red" if _is_wide([is_red_flash(cell) for cell in cells], width_px, height_px) else ""


def _too_often(times: Sequence[float], turns: Sequence[int]) -> bool:
    """Say whether more than three pairs of opposing changes come within a second."""
    return any(
        times[turns[at + NEEDED - 1]] - times[turns[at]] <= 1.0 for at in range(len(turns) - NEEDED + 1)
    )


def _turns(values: Sequence[float], least: float, counts: Callable[[int, int], bool]) -> list[int]:
    """Return at which frames a value had changed by enough, each time the other way than before.

    `counts` says of two frames whether the change from one to the other is one of those that matter.
    """
    if max(values) - min(values) < least:
        return []
    turns: list[int] = []
    high = low = way = 0
    for at, value in enumerate(values):
        high = at if value > values[high] else high
        low = at if value < values[low] else low
        if way >= 0 and values[high] - value >= least and counts(high, at):
            turns.append(at)
            way, low = -1, at
        elif way <= 0 and value - values[low] >= least and counts(low, at):
            turns.append(at)
            way, high = 1, at
    return turns


def _is_wide(cells: Sequence[bool], width_px: float, height_px: float) -> bool:
    """Say whether the cells fill a quarter of some rectangle as large as ten degrees of sight."""
    if not any(cells):
        return False
    columns, rows = GRID
    cell_width, cell_height = width_px / columns, height_px / rows
    across = max(1, min(columns, round(WINDOW_PX[0] / cell_width)))
    down = max(1, min(rows, round(WINDOW_PX[1] / cell_height)))
    most = max(
        sum(
            sum(cells[row * columns + left : row * columns + left + across]) for row in range(top, top + down)
        )
        for top in range(rows - down + 1)
        for left in range(columns - across + 1)
    )
    return most * cell_width * cell_height > SHARE_OF_WINDOW * WINDOW_PX[0] * WINDOW_PX[1]


def repeated(cycle: Sequence[Frame], cycle_s: float, times: int) -> list[Frame]:
    """Return the frames of a cycle played several times, one after the other."""
    return [replace(frame, at_s=frame.at_s + turn * cycle_s) for turn in range(times) for frame in cycle]
