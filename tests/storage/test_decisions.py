"""What people decide is kept as it was given, on both databases, and found by what names an issue."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drempel.errors import UnknownName, UsageError
from drempel.model.decision import Decision, DecisionKind, DecisionNote, reliability, standing
from drempel.model.site import Site
from storage import Store
from tests.storage.samples import HOME, any_text, finding, ok, scanned

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
TODAY = date(2026, 11, 29)
A, B = finding("a"), finding("b")

decisions = st.builds(
    Decision,
    st.sampled_from(DecisionKind),
    any_text,
    any_text,
    st.datetimes(timezones=st.just(UTC)),
    any_text,
    st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    any_text,
)


def a_decision(kind: DecisionKind, hours: int = 0, until: date | None = None) -> Decision:
    return Decision(kind, "daarom", "an", NOON + timedelta(hours=hours), "wet", until, "web")


@given(st.lists(decisions, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
def test_decisions_come_back_in_their_order(store: Store, given_ones: list[Decision]) -> None:
    scan = scanned(store, ok("a", A))
    (issue,) = store.report_source(scan.id, (), ()).issues()
    before = len(store.decisions(issue.id))
    for one in given_ones:
        store.decide(issue.id, one)
    kept = store.decisions(issue.id)[before:]
    assert [(one.kind, one.decided_at, one.until) for one in kept] == [
        (one.kind, one.decided_at, one.until) for one in given_ones
    ]


def test_an_issue_is_found_by_its_id_and_fingerprint(store: Store) -> None:
    scan = scanned(store, ok("a", A, B))
    other = scanned(store, ok("a", A), site=Site((HOME + "ander/",)))
    one, _ = store.report_source(scan.id, (), ()).issues()
    (elsewhere,) = store.report_source(other.id, (), ()).issues()
    assert store.issue_named(one.id.lower()).id == one.id
    assert store.issue_named(one.id).site == HOME
    assert store.issue_named(A.fingerprint, HOME + "ander/").id == elsewhere.id
    for wrong in ("", "%", "_" * 26, "01X", "f1:", one.id + "X"):
        with pytest.raises((UnknownName, UsageError)):
            store.issue_named(wrong)
    with pytest.raises(UsageError, match="stands on several sites"):
        store.issue_named(A.fingerprint)


def test_a_note_in_a_file_fits_by_site(store: Store) -> None:
    scan = scanned(store, ok("a", A, B))
    alarm = a_decision(DecisionKind.FALSE_ALARM)

    def aside(*notes: DecisionNote) -> list[str]:
        source = store.report_source(scan.id, (), (), notes=notes)
        return [issue.fingerprint for issue in source.issues() if issue.is_set_aside]

    assert aside(DecisionNote(alarm, fingerprint=A.fingerprint, site=HOME)) == [A.fingerprint]
    assert aside(DecisionNote(alarm, fingerprint=A.fingerprint, site=HOME + "x/")) == []
    (first, *_) = store.report_source(scan.id, (), ()).issues()
    assert aside(DecisionNote(alarm, issue=first.id)) == [first.fingerprint]


def test_a_decision_stays_with_an_issue_over_scans(store: Store) -> None:
    scan = scanned(store, ok("a", A))
    (issue,) = store.report_source(scan.id, (), ()).issues()
    store.decide(issue.id, a_decision(DecisionKind.FALSE_ALARM))
    scanned(store, ok("a"))
    (again,) = store.report_source(scanned(store, ok("a", A)).id, (), ()).issues()
    assert again.is_set_aside


@pytest.mark.parametrize(
    ("days", "is_waived"), [(-1, False), (0, True), (1, True)], ids=["yesterday", "today", "tomorrow"]
)
def test_a_waiver_holds_to_its_last_day(days: int, is_waived: bool) -> None:
    waiver = a_decision(DecisionKind.WAIVED, until=TODAY + timedelta(days=days))
    stands = standing([waiver], TODAY)
    assert stands is not None
    assert stands.is_waived is is_waived is stands.is_set_aside
    assert stands.has_expired is not is_waived


def test_the_newest_decision_counts_and_the_two_kinds_stand_apart() -> None:
    waiver = a_decision(DecisionKind.WAIVED, 2, TODAY)
    alarm, confirmed = a_decision(DecisionKind.FALSE_ALARM, 1), a_decision(DecisionKind.CONFIRMED, 3)
    stands = standing([confirmed, waiver, alarm], TODAY)
    assert stands is not None
    assert (stands.is_waived, stands.is_confirmed, stands.is_false_alarm) == (True, True, False)
    ended = standing([waiver, a_decision(DecisionKind.WAIVER_ENDED, 4)], TODAY)
    assert ended is not None
    assert (ended.is_waived, ended.has_expired) == (False, False)
    assert standing([], TODAY) is None


def test_reliability_counts_each_issue_once(store: Store) -> None:
    scan = scanned(store, ok("a", A, B, finding("c", "axe:image-alt")))
    for issue in store.report_source(scan.id, (), ()).issues():
        store.decide(issue.id, a_decision(DecisionKind.FALSE_ALARM))
        if issue.fingerprint == A.fingerprint:
            store.decide(issue.id, a_decision(DecisionKind.CONFIRMED, 1))
    rows = reliability([(issue.check, told) for issue, told in store.decided()], TODAY)
    assert [(row.check, row.issues, row.confirmed, row.false_alarms) for row in rows] == [
        ("alt-text-is-filename", 2, 1, 1),
        ("axe:image-alt", 1, 0, 1),
    ]
    assert rows[0].right.ratio == 0.5
