"""Scans that are judged again: beside the first judgement, which stays, and joined in the trend."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select

from drempel.errors import StorageError
from drempel.indicators import compute
from drempel.model.finding import Outcome
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.recheck import Recheck, RejudgedPage
from drempel.model.report import TrendPoint
from drempel.model.scan import Scan, ScanState
from drempel.model.snapshot import Coverage, FetchOutcome
from storage import Store, schema
from tests.storage.samples import SETTINGS, TOOLS, finding, not_ok, ok, profile, start, tally

A, B, C = (finding(name) for name in "abc")
NEWER = replace(TOOLS, checks={**TOOLS.checks, "alt-text-is-filename": 9})


def figures(facts: ScanFacts) -> Sequence[IndicatorValue]:
    return compute(facts)


def scanned(store: Store, *results: object, tools: object = TOOLS) -> Scan:
    scan = start(store, tools=tools)  # type: ignore[arg-type]
    store.write_pages(scan.id, results)  # type: ignore[arg-type]
    store.finish_scan(scan.id, ScanState.COMPLETE, Coverage(store.outcome_counts(scan.id)), figures)
    return scan


def again(store: Store, scan: Scan, *results: object, lost: dict[str, int] | None = None) -> Recheck:
    recheck_id = store.start_recheck(scan.id, SETTINGS, NEWER)
    pages = [RejudgedPage(one.record.page_url, one.judgement, one.text) for one in results]  # type: ignore[attr-defined]
    store.add_rejudged(recheck_id, pages)
    return store.finish_recheck(recheck_id, 0, lost or {}, figures)


def points(store: Store, scan: Scan) -> Sequence[TrendPoint]:
    return store.report_source(scan.id, (), ()).trend()


def rows(store: Store, table: Table) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def open_issues(values: Sequence[IndicatorValue]) -> float | None:
    return next(v.value for v in values if v.id == "open-issues")


def test_a_recheck_counts_as_the_scan_would_have(store: Store) -> None:
    results = ok("a", A, B, text=profile("a")), ok("b", A), not_ok("c", FetchOutcome.TIMEOUT)
    scan = scanned(store, *results)
    done = again(store, scan, *results[:2])
    assert (done.scan_id, done.pages, done.pages_lost, done.is_whole) == (scan.id, 2, 0, True)
    stored = {v.id: v for v in store.report_source(scan.id, (), ()).indicators()}
    assert {v.id: v for v in done.indicators if v.id != "issue-age-median"} == {
        key: v for key, v in stored.items() if key != "issue-age-median"
    }
    assert store.recheck(scan.id) == done


def test_the_first_judgement_stays_as_it_was(store: Store) -> None:
    scan = scanned(store, ok("a", A))
    source = store.report_source(scan.id, (), ())
    before = (list(source.issues()), list(source.findings()), source.indicators(), list(source.pages()))
    again(store, scan, ok("a", B, C))
    assert (
        list(source.issues()),
        list(source.findings()),
        source.indicators(),
        list(source.pages()),
    ) == before
    # What only the recheck saw is new when a scan finds it.
    second = scanned(store, ok("a", B))
    labels = {
        issue.fingerprint: (issue.label, issue.state)
        for issue in store.report_source(second.id, (), ()).issues()
    }
    assert labels[B.fingerprint] == (TrendLabel.NEW, IssueState.OPEN)


def test_the_trend_joins_over_a_change_of_checks(store: Store) -> None:
    first = scanned(store, ok("a", A))
    second = scanned(store, ok("a", A, B), tools=NEWER)
    before, after = points(store, second)
    assert (after.break_reasons, after.is_joined, before.rejudged) == (("checks",), False, ())
    (change,) = after.changes
    assert (change.before, change.after) == ("alt-text-is-filename 1", "alt-text-is-filename 9")
    again(store, first, ok("a", A, B))
    before, after = points(store, second)
    assert (after.is_break, after.is_joined) == (True, True)
    assert [open_issues(of) for of in (before.indicators, before.rejudged, after.indicators)] == [1, 2, 2]
    # The panel compares what was judged again.
    panel = store.report_source(second.id, (), ()).panel()
    assert panel is not None
    assert (panel.pages, panel.fewer, panel.more, panel.left_out) == (1, 0, 0, ())


def test_two_scans_that_were_both_judged_again_are_joined(store: Store) -> None:
    first, second = scanned(store, ok("a", A)), scanned(store, ok("a", A))
    third = scanned(store, ok("a", A, B), tools=NEWER)
    again(store, first, ok("a", A, B))
    again(store, second, ok("a", A, B))
    assert [(p.is_joined, p.is_rejudged_joined) for p in points(store, third)] == [
        (False, False),
        (False, True),
        (True, False),
    ]


@pytest.mark.parametrize("axe", ["4.99.0", TOOLS.axe])
def test_what_a_recheck_cannot_do_joins_nothing(store: Store, axe: str) -> None:
    """A check that lost pages, or another axe-core, which only a visit can run."""
    first = scanned(store, ok("a", A))
    second = scanned(store, ok("a", A, B), tools=replace(NEWER, axe=axe))
    again(store, first, ok("a", A), lost={} if axe != TOOLS.axe else {"focus-lost": 1})
    assert not points(store, second)[1].is_joined


def test_the_newest_recheck_takes_the_place_of_earlier_ones(store: Store) -> None:
    scan = scanned(store, ok("a", A))
    again(store, scan, ok("a", B))
    done = again(store, scan, ok("a", C))
    assert store.recheck(scan.id) == done
    with store.engine.connect() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.recheck, schema.rejudged, schema.judgement)
        ]
    # What only the first recheck said is gone; what the scan said is not.
    assert counts == [1, 1, 2]


def test_a_recheck_that_broke_off_is_none(store: Store) -> None:
    scan = scanned(store, ok("a", A))
    recheck_id = store.start_recheck(scan.id, SETTINGS, NEWER)
    store.add_rejudged(recheck_id, [RejudgedPage(ok("a", B).record.page_url, ok("a", B).judgement)])  # type: ignore[arg-type]
    assert store.recheck(scan.id) is None
    assert points(store, scan)[0].rejudged == ()


def test_a_judgement_that_a_recheck_holds_is_not_thrown_away(store: Store) -> None:
    scan = start(store, "a")
    store.write_pages(scan.id, [ok("a", A, text=profile("a"))])
    store.finish_scan(scan.id, ScanState.INTERRUPTED, Coverage(store.outcome_counts(scan.id)), figures)
    done = again(store, scan, ok("a", A, text=profile("a")))
    store.reopen_scan(scan.id)
    store.write_pages(scan.id, [ok("a", tallies=(tally(outcome=Outcome.PASSED),))])
    assert open_issues(store.recheck(scan.id).indicators) == open_issues(done.indicators) == 1  # type: ignore[union-attr]


def test_a_scan_that_runs_is_not_judged_again(store: Store) -> None:
    with pytest.raises(StorageError, match="has not ended yet"):
        store.start_recheck(start(store).id, SETTINGS, NEWER)


def test_retention_leaves_what_a_recheck_judged_until_a_newer_one_takes_its_place(store: Store) -> None:
    scan = scanned(store, ok("a", A, text=profile("a")))
    scanned(store, ok("a"))
    done = again(store, scan, ok("a", B, text=profile("a", 20.0)))
    late = Store(store.engine, clock=lambda: store.clock() + timedelta(days=400))
    late.prune(1)
    assert store.recheck(scan.id) == done
    assert rows(store, schema.rejudged) == 1
    # A page of each scan, and the one that only the recheck judged so.
    assert (rows(store, schema.judgement), rows(store, schema.text_profile)) == (3, 2)
    again(store, scan, ok("a", A, text=profile("a")))
    late.prune(1)
    assert (rows(store, schema.judgement), rows(store, schema.text_profile)) == (2, 1)
