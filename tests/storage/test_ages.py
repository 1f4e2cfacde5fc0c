"""How long problems were open, by the dates of the scans that found them, lost them and found them again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from drempel.model.finding import Kind, Outcome
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.scan import PageResult, ScanState
from drempel.model.snapshot import Coverage
from storage import Store
from tests.storage.samples import finding, ok, start, tally

A, B = finding("a"), finding("b")
CLEAN = (tally(outcome=Outcome.INAPPLICABLE),)
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def scan(store: Store, day: int, *results: PageResult) -> ScanFacts:
    """Scan on a day and return the facts at the close."""
    facts: list[ScanFacts] = []

    def take(given: ScanFacts) -> Sequence[IndicatorValue]:
        facts.append(given)
        return ()

    at = replace(store, clock=lambda: DAY + timedelta(days=day))
    begun = start(at)
    at.write_pages(begun.id, results)
    at.finish_scan(begun.id, ScanState.COMPLETE, Coverage(at.outcome_counts(begun.id)), take)
    return facts[0]


def test_an_age_counts_from_the_first_scan_that_found_it(store: Store) -> None:
    assert scan(store, 0, ok("a", A)).ages_days == (0.0,)
    assert scan(store, 30, ok("a", A, B)).ages_days == (0.0, 30.0)
    # Not looked at: nobody saw that it is gone.
    assert scan(store, 40, ok("b")).ages_days == (10.0, 40.0)
    assert scan(store, 50, ok("a", B)).ages_days == (20.0,)


def test_a_problem_that_came_back_starts_anew(store: Store) -> None:
    scan(store, 0, ok("a", A))
    assert scan(store, 10, ok("a", tallies=CLEAN)).repair_days == (10.0,)
    assert scan(store, 20, ok("a", A)).ages_days == (0.0,)
    assert scan(store, 25, ok("a", A)).ages_days == (5.0,)
    assert scan(store, 27, ok("a", tallies=CLEAN)).repair_days == (7.0, 10.0)


def test_repairs_of_more_than_a_year_ago_do_not_count(store: Store) -> None:
    scan(store, 0, ok("a", A))
    scan(store, 10, ok("a", tallies=CLEAN))
    assert scan(store, 375, ok("a")).repair_days == (10.0,)
    assert scan(store, 376, ok("a")).repair_days == ()


def test_only_failures_of_the_norm_have_an_age(store: Store) -> None:
    tip, question = replace(A, kind=Kind.PRACTICE), replace(B, outcome=Outcome.CANT_TELL)
    later = finding("later", "axe:target-size", requirements=("2.5.8",))
    facts = scan(store, 0, ok("a", tip, question, later))
    assert facts.ages_days == ()
    gone = (tally("axe:target-size", Outcome.INAPPLICABLE), *CLEAN)
    assert scan(store, 5, ok("a", tallies=gone)).repair_days == ()


def test_a_clock_that_was_set_back_gives_no_negative_age(store: Store) -> None:
    scan(store, 10, ok("a", A))
    assert scan(store, 0, ok("a", A)).ages_days == (0.0,)
