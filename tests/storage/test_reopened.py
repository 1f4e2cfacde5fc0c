"""A waiver that has ended is told once: after the first scan on which it holds no more."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from drempel.model.decision import Decision, DecisionKind, DecisionNote
from drempel.model.document import Document, DocumentEnd
from drempel.model.finding import Judgement, Outcome
from drempel.model.scan import Scan
from drempel.model.snapshot import FetchOutcome
from drempel.reopened import may_reopen, reopened
from storage import Store
from tests.storage.samples import HOME, SITE, finding, finish, ok, start, tally

MONDAY = datetime(2026, 3, 2, 21, tzinfo=UTC)
NOTES: tuple[DecisionNote, ...] = ()


class Nights:
    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def nights() -> Nights:
    return Nights()


@pytest.fixture
def store(url: str, nights: Nights) -> Iterator[Store]:
    with Store.open(url, clock=nights) as opened:
        yield opened


def scan_of(store: Store, nights: Nights, day: int) -> Scan:
    nights.now = MONDAY + timedelta(days=day)
    scan = start(store)
    store.write_pages(scan.id, [ok("a", finding("a"), finding("b"))])
    failed = tally("pdf-not-tagged", Outcome.FAILED, 1)
    pdf = Document(HOME + "a.pdf", FetchOutcome.OK, kind="pdf", pages=1)
    judgement = Judgement((finding("a.pdf", "pdf-not-tagged"),), (failed,))
    store.write_documents(scan.id, [DocumentEnd(pdf, judgement)])
    finish(store, scan)
    return store.scan(scan.id)


def waiver(until: date) -> Decision:
    return Decision(
        DecisionKind.WAIVED, "Vervanging", "An Peeters", MONDAY, "onevenredige last", until, "webteam"
    )


def told(store: Store, scan: Scan, notes: tuple[DecisionNote, ...] = NOTES) -> list[tuple[str, int, bool]]:
    return [(one.check, one.pages, one.in_document) for one in reopened(store, scan, notes)]


def test_a_waiver_that_ended_since_the_scan_before_is_told_once(store: Store, nights: Nights) -> None:
    first = scan_of(store, nights, 0)
    source = store.report_source(first.id, (), ())
    assert not may_reopen(store, SITE.id, NOTES)
    for issue in [next(iter(source.issues())), *source.document_issues()]:
        store.decide(issue.id, waiver(date(2026, 3, 3)))
    assert may_reopen(store, SITE.id, NOTES)
    assert told(store, first) == []
    assert told(store, scan_of(store, nights, 1)) == []
    third = scan_of(store, nights, 3)
    assert told(store, third) == [("alt-text-is-filename", 1, False), ("pdf-not-tagged", 1, True)]
    assert told(store, scan_of(store, nights, 4)) == []


def test_a_waiver_in_a_file_counts_too(store: Store, nights: Nights) -> None:
    first = scan_of(store, nights, 0)
    (issue, _) = store.report_source(first.id, (), ()).issues()
    notes = (DecisionNote(waiver(date(2026, 3, 3)), issue=issue.id),)
    assert may_reopen(store, SITE.id, notes)
    assert told(store, scan_of(store, nights, 2), notes) == [("alt-text-is-filename", 1, False)]
    other = DecisionNote(
        waiver(date(2026, 3, 3)), fingerprint=issue.fingerprint, site="https://ander.example/"
    )
    assert not may_reopen(store, SITE.id, (other,))


def test_what_is_a_false_alarm_does_not_reopen(store: Store, nights: Nights) -> None:
    first = scan_of(store, nights, 0)
    (issue, _) = store.report_source(first.id, (), ()).issues()
    store.decide(issue.id, waiver(date(2026, 3, 3)))
    store.decide(issue.id, Decision(DecisionKind.FALSE_ALARM, "Versiering", "An Peeters", MONDAY))
    assert told(store, scan_of(store, nights, 2)) == []
