"""Indicators: what they count, and how sure a share of pages is."""

from collections.abc import Mapping

import pytest

from drempel.indicators import compute
from drempel.model.finding import Impact
from drempel.model.indicator import IndicatorValue, ScanFacts, Share, together


def facts(by_b1: Mapping[str, int], difficulty: tuple[float, ...] = ()) -> ScanFacts:
    pages = sum(by_b1.values())
    impacts = dict.fromkeys(Impact, 0)
    return ScanFacts(20, 0, 2, impacts, 0, 0, frozenset(), pages, by_b1, 900, 90, 3, (60.0,), difficulty)


def value(indicator: str, given: ScanFacts) -> IndicatorValue:
    return next(one for one in compute(given) if one.id == indicator)


def test_readable_and_hard_pages_leave_the_doubtful_in_the_whole() -> None:
    given = facts({"yes": 7, "doubt": 2, "no": 1}, (20.0, 30.0, 70.0))
    readable, hard = value("readable-pages", given), value("hard-pages", given)
    assert (readable.part, readable.whole, readable.value) == (7, 10, 0.7)
    assert (hard.part, hard.whole, hard.value) == (1, 10, 0.1)
    assert value("difficulty-median", given).value == 30.0


def test_the_interval_of_wilson() -> None:
    """7 of 10 at 95 %: centre (0.7 + 3.8416 / 20) / 1.38416 = 0.6445, half of the width 0.2477."""
    readable = value("readable-pages", facts({"yes": 7, "doubt": 2, "no": 1}))
    assert (readable.low, readable.high) == (pytest.approx(0.3968, abs=1e-4), pytest.approx(0.8922, abs=1e-4))
    low, high = Share(0, 5).interval or (1, 0)
    assert (low, high) == (0.0, pytest.approx(0.4345, abs=1e-3))
    assert Share(5, 5).interval == (pytest.approx(0.5655, abs=1e-3), 1.0)
    assert Share(0, 0).interval is None


def test_intervals_of_many_shares_are_wider() -> None:
    # Of three shares each is sure for 1 - 0.05 / 3, which is 2.394 standard errors on each side:
    # (0.9 + 5.731 / 200) / 1.05731 = 0.8783, and 2.394 / 1.05731 * sqrt(0.0009 + 5.731 / 40000) = 0.0731.
    assert Share(90, 100).interval_among(3) == pytest.approx((0.8052, 0.9514), abs=1e-3)
    assert Share(90, 100).interval_among(1) == Share(90, 100).interval
    assert Share(0, 0).interval_among(3) is None


def test_only_estimates_have_an_interval() -> None:
    assert value("pages-with-failure", facts({"yes": 1})).low is None


def test_without_judged_text_there_is_no_value_but_a_reason() -> None:
    for name in ("readable-pages", "hard-pages", "difficulty-median"):
        found = value(name, facts({}))
        assert (found.value, found.reason, found.low) == (None, "empty-sample", None)


def test_sites_together_count_each_page_once() -> None:
    one = value("readable-pages", facts({"yes": 1, "no": 1}))
    other = value("readable-pages", facts({"yes": 6, "no": 2}))
    both = together([one, other, value("readable-pages", facts({}))])
    assert both is not None
    assert (both.part, both.whole, both.value) == (7, 10, 0.7)
    assert (both.low, both.high) == Share(7, 10).interval
    assert together([]) is None
    older = IndicatorValue("readable-pages", 0, 1.0, "ratio", "up-is-better", 50, 50)
    assert together([older, one]) == one
