"""Draw the trend of one indicator as a small SVG; its numbers always stand in a table beside it.

The drawing is measured here and filled into `templates/components/trend.html`. A line joins two values
only if they may be compared: a break (other tools, norm, scope or sample) and a missing value interrupt it.
A scan that was judged again with newer checks has a second dot, an open one; over a break the line joins
that one with the scan after it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from drempel.model.indicator import IndicatorValue
from drempel.model.report import Change, TrendPoint

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
    changes: tuple[Change, ...] = ()
    """What differs from the scan before."""
    rejudged: float | None = None
    """The value when judged again with newer checks."""
    rejudged_y: float | None = None
    joins: tuple[bool, bool] = (False, False)
    """Whether the rejudged value of the scan before may be compared with `value`, and with `rejudged`."""


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

    @property
    def has_again(self) -> bool:
        """Tell whether a scan was judged again with newer checks."""
        return any(dot.rejudged is not None for dot in self.dots)

    @property
    def is_of_people(self) -> bool:
        """Tell whether it counts the problems of one group of people."""
        return self.indicator.startswith("shut-out-")


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
    again = [next((v for v in point.rejudged if v.id == indicator), None) for point in points]
    # Another definition than the newest is another figure.
    again = [v if v is not None and v.version == known[-1].version else None for v in again]
    numbers = [v.value for v in (*known, *again) if v is not None and v.value is not None]
    top = _scale_top(numbers, known[-1].unit)
    bottom_y, step_x = HEIGHT - BOTTOM, (WIDTH - LEFT - RIGHT) / max(1, len(points) - 1)
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2

    dots: list[Dot] = []
    version = 0

    def height(value: IndicatorValue | None) -> float | None:
        known_value = None if value is None else value.value
        return None if known_value is None else round(bottom_y - (bottom_y - TOP) * known_value / top, 1)

    for place, (point, value, other) in enumerate(zip(points, found, again, strict=True)):
        changed = value is not None and version not in {0, value.version}
        number = value.value if value else None
        dots.append(
            Dot(
                x=round(LEFT + place * step_x if len(points) > 1 else middle, 1),
                y=height(value),
                value=number,
                finished_at=point.finished_at,
                breaks=_breaks(point, changed) if place else (),
                reason=value.reason if value else "not-measured",
                part=value.part if value else None,
                whole=value.whole if value else None,
                changes=point.changes if place else (),
                rejudged=other.value if other else None,
                rejudged_y=height(other),
                joins=(point.is_joined and not changed, point.is_rejudged_joined),
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
    lines = []
    for a, b in pairwise(dots):
        pairs = (
            (a.y, b.y, not b.breaks),
            (a.rejudged_y, b.y, b.joins[0]),
            (a.rejudged_y, b.rejudged_y, b.joins[1]),
        )
        lines += [f"{a.x},{one} {b.x},{two}" for one, two, may in pairs if may and None not in (one, two)]
    return tuple(lines)


def _scale_top(values: Sequence[float], unit: str) -> float:
    """Return the top of the axis: 1 for a ratio, else the next 1, 2 or 5 × 10ⁿ; the axis begins at 0."""
    if unit == "ratio":
        return 1.0
    largest = max(values, default=0.0)
    if largest <= 2:
        return 2.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= largest)
