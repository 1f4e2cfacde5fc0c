"""What fails on many sites is what the report on each of them says, read in a few statements."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from drempel.model.comparison import FailedAtSite
from drempel.model.decision import Decision, DecisionKind, DecisionNote
from drempel.model.document import Document, DocumentEnd
from drempel.model.finding import Finding, Judgement, Kind, Outcome, Pointer
from drempel.model.scan import Scan
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.storage.samples import CHECKS, HOME, SETTINGS, finding, findings, finish, ok, scanned, start, tally

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
OTHER = Site((HOME + "ander/",))
A, B, C = (finding(name) for name in "abc")


def read(store: Store, *scans: Scan, notes: tuple[DecisionNote, ...] = ()) -> list[FailedAtSite]:
    return list(store.failed_at_sites([scan.id for scan in scans], notes))


def rows(site: FailedAtSite) -> list[tuple[str, int]]:
    return sorted((one.structure, one.pages) for one in site.issues)


def at(place: str, one: Finding, **fields: object) -> Finding:
    return replace(one, pointer=Pointer("img", structure=place), **fields)  # type: ignore[arg-type]


def a_decision(kind: DecisionKind, hour: int = 12) -> Decision:
    until = date(2099, 1, 1) if kind is DecisionKind.WAIVED else None
    return Decision(kind, "gezien", "an", NOON.replace(hour=hour), "wet", until, "web")


def test_only_what_fails_the_norm_now_counts(store: Store) -> None:
    scanned(store, ok("x", at("weg", A)))
    last = scanned(
        store,
        ok(
            "x",
            at("fout", B),
            at("vraag", C, outcome=Outcome.CANT_TELL),
            at("raad", finding("d"), kind=Kind.PRACTICE),
            at("later", finding("e"), requirements=("2.5.8",)),
        ),
        ok("y", at("fout", B)),
        ok("z"),
    )
    (site,) = read(store, last)
    assert (site.scan_id, site.standard) == (last.id, SETTINGS.standard)
    assert rows(site) == [("fout", 2)], "repaired, undecided, good practice and a later norm are no failures"
    assert site.issues[0].requirements == ("1.1.1",)


def test_problems_of_documents_are_apart(store: Store) -> None:
    scan = start(store)
    store.write_pages(scan.id, [ok("x", at("blad", A))])
    document = Document(HOME + "folder.pdf", FetchOutcome.OK, kind="pdf", pages=1)
    store.write_documents(scan.id, [DocumentEnd(document, Judgement((at("folder", B),), (tally(),)))])
    finish(store, scan)
    assert [rows(site) for site in read(store, scan)] == [[("blad", 1)]]


def test_each_site_has_its_own(store: Store) -> None:
    one = scanned(store, ok("x", at("een", A)))
    empty = scanned(store, ok("x"), site=Site((HOME + "leeg/",)))
    other = scanned(store, ok("x", at("ander", B)), ok("y", at("ander", B)), site=OTHER)
    found = read(store, other, one, empty)
    assert [site.scan_id for site in found] == [one.id, empty.id, other.id]
    assert [rows(site) for site in found] == [[("een", 1)], [], [("ander", 2)]]
    assert read(store) == []


def test_a_false_alarm_is_left_out_and_a_waiver_is_not(store: Store) -> None:
    scan = scanned(store, ok("x", at("a", A), at("b", B), at("c", C)))
    ids = {one.example.pointer.structure: one.id for one in store.report_source(scan.id, (), ()).issues()}
    store.decide(ids["a"], a_decision(DecisionKind.FALSE_ALARM))
    store.decide(ids["b"], a_decision(DecisionKind.WAIVED))
    (site,) = read(store, scan)
    assert rows(site) == [("b", 1), ("c", 1)]
    # The file that a team keeps beside its settings counts as well, for the site that it names.
    by_print = DecisionNote(a_decision(DecisionKind.FALSE_ALARM), fingerprint=C.fingerprint, site=HOME)
    by_id = DecisionNote(a_decision(DecisionKind.CONFIRMED, 13), issue=ids["a"])
    (site,) = read(store, scan, notes=(by_print, by_id))
    assert rows(site) == [("a", 1), ("b", 1)], "the newest decision about one is that it is real"
    (site,) = read(store, scan, notes=(replace(by_print, site=OTHER.id),))
    assert rows(site) == [("b", 1), ("c", 1)]


def test_a_check_that_could_judge_no_page_looked_at_nothing(store: Store) -> None:
    seen, lost, off = "alt-text-is-filename", "axe:image-alt", "axe:label"
    results = [
        ok(
            str(page),
            tallies=(
                tally(seen, Outcome.UNTESTED if page else Outcome.PASSED),
                tally(lost, Outcome.UNTESTED),
                tally(off),
            ),
        )
        for page in range(2)
    ]
    scan = scanned(store, *results, settings=replace(SETTINGS, disabled_checks=(off,)))
    (site,) = read(store, scan)
    assert site.judged == {seen}


def test_many_sites_take_as_many_statements_as_one(store: Store) -> None:
    scans = [scanned(store, ok("x", at("fout", A)), site=Site((f"{HOME}{number}/",))) for number in range(12)]
    told: list[str] = []

    def note(*args: object) -> None:
        told.append(str(args[2]))

    event.listen(store.engine, "before_cursor_execute", note)
    counts = []
    for some in (scans[:1], scans):
        told.clear()
        assert len(read(store, *some)) == len(some)
        counts.append(sum("SELECT" in statement for statement in told))
    event.remove(store.engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] == 3, "the scans, the decisions and the issues"


@given(st.lists(st.lists(findings(), max_size=6), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
def test_it_says_what_the_report_on_the_scan_says(store: Store, pages: list[list[Finding]]) -> None:
    kept = [[one for one in of if set(one.requirements) <= {"1.1.1"}] for of in pages]
    scan = scanned(store, *(ok(str(number), *of) for number, of in enumerate(kept)))
    reported = Counter(
        (one.check, one.requirements, one.example.pointer.structure, one.pages)
        for one in store.report_source(scan.id, (), ()).issues()
        if one.label not in {"resolved", "not-rechecked"}
        and (one.outcome, one.kind) == (Outcome.FAILED, Kind.NORM)
    )
    (site,) = read(store, scan)
    assert Counter((one.check, one.requirements, one.structure, one.pages) for one in site.issues) == reported
    assert {one.check for one in site.issues} <= set(CHECKS)
