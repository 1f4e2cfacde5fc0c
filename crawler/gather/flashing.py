"""How often a part of the screen gets light and dark again, from pictures of it in order of time.

Source of the thresholds: WCAG 2.2, "general flash and red flash thresholds", and Understanding 2.3.1: a
quarter of any rectangle of 341 by 256 pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_IN_A_SECOND = 3
NEEDED = 2 * MOST_IN_A_SECOND + 1
"""Opposing changes within a second that are more than three flashes."""
WINDOW_PX = (341, 256)
SHARE_OF_WINDOW = 0.25
LEAST_CHANGE = 0.1
"""Of relative luminance, between opposing changes."""
DARK = 0.8
"""The darker state has less relative luminance than this."""
SATURATED = 0.8
RED_CHANGE = 20.0

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
    """(R − G − B) × 320 where red is saturated, else 0."""


def frame_of(picture: Image.Image, at_s: float) -> Frame:
    """Return a frame from a picture."""
    raw = picture.convert("RGB").resize(GRID, Image.Resampling.BOX).tobytes()
    light, redness = [], []
    for at in range(0, len(raw), 3):
        red, green, blue = (_LINEAR[raw[at + part]] for part in range(3))
        light.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        total = red + green + blue
        saturated = total > 0 and red / total >= SATURATED
        redness.append(max(0.0, (red - green - blue) * 320) if saturated else 0.0)
    return Frame(at_s, tuple(light), tuple(redness))


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
    light = [
        _too_often(cell, times, LEAST_CHANGE, DARK) for cell in zip(*(f.light for f in frames), strict=True)
    ]
    if _is_wide(light, width_px, height_px):
        return "general"
    infinite = float("inf")
    red = [
        _too_often(cell, times, RED_CHANGE, infinite)
        for cell in zip(*(f.redness for f in frames), strict=True)
    ]
    return "red" if _is_wide(red, width_px, height_px) else ""


def _too_often(values: Sequence[float], times: Sequence[float], least: float, dark: float) -> bool:
    """Say whether more than three pairs of opposing changes come within a second."""
    if max(values) - min(values) < least:
        return False
    turns = _turns(values, times, least, dark)
    return any(turns[at + NEEDED - 1] - turns[at] <= 1.0 for at in range(len(turns) - NEEDED + 1))


def _turns(values: Sequence[float], times: Sequence[float], least: float, dark: float) -> list[float]:
    """Return when a value had changed by enough, each time the other way than before."""
    turns: list[float] = []
    high = low = values[0]
    way = 0
    for value, at_s in zip(values, times, strict=True):
        high, low = max(high, value), min(low, value)
        if way >= 0 and high - value >= least and value < dark:
            turns.append(at_s)
            way, low = -1, value
        elif way <= 0 and value - low >= least and low < dark:
            turns.append(at_s)
            way, high = 1, value
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
    return [
        Frame(frame.at_s + turn * cycle_s, frame.light, frame.redness)
        for turn in range(times)
        for frame in cycle
    ]
