"""Problems of documents have a state of their own, by what was judged; those of pages do not see it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from drempel.model.decision import Decision, DecisionKind
from drempel.model.document import Document, DocumentEnd
from drempel.model.finding import Judgement, Outcome
from drempel.model.issue import Issue, IssueState, TrendLabel
from drempel.model.scan import Scan, ScanState
from drempel.model.snapshot import Coverage, FetchOutcome, Reason
from storage import Store
from storage.condition import faults
from storage.revision import current
from tests.storage.samples import HOME, NOON, finding, finish, ok, start, tally

CHECKS = ("pdf-not-tagged", "pdf-title-missing")
HELD = (FetchOutcome.TIMEOUT, Reason("document-too-slow"))


def document(name: str, outcome: FetchOutcome = FetchOutcome.OK, **fields: object) -> Document:
    return replace(Document(HOME + name, outcome, kind="pdf", pages=1, content_hash=name), **fields)  # type: ignore[arg-type]


def judged(name: str, *problems: str, subject: str = "", **fields: object) -> DocumentEnd:
    """Return a judged document with problems of these checks; the other checks found nothing."""
    one = document(name, known_as=HOME + subject if subject else "", **fields)
    found = tuple(finding(one.subject, check) for check in problems)
    tallies = tuple(tally(check, Outcome.FAILED if check in problems else Outcome.PASSED) for check in CHECKS)
    return DocumentEnd(one, Judgement(found, tallies))


def scan_of(
    store: Store, *ends: DocumentEnd, state: ScanState = ScanState.COMPLETE, unlinked: Collection[str] = ()
) -> Scan:
    scan = start(store)
    store.write_pages(scan.id, [ok("a", finding("a"))])
    store.write_documents(scan.id, list(ends))
    coverage = Coverage(store.outcome_counts(scan.id))
    store.finish_scan(scan.id, state, coverage, (), unlinked={HOME + name for name in unlinked})
    return store.scan(scan.id)


def issues(store: Store, scan: Scan) -> list[Issue]:
    return list(store.report_source(scan.id, (), ()).document_issues())


def labels(store: Store, scan: Scan) -> dict[tuple[str, str], TrendLabel | None]:
    """Return the label of each problem told, by check and document."""
    return {(one.check, one.example_url.removeprefix(HOME)): one.label for one in issues(store, scan)}


def counts(store: Store, scan: Scan) -> dict[TrendLabel, int]:
    return dict(store.report_source(scan.id, (), ()).header.documents_trend)


def test_a_problem_of_a_document_is_new_then_stays_then_is_solved_then_comes_back(store: Store) -> None:
    first = scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    (only,) = issues(store, first)
    assert (only.label, only.state, only.is_of_document) == (None, IssueState.OPEN, True)
    assert (only.pages, only.occurrences, only.example_url) == (1, 1, HOME + "a.pdf")
    second = scan_of(store, judged("a.pdf", "pdf-not-tagged", "pdf-title-missing"))
    assert labels(store, second) == {
        ("pdf-not-tagged", "a.pdf"): TrendLabel.PERSISTING,
        ("pdf-title-missing", "a.pdf"): TrendLabel.NEW,
    }
    third = scan_of(store, judged("a.pdf", "pdf-title-missing", content_hash="newer"))
    assert labels(store, third) == {
        ("pdf-not-tagged", "a.pdf"): TrendLabel.RESOLVED,
        ("pdf-title-missing", "a.pdf"): TrendLabel.PERSISTING,
    }
    fourth = scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    assert labels(store, fourth) == {
        ("pdf-not-tagged", "a.pdf"): TrendLabel.REGRESSED,
        ("pdf-title-missing", "a.pdf"): TrendLabel.RESOLVED,
    }
    assert counts(store, fourth) == {TrendLabel.REGRESSED: 1, TrendLabel.RESOLVED: 1}
    assert {one.id for one in issues(store, fourth)} >= {only.id}


@pytest.mark.parametrize("end", [None, HELD, (FetchOutcome.TRAP_CUT, Reason("document-limit"))])
def test_a_document_that_was_not_judged_keeps_its_problems(
    store: Store, end: tuple[FetchOutcome, Reason] | None
) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf"))
    lost = [DocumentEnd(document("a.pdf", end[0], reason=end[1]))] if end else []
    second = scan_of(store, *lost, judged("b.pdf"))
    assert issues(store, second) == []
    assert counts(store, second) == {TrendLabel.NOT_RECHECKED: 1}
    third = scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    assert labels(store, third) == {("pdf-not-tagged", "a.pdf"): TrendLabel.PERSISTING}


def test_a_check_that_could_not_tell_solves_nothing(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    blind = Judgement((), (tally("pdf-not-tagged", Outcome.CANT_TELL, reason="KeyError"),))
    second = scan_of(store, DocumentEnd(document("a.pdf"), blind))
    assert counts(store, second) == {TrendLabel.NOT_RECHECKED: 1}


@pytest.mark.parametrize(
    ("status", "permanent", "label"),
    [
        (404, True, TrendLabel.RESOLVED),
        (410, True, TrendLabel.RESOLVED),
        (404, False, TrendLabel.NOT_RECHECKED),
        (503, True, TrendLabel.NOT_RECHECKED),
    ],
)
def test_only_a_document_that_is_gone_for_good_takes_its_problems_along(
    store: Store, status: int, permanent: bool, label: TrendLabel
) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    gone = document(
        "a.pdf",
        FetchOutcome.HTTP_ERROR,
        reason=Reason("status", str(status)),
        status=status,
        permanent=permanent,
    )
    assert counts(store, scan_of(store, DocumentEnd(gone), judged("b.pdf"))) == {label: 1}


def test_a_document_that_moved_keeps_its_problems(store: Store) -> None:
    scan_of(store, judged("oud.pdf", "pdf-not-tagged"))
    second = scan_of(store, judged("nieuw.pdf", "pdf-not-tagged", subject="oud.pdf"))
    assert labels(store, second) == {("pdf-not-tagged", "nieuw.pdf"): TrendLabel.PERSISTING}
    third = scan_of(store, judged("nieuw.pdf", subject="oud.pdf"))
    # Told as it was last seen.
    assert labels(store, third) == {("pdf-not-tagged", "nieuw.pdf"): TrendLabel.RESOLVED}


def test_a_copy_of_a_document_without_the_problem_solves_it_and_one_with_it_does_not(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged", "pdf-title-missing"), judged("b.pdf"))
    twin = document("a.pdf", FetchOutcome.DUPLICATE, duplicate_of=HOME + "b.pdf")
    second = scan_of(store, DocumentEnd(twin), judged("b.pdf", "pdf-title-missing"))
    assert labels(store, second) == {
        ("pdf-not-tagged", "a.pdf"): TrendLabel.RESOLVED,
        ("pdf-title-missing", "b.pdf"): TrendLabel.NEW,
    }
    assert counts(store, second)[TrendLabel.NOT_RECHECKED] == 1


def test_a_scan_without_documents_says_nothing_of_them_and_is_no_scan_to_compare_with(store: Store) -> None:
    scan_of(store)
    second = scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    # Nobody looked before: it may have been there all along.
    assert labels(store, second) == {("pdf-not-tagged", "a.pdf"): None}
    third = scan_of(store)
    assert counts(store, third) == {TrendLabel.NOT_RECHECKED: 1}
    fourth = scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf", "pdf-not-tagged"))
    assert counts(store, fourth) == {TrendLabel.PERSISTING: 1, TrendLabel.NEW: 1}
    header = store.report_source(fourth.id, (), ()).header
    assert (header.documents_previous and header.documents_previous.id) == second.id
    assert (header.previous and header.previous.id) == third.id


def test_problems_of_pages_are_counted_without_those_of_documents(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    second = scan_of(store, judged("a.pdf", "pdf-not-tagged", "pdf-title-missing"), judged("b.pdf"))
    source = store.report_source(second.id, (), ())
    assert [one.fingerprint for one in source.issues()] == [finding("a").fingerprint]
    assert source.header.trend == {TrendLabel.PERSISTING: 1}
    assert [found.check for _, found in source.findings()] == ["alt-text-is-filename"]
    assert [(url, found.check) for url, found in source.document_findings()] == [
        (HOME + "a.pdf", "pdf-not-tagged"),
        (HOME + "a.pdf", "pdf-title-missing"),
    ]
    (one, _) = source.document_issues()
    assert [found.check for _, found in source.document_findings(one.id)] == [one.check]
    facts = store.scan_facts(second.id)
    assert sum(facts.open_issues.values()) == 1
    assert len(facts.ages_days) == 1


def test_what_people_decide_holds_for_a_problem_of_a_document(store: Store) -> None:
    scan = scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    (only,) = issues(store, scan)
    assert store.issue_named(only.fingerprint).id == only.id
    store.decide(only.id, Decision(DecisionKind.FALSE_ALARM, "Bekeken", "An Peeters", NOON))
    (told,) = issues(store, scan)
    assert told.is_set_aside
    assert [name.id for name, decisions in store.decided() if decisions] == [only.id]


def test_a_scan_that_goes_on_settles_documents_as_if_it_had_not_stopped(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf", "pdf-not-tagged"))
    second = start(store)
    store.write_pages(second.id, [ok("a", finding("a"))])
    store.write_documents(second.id, [judged("a.pdf")])
    finish(store, second, ScanState.INTERRUPTED)
    assert counts(store, second) == {TrendLabel.RESOLVED: 1, TrendLabel.NOT_RECHECKED: 1}
    store.reopen_scan(second.id)
    store.write_documents(second.id, [judged("b.pdf", "pdf-not-tagged", "pdf-title-missing")])
    finish(store, second)
    assert counts(store, second) == {
        TrendLabel.RESOLVED: 1,
        TrendLabel.PERSISTING: 1,
        TrendLabel.NEW: 1,
    }


def test_the_database_is_in_order_afterwards(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"))
    scan_of(store, judged("a.pdf"), judged("b.pdf", "pdf-not-tagged"))
    url = store.engine.url.render_as_string(hide_password=False)
    assert not [fault for fault in faults(url, current(url)) if fault.is_harm]


GONE: dict[str, Any] = {"reason": Reason("status", "404"), "status": 404, "content_hash": ""}


def at(name: str, outcome: FetchOutcome, subject: str = "", **fields: Any) -> DocumentEnd:
    """Return a document that was not judged, which may be known by the address that it had."""
    return DocumentEnd(document(name, outcome, known_as=HOME + subject if subject else "", **fields))


def test_one_that_moved_is_gone_only_where_none_of_its_addresses_may_have_it(store: Store) -> None:
    scan_of(store, judged("oud.pdf", "pdf-not-tagged"), judged("b.pdf"))
    old = at("oud.pdf", FetchOutcome.HTTP_ERROR, **GONE)
    scan_of(store, judged("nieuw.pdf", "pdf-not-tagged", subject="oud.pdf"), old, judged("b.pdf"))
    # A link to where it was is dead; where it is now, it did not come in time.
    late = at("nieuw.pdf", FetchOutcome.TIMEOUT, "oud.pdf", reason=HELD[1])
    third = scan_of(store, late, old, judged("b.pdf"))
    assert counts(store, third) == {TrendLabel.NOT_RECHECKED: 1}
    # Gone from the new address too: it was told by its old one.
    gone = at("nieuw.pdf", FetchOutcome.HTTP_ERROR, "oud.pdf", **GONE)
    fourth = scan_of(store, gone, judged("b.pdf"))
    assert counts(store, fourth) == {TrendLabel.RESOLVED: 1}


def test_one_that_moved_and_became_a_copy_of_another_with_the_same_problem_is_not_gone(store: Store) -> None:
    scan_of(store, judged("oud.pdf", "pdf-not-tagged"), judged("b.pdf", "pdf-not-tagged"))
    old = at("oud.pdf", FetchOutcome.HTTP_ERROR, **GONE)
    moved = judged("nieuw.pdf", "pdf-not-tagged", subject="oud.pdf")
    scan_of(store, moved, old, judged("b.pdf", "pdf-not-tagged"))
    copy = at("nieuw.pdf", FetchOutcome.DUPLICATE, "oud.pdf", duplicate_of=HOME + "b.pdf")
    third = scan_of(store, copy, old, judged("b.pdf", "pdf-not-tagged"))
    assert counts(store, third) == {TrendLabel.PERSISTING: 1, TrendLabel.NOT_RECHECKED: 1}


def left(store: Store, scan: Scan) -> list[str]:
    return [one.url.removeprefix(HOME) for one in store.documents_left(scan.id)]


def test_a_document_to_which_no_page_links_any_more_has_its_problems_solved_and_that_is_said(
    store: Store,
) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf", "pdf-not-tagged"))
    second = scan_of(store, judged("b.pdf"), unlinked=["a.pdf"])
    assert labels(store, second) == {
        ("pdf-not-tagged", "a.pdf"): TrendLabel.RESOLVED,
        ("pdf-not-tagged", "b.pdf"): TrendLabel.RESOLVED,
    }
    assert {one.example_url.removeprefix(HOME): one.is_unlinked for one in issues(store, second)} == {
        "a.pdf": True,
        "b.pdf": False,
    }
    assert left(store, second) == []
    # Linked again, and still wrong: it is back.
    third = scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf"))
    assert labels(store, third) == {("pdf-not-tagged", "a.pdf"): TrendLabel.REGRESSED}
    assert not any(one.is_unlinked for one in issues(store, third))


def test_a_scan_that_was_broken_off_takes_no_document_for_unlinked(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf"))
    second = scan_of(store, judged("b.pdf"), state=ScanState.INTERRUPTED, unlinked=["a.pdf"])
    assert counts(store, second) == {TrendLabel.NOT_RECHECKED: 1}


def test_what_is_left_is_told_as_it_ended_last_and_by_its_present_address(store: Store) -> None:
    scan_of(store, judged("a.pdf", "pdf-not-tagged"), judged("b.pdf"), judged("c.pdf", "pdf-not-tagged"))
    scan_of(store, judged("d.pdf", "pdf-not-tagged", subject="a.pdf"), judged("b.pdf"))
    third = scan_of(store, judged("b.pdf"), DocumentEnd(document("c.pdf", HELD[0], reason=HELD[1])))
    assert left(store, third) == ["d.pdf"], "c.pdf was asked for, and b.pdf has no problem"
    (one,) = store.documents_left(third.id)
    assert one.subject == HOME + "a.pdf"
    fourth = scan_of(store, judged("b.pdf"), unlinked=["a.pdf"])
    assert labels(store, fourth) == {("pdf-not-tagged", "d.pdf"): TrendLabel.RESOLVED}
    assert counts(store, fourth) == {TrendLabel.RESOLVED: 1, TrendLabel.NOT_RECHECKED: 1}
