from dataclasses import replace
from datetime import timedelta

import pytest

from drempel.model.indicator import IndicatorValue
from drempel.model.report import TrendPoint
from reports.charts import BOTTOM, HEIGHT, LEFT, MAX_POINTS, RIGHT, TOP, WIDTH, trend_charts
from tests.reports.fakes import NOW


def points(*values: float | None, unit: str = "count") -> list[TrendPoint]:
    return [
        TrendPoint(
            f"s{n}",
            NOW + timedelta(days=n),
            (
                IndicatorValue(
                    "open-issues", 1, value, unit, "down-is-better", reason="" if value else "empty-sample"
                ),
            ),
        )
        for n, value in enumerate(values)
    ]


def test_no_scan_gives_no_chart() -> None:
    assert trend_charts([]) == ()


def test_values_stand_on_a_scale_from_nought() -> None:
    (chart,) = trend_charts(points(0, 5, 10))
    assert [dot.y for dot in chart.dots] == [HEIGHT - BOTTOM, (HEIGHT - BOTTOM + TOP) / 2, TOP]
    assert [dot.x for dot in chart.dots] == [LEFT, (LEFT + WIDTH - RIGHT) / 2, WIDTH - RIGHT]
    assert [tick.value for tick in chart.ticks] == [0, 5, 10]
    assert len(chart.lines) == 2
    assert chart.has_line


def test_one_scan_gives_numbers_but_no_line() -> None:
    (chart,) = trend_charts(points(7))
    assert (chart.lines, chart.has_line, len(chart.dots)) == ((), False, 1)


def test_no_line_crosses_a_missing_value() -> None:
    (chart,) = trend_charts(points(1, None, 3, 4))
    assert len(chart.lines) == 1
    assert chart.dots[1].y is None
    assert chart.dots[1].reason == "empty-sample"


def test_no_line_crosses_a_break() -> None:
    series = points(1, 2, 3)
    series[1] = replace(series[1], is_break=True, break_reasons=("axe", "checks"))
    (chart,) = trend_charts(series)
    assert [dot.breaks for dot in chart.dots] == [(), ("axe", "checks"), ()]
    assert len(chart.lines) == len(chart.breaks) == 1
    assert chart.dots[0].x < chart.breaks[0] < chart.dots[1].x


def test_another_definition_is_a_break_too() -> None:
    series = points(1, 2)
    series[1] = replace(series[1], indicators=(replace(series[1].indicators[0], version=2),))
    (chart,) = trend_charts(series)
    assert chart.dots[1].breaks == ("definition",)
    assert chart.lines == ()


def test_an_indicator_that_older_scans_lack_starts_later() -> None:
    series = points(1, 2)
    series[0] = replace(series[0], indicators=())
    (chart,) = trend_charts(series)
    assert [dot.value for dot in chart.dots] == [None, 2]
    assert chart.dots[0].reason == "not-measured"
    assert chart.dots[1].breaks == ()


def test_only_the_newest_scans_are_drawn() -> None:
    (chart,) = trend_charts(points(*range(100)))
    assert [dot.value for dot in chart.dots] == list(range(100 - MAX_POINTS, 100))


@pytest.mark.parametrize(
    ("values", "unit", "top"),
    [
        ((0.1, 0.2), "ratio", 1),
        ((0, 0), "count", 2),
        ((3, 4), "count", 5),
        ((11,), "count", 20),
        ((100,), "count", 100),
        ((101,), "count", 200),
        ((None,), "points", 2),
        ((51.5,), "points", 100),
    ],
)
def test_the_top_of_the_scale_is_a_round_number(values: tuple[float, ...], unit: str, top: float) -> None:
    (chart,) = trend_charts(points(*values, unit=unit))
    assert chart.ticks[-1].value == top
