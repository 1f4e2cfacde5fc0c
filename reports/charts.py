"""Draw the trend of one indicator as a small SVG; its numbers always stand in a table beside it.

The drawing is measured here and filled into `templates/components/trend.html`. A line joins two values
only if they may be compared: a break (other tools, norm, scope or sample) and a missing value interrupt it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from drempel.model.report import TrendPoint

WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, BOTTOM = 54, 12, 26, 30
MAX_POINTS = 24
"""Scans drawn at most, the newest; two years of monthly scans stay legible at 320 px."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One scan in the drawing; `y` and `value` are `None` when the scan has no value."""

    x: float
    y: float | None
    value: float | None
    finished_at: datetime
    breaks: tuple[str, ...] = ()
    """Why it may not be compared with the scan before; empty when it may."""
    reason: str = ""
    """Why there is no value, else empty."""
    part: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the vertical axis."""

    y: float
    value: float


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A drawing in user units of `WIDTH` × `HEIGHT`, with everything its table needs."""

    indicator: str
    unit: str
    direction: str
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[str, ...]
    """Each a `points` attribute."""
    breaks: tuple[float, ...]
    """Where a vertical mark stands."""

    width = WIDTH
    height = HEIGHT
    left = LEFT
    right = WIDTH - RIGHT
    top = TOP
    bottom = HEIGHT - BOTTOM

    @property
    def has_line(self) -> bool:
        """Tell whether at least two scans have a value, so that there is something to see."""
        return sum(dot.value is not None for dot in self.dots) > 1


def trend_charts(points: Sequence[TrendPoint]) -> tuple[TrendChart, ...]:
    """Return one chart per indicator of the newest scan, in its order; older scans first in each."""
    shown = points[-MAX_POINTS:]
    if not shown:
        return ()
    return tuple(trend_chart(shown, value.id) for value in shown[-1].indicators)


def trend_chart(points: Sequence[TrendPoint], indicator: str) -> TrendChart:
    """Return the chart of one indicator. A changed definition (its `version`) is a break too."""
    found = [next((v for v in point.indicators if v.id == indicator), None) for point in points]
    known = [v for v in found if v is not None]
    top = _scale_top([v.value for v in known if v.value is not None], known[-1].unit)
    bottom_y, step_x = HEIGHT - BOTTOM, (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2

    dots: list[Dot] = []
    version = 0
    for place, (point, value) in enumerate(zip(points, found, strict=True)):
        changed = value is not None and version not in {0, value.version}
        number = value.value if value else None
        dots.append(
            Dot(
                x=round(LEFT + place * step_x if len(points) > 1 else middle, 1),
                y=None if number is None else round(bottom_y - (bottom_y - TOP) * number / top, 1),
                value=number,
                finished_at=point.finished_at,
                breaks=_breaks(point, changed) if place else (),
                reason=value.reason if value else "not-measured",
                part=value.part if value else None,
                whole=value.whole if value else None,
            )
        )
        version = value.version if value else version
    ticks = tuple(Tick(round(bottom_y - (bottom_y - TOP) * share, 1), top * share) for share in (0, 0.5, 1))
    return TrendChart(
        indicator,
        known[-1].unit,
        known[-1].direction,
        tuple(dots),
        ticks,
        _lines(dots),
        tuple(round(dot.x - step_x / 2, 1) for dot in dots if dot.breaks),
    )


def _breaks(point: TrendPoint, definition_changed: bool) -> tuple[str, ...]:
    reasons = point.break_reasons or (("other",) if point.is_break else ())
    return (*reasons, "definition") if definition_changed else reasons


def _lines(dots: Sequence[Dot]) -> tuple[str, ...]:
    return tuple(
        f"{a.x},{a.y} {b.x},{b.y}"
        for a, b in pairwise(dots)
        if a.y is not None and b.y is not None and not b.breaks
    )


def _scale_top(values: Sequence[float], unit: str) -> float:
    """Return the top of the axis: 1 for a ratio, else the next 1, 2 or 5 × 10ⁿ; the axis begins at 0."""
    if unit == "ratio":
        return 1.0
    largest = max(values, default=0.0)
    if largest <= 2:
        return 2.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= largest)
