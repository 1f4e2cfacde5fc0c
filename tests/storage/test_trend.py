"""How issues move between scans, by example; `test_trend_model` covers what nobody thought of."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from drempel.model.finding import CheckTally, Finding, Outcome
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.scan import PageResult, Scan, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.storage.samples import HOME, finding, finish, not_ok, ok, queued, scanned, start, tally

A, B = finding("a"), finding("b")
CLEAN = (tally(outcome=Outcome.INAPPLICABLE),)
NEW, PERSISTING, RESOLVED, REGRESSED, NOT_RECHECKED = TrendLabel


def labels(store: Store, scan: Scan) -> Mapping[TrendLabel, int]:
    return store.report_source(scan.id, (), ()).header.trend


def issue(store: Store, scan: Scan) -> tuple[TrendLabel | None, IssueState]:
    """Return label and state of the one issue in the report on a scan."""
    (found,) = store.report_source(scan.id, (), ()).issues()
    return found.label, found.state


def clean(path: str, *tallies: CheckTally) -> PageResult:
    return ok(path, tallies=tallies or CLEAN)


def test_the_first_scan_has_no_labels(store: Store) -> None:
    scan = scanned(store, ok("a", A))
    assert issue(store, scan) == (None, IssueState.OPEN)
    assert labels(store, scan) == {}


def test_new_persisting_resolved_regressed(store: Store) -> None:
    first = scanned(store, ok("a", A))
    second = scanned(store, ok("a", A, B))
    assert labels(store, second) == {PERSISTING: 1, NEW: 1}
    third = scanned(store, ok("a", B))
    assert labels(store, third) == {RESOLVED: 1, PERSISTING: 1}
    states = {
        found.fingerprint: (found.label, found.state)
        for found in store.report_source(third.id, (), ()).issues()
    }
    assert states == {
        A.fingerprint: (RESOLVED, IssueState.RESOLVED),
        B.fingerprint: (PERSISTING, IssueState.OPEN),
    }
    fourth = scanned(store, ok("a", A, B))
    assert labels(store, fourth) == {REGRESSED: 1, PERSISTING: 1}
    fifth = scanned(store, ok("a", A))
    assert labels(store, fifth) == {PERSISTING: 1, RESOLVED: 1}
    # Reports on earlier scans keep the labels that they had.
    assert labels(store, second) == {PERSISTING: 1, NEW: 1}
    assert labels(store, first) == {}


def test_an_issue_keeps_its_identity_and_its_dates(store: Store) -> None:
    first = scanned(store, ok("a", A))
    (before,) = store.report_source(first.id, (), ()).issues()
    second = scanned(store, ok("a", A), ok("b", A))
    third = scanned(store, clean("a"), clean("b"))
    (after,) = store.report_source(third.id, (), ()).issues()
    assert after.id == before.id
    assert (after.first_seen_at, after.last_seen_at) == (first.started_at, second.started_at)
    # A resolved issue is shown as it was last seen.
    assert (after.pages, after.occurrences, after.example, after.example_url) == (2, 2, A, HOME + "a")
    source = store.report_source(third.id, (), ())
    assert list(source.findings(after.id)) == [(HOME + "a", A), (HOME + "b", A)]
    assert source.issue_pages(after.id) == [HOME + "a", HOME + "b"]
    assert list(source.findings()) == []


def test_a_page_that_nobody_visited_resolves_nothing(store: Store) -> None:
    scanned(store, ok("a", A), ok("b"))
    second = scanned(store, ok("b"))
    assert labels(store, second) == {NOT_RECHECKED: 1}
    assert list(store.report_source(second.id, (), ()).issues()) == []
    third = scanned(store, ok("a", A))
    assert issue(store, third) == (PERSISTING, IssueState.OPEN)


def test_all_pages_of_an_issue_must_be_seen_clean(store: Store) -> None:
    scanned(store, ok("a", A), ok("b", A))
    second = scanned(store, clean("a"), not_ok("b", FetchOutcome.TIMEOUT))
    assert labels(store, second) == {NOT_RECHECKED: 1}
    # Page a was seen clean last time, and page b now: it stands nowhere any more.
    third = scanned(store, clean("b"))
    assert issue(store, third) == (RESOLVED, IssueState.RESOLVED)


def test_a_page_that_was_left_out_counts_also_after_the_issue_was_found_elsewhere(store: Store) -> None:
    scanned(store, ok("a", A), ok("b", A))
    assert labels(store, scanned(store, ok("a", A))) == {PERSISTING: 1}
    # Now a is clean, but b has not been looked at since it had the problem.
    assert labels(store, scanned(store, clean("a"))) == {NOT_RECHECKED: 1}
    assert labels(store, scanned(store, clean("a"), clean("b"))) == {RESOLVED: 1}


@pytest.mark.parametrize(
    ("result", "label"),
    [
        (clean("a"), RESOLVED),
        (clean("a", tally(outcome=Outcome.PASSED, passed=3)), RESOLVED),
        (clean("a", tally(outcome=Outcome.CANT_TELL, cant_tell=1)), RESOLVED),
        (clean("a", tally(outcome=Outcome.FAILED, failed=1)), RESOLVED),
        (clean("a", tally(outcome=Outcome.CANT_TELL, reason="ValueError")), NOT_RECHECKED),
        (clean("a", tally(outcome=Outcome.UNTESTED, reason="missing")), NOT_RECHECKED),
        (clean("a", tally("another-check")), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.HTTP_ERROR, status=404), RESOLVED),
        (not_ok("a", FetchOutcome.HTTP_ERROR, status=410), RESOLVED),
        (not_ok("a", FetchOutcome.HTTP_ERROR, status=404, permanent=False), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.HTTP_ERROR, status=500), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.TIMEOUT, permanent=False), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.BLOCKED), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.ROBOTS), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.CRASHED), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.REDIRECTED_OUT_OF_SCOPE), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.NOT_HTML), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.TRAP_CUT), NOT_RECHECKED),
        (not_ok("a", FetchOutcome.DUPLICATE, duplicate_of=HOME + "never-seen"), NOT_RECHECKED),
    ],
)
@pytest.mark.parametrize("state", [ScanState.COMPLETE, ScanState.INTERRUPTED])
def test_only_a_check_that_judged_the_page_resolves(
    store: Store, result: PageResult, label: TrendLabel, state: ScanState
) -> None:
    scanned(store, ok("a", A))
    second = scanned(store, result, ok("c", B), state=state)
    if state is ScanState.INTERRUPTED and result.record.outcome is not FetchOutcome.OK:
        # What goes on with it may find the page after all.
        label = NOT_RECHECKED
    assert labels(store, second) == {label: 1, NEW: 1}


@pytest.mark.parametrize(
    ("kept", "label"),
    [
        (clean("b"), RESOLVED),
        (ok("b", A), PERSISTING),
        (clean("b", tally(outcome=Outcome.UNTESTED)), NOT_RECHECKED),
        (not_ok("b", FetchOutcome.TIMEOUT), NOT_RECHECKED),
    ],
)
def test_an_address_that_became_another_page_is_judged_with_it(
    store: Store, kept: PageResult, label: TrendLabel
) -> None:
    scanned(store, ok("a", A))
    second = scanned(store, not_ok("a", FetchOutcome.DUPLICATE, duplicate_of=HOME + "b"), kept, ok("c", B))
    assert labels(store, second) == {label: 1, NEW: 1}


def test_an_interrupted_scan_that_is_resumed_ends_as_if_it_never_stopped(store: Store) -> None:
    scanned(store, ok("a", A), ok("b"))
    scan = start(store, "a", "b")
    store.write_pages(scan.id, [clean("a")])
    finish(store, scan, ScanState.INTERRUPTED)
    assert labels(store, scan) == {RESOLVED: 1}
    store.reopen_scan(scan.id)
    store.write_pages(scan.id, [ok("b", A, B)])
    finish(store, scan)
    # Found on another page after all: not regressed, since it was never away.
    assert labels(store, scan) == {PERSISTING: 1, NEW: 1}
    assert {found.state for found in store.report_source(scan.id, (), ()).issues()} == {IssueState.OPEN}
    assert labels(store, scanned(store, clean("a"), clean("b"))) == {RESOLVED: 2}


CRASHED = tally(outcome=Outcome.CANT_TELL, reason="ValueError")


@pytest.mark.parametrize(
    "second",
    [clean("a", CRASHED), clean("a"), not_ok("a", FetchOutcome.TIMEOUT, permanent=False)],
    ids=["check-crashes", "judged-clean", "timeout"],
)
@pytest.mark.parametrize("is_broken_off", [True, False])
def test_what_a_scan_found_on_a_page_is_not_undone_by_a_second_visit(
    store: Store, second: PageResult, is_broken_off: bool
) -> None:
    scanned(store, ok("b"))
    scan = start(store, "a")
    store.write_pages(scan.id, [ok("a", A)])
    if is_broken_off:
        finish(store, scan, ScanState.INTERRUPTED)
        store.reopen_scan(scan.id)
    store.write_pages(scan.id, [replace(second, discovered=(queued("c"),))])
    # What it points to is visited all the same.
    assert [one.page_url for one in store.queued(scan.id)] == [f"{HOME}c"]
    store.write_pages(scan.id, [clean("c")])
    finish(store, scan)
    assert labels(store, scan) == {NEW: 1}
    assert store.outcome_counts(scan.id) == {FetchOutcome.OK: 2}
    assert labels(store, scanned(store, clean("a", CRASHED))) == {NOT_RECHECKED: 1}
    assert labels(store, scanned(store, clean("a"))) == {RESOLVED: 1}


@pytest.mark.parametrize(
    "first",
    [
        not_ok("a", FetchOutcome.HTTP_ERROR, status=404),
        not_ok("a", FetchOutcome.DUPLICATE, duplicate_of=HOME + "b"),
    ],
    ids=["gone", "duplicate"],
)
def test_a_page_that_a_resumed_scan_finds_after_all_was_never_gone(store: Store, first: PageResult) -> None:
    scanned(store, ok("a", A))
    scan = start(store, "a", "b")
    store.write_pages(scan.id, [first, clean("b")])
    finish(store, scan, ScanState.INTERRUPTED)
    assert labels(store, scan) == {NOT_RECHECKED: 1}
    store.reopen_scan(scan.id)
    store.write_pages(scan.id, [clean("a", CRASHED)])
    finish(store, scan)
    assert labels(store, scan) == {NOT_RECHECKED: 1}
    # Where it stays so, it is solved.
    assert labels(store, scanned(store, first, clean("b"))) == {RESOLVED: 1}


def test_a_scan_that_judged_nothing_is_no_scan_to_compare_with(store: Store) -> None:
    first = scanned(store, ok("a", A))
    scanned(store, not_ok("a", FetchOutcome.TIMEOUT), state=ScanState.FAILED)
    third = scanned(store, ok("a", A))
    previous = store.report_source(third.id, (), ()).header.previous
    assert previous is not None
    assert previous.id == first.id
    assert labels(store, third) == {PERSISTING: 1}


def test_sites_do_not_mix(store: Store) -> None:
    scanned(store, ok("a", A))
    other = scanned(store, clean("a"), site=Site((HOME + "ander/",)))
    assert labels(store, other) == {}
    same_issue = scanned(store, ok("a", A), site=Site((HOME + "ander/",)))
    assert labels(store, same_issue) == {NEW: 1}
    assert labels(store, scanned(store, ok("a", A))) == {PERSISTING: 1}


def test_an_unchanged_issue_of_another_impact_is_the_same_issue(store: Store) -> None:
    scanned(store, ok("a", A))
    changed: Finding = replace(A, outcome=Outcome.CANT_TELL, params={"alt": "anders"})
    assert labels(store, scanned(store, ok("a", changed))) == {PERSISTING: 1}
