"""Random histories of one site: the stored states equal those of a plain model, and of plain hindsight.

Pages are visited or not, kept from an earlier scan because they did not change, gone, or another address of
a page; checks tell, crash, are cut short, have nothing to look at or do not exist; scans end as a whole, in
part, or broken off and resumed, also more than once. A run that goes on may visit a page again: one that was
judged stays as it was judged first. Between two scans old artefacts are thrown away, or the scan is judged
again by checks that find something else: neither changes what was concluded. Documents: see
`test_document_model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drempel.model.finding import CheckTally, Finding, Judgement, Outcome
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.recheck import RejudgedPage
from drempel.model.scan import PageResult, Scan, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.storage.samples import HOME, SETTINGS, TOOLS, finding, finish, not_ok, record, start

PAGES = ("a", "b", "c")
CHECKS = ("alt-text-is-filename", "axe:image-alt")
ISSUES = {f"{check}/{name}": finding(name, check) for check in CHECKS for name in "xy"}

numbers = count()


JUDGES = ("tells", "tells", "untested", "absent", "crashed", "cut")
"""What a check does on a page; one that was cut short may have found something all the same."""


def tally_of(check: str, does: str, number: int) -> CheckTally:
    """Return how a check ended that found so many problems."""
    match does:
        case "untested":
            return CheckTally(check, Outcome.UNTESTED, reason="missing-artefact:Media")
        case "crashed":
            return CheckTally(check, Outcome.CANT_TELL, reason="ValueError")
        case "cut":
            outcome = Outcome.FAILED if number else Outcome.UNTESTED
            return CheckTally(check, outcome, failed=number, reason="cut-short:budget")
    return CheckTally(check, Outcome.FAILED if number else Outcome.PASSED, failed=number, passed=2)


@dataclass(frozen=True)
class Visit:
    """What a scan saw of one page."""

    page: str
    outcome: FetchOutcome = FetchOutcome.OK
    is_gone: bool = False
    duplicate_of: str = ""
    judges: Mapping[str, str] = field(default_factory=dict)
    """By check, one of `JUDGES`."""
    found: frozenset[str] = frozenset()
    is_kept: bool = False
    """It did not change since it was judged last; where it never was, it came too late."""
    kept_from: str = ""
    """Id of that scan."""

    @property
    def could_tell(self) -> frozenset[str]:
        return frozenset(check for check, does in self.judges.items() if does == "tells")

    def result(self) -> PageResult:
        if self.is_gone:
            return not_ok(self.page, FetchOutcome.HTTP_ERROR, status=404)
        if self.duplicate_of:
            return not_ok(self.page, FetchOutcome.DUPLICATE, duplicate_of=HOME + self.duplicate_of)
        if self.outcome is not FetchOutcome.OK:
            return not_ok(self.page, self.outcome)
        if self.kept_from:
            unvisited = replace(record(self.page), kept_since=self.kept_from)
            return PageResult(unvisited, None, kept_from=self.kept_from)
        return PageResult(record(self.page), self.judgement)

    @property
    def judgement(self) -> Judgement:
        findings: tuple[Finding, ...] = tuple(ISSUES[name] for name in sorted(self.found))
        tallies = (
            tally_of(check, self.judges[check], sum(one.check == check for one in findings))
            for check in CHECKS
            if self.judges[check] != "absent"
        )
        return Judgement(findings, tuple(tallies))


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    page = draw(st.sampled_from(PAGES))
    match draw(st.sampled_from(["ok", "ok", "ok", "ok", "kept", "kept", "gone", "duplicate", "failed"])):
        case "kept":
            return Visit(page, FetchOutcome.TIMEOUT, is_kept=True)
        case "gone":
            return Visit(page, FetchOutcome.HTTP_ERROR, is_gone=True)
        case "duplicate":
            others = [other for other in PAGES if other != page]
            return Visit(page, FetchOutcome.DUPLICATE, duplicate_of=draw(st.sampled_from(others)))
        case "failed":
            return Visit(page, draw(st.sampled_from([FetchOutcome.TIMEOUT, FetchOutcome.ROBOTS])))
    return draw(judged(page))


@st.composite
def judged(draw: st.DrawFn, page: str) -> Visit:
    judges = {check: draw(st.sampled_from(JUDGES)) for check in CHECKS}
    possible = [name for name, one in ISSUES.items() if judges[one.check] in {"tells", "cut"}]
    found = draw(st.frozensets(st.sampled_from(possible))) if possible else frozenset()
    return Visit(page, judges=judges, found=found)


@dataclass(frozen=True)
class Scanned:
    """One scan: the visits of each of its runs; all but the last run were broken off."""

    runs: tuple[tuple[Visit, ...], ...]
    state: ScanState
    is_pruned: bool
    """Afterwards old artefacts are thrown away."""
    again: tuple[Visit, ...]
    """What judging it again afterwards says of pages that it judged; empty: that is not done."""

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Return what counts of all runs: of each page its first judgement, else how it ended last."""
        counts: dict[str, Visit] = {}
        for visit in (visit for run in self.runs for visit in run):
            if visit.page not in counts or counts[visit.page].outcome is not FetchOutcome.OK:
                counts[visit.page] = visit
        return tuple(counts.values())

    @property
    def may_go_on(self) -> bool:
        """Return whether the scan was broken off: then only what was judged takes a problem off a page."""
        return self.state is ScanState.INTERRUPTED


some_visits = st.lists(visits(), max_size=3, unique_by=lambda visit: visit.page).map(tuple)
some_judged = st.lists(
    st.sampled_from(PAGES).flatmap(judged), max_size=3, unique_by=lambda visit: visit.page
).map(tuple)


scans = st.builds(
    Scanned,
    st.lists(some_visits, min_size=1, max_size=3).map(tuple),
    st.sampled_from([ScanState.COMPLETE, ScanState.INCOMPLETE, ScanState.INTERRUPTED]),
    st.booleans(),
    st.just(()) | some_judged,
)


def is_cleared(visit: Visit, check: str, seen: tuple[Visit, ...]) -> bool:
    """Tell whether a visit says that what a check found on the page before is not there any more."""
    judged = visit
    if visit.duplicate_of:
        # Another address of a page that was judged: that one counts in its place.
        judged = next((other for other in seen if other.page == visit.duplicate_of), visit)
    return visit.is_gone or check in judged.could_tell


STATES = {
    TrendLabel.NEW: IssueState.OPEN,
    TrendLabel.REGRESSED: IssueState.REGRESSED,
    TrendLabel.RESOLVED: IssueState.RESOLVED,
}
"""The state that a problem gets by its label; the others leave it as it was."""


def label_of(was: IssueState | None, *, is_found: bool, stands: bool) -> TrendLabel | None:
    """Return what a scan says of a problem, `None` where it has nothing to say."""
    if is_found:
        known = {None: TrendLabel.NEW, IssueState.RESOLVED: TrendLabel.REGRESSED}
        return known.get(was, TrendLabel.PERSISTING)
    if was in (IssueState.OPEN, IssueState.REGRESSED):
        return TrendLabel.NOT_RECHECKED if stands else TrendLabel.RESOLVED
    return None


@dataclass
class Model:
    """The rules in as few words as Python allows."""

    states: dict[str, IssueState] = field(default_factory=dict)
    pages: dict[str, set[str]] = field(default_factory=dict)

    def scan(self, seen: tuple[Visit, ...], *, may_go_on: bool) -> dict[str, TrendLabel]:
        """Take in a scan and return the labels of the issues that it says something about."""
        labels: dict[str, TrendLabel] = {}
        for name, one in ISSUES.items():
            standing = self.pages.setdefault(name, set())
            for visit in seen:
                if name in visit.found:
                    standing.add(visit.page)
                elif is_cleared(visit, one.check, seen) and (
                    visit.outcome is FetchOutcome.OK or not may_go_on
                ):
                    standing.discard(visit.page)
            is_found = any(name in visit.found for visit in seen)
            label = label_of(self.states.get(name), is_found=is_found, stands=bool(standing))
            if label is not None:
                labels[name] = label
                self.states |= {name: STATES[label]} if label in STATES else {}
        return labels


def run(store: Store, site: Site, planned: Scanned) -> Scan:
    scan = start(store, *PAGES, site=site)
    for number, visited in enumerate(planned.runs):
        if number:
            finish(store, scan, ScanState.INTERRUPTED)
            store.reopen_scan(scan.id)
        store.write_pages(scan.id, [visit.result() for visit in visited])
    finish(store, scan, planned.state)
    return scan


def with_kept(planned: Scanned, judged_last: Mapping[str, Visit]) -> Scanned:
    """Return the scan in which pages that did not change have the judgement that they had."""

    def known(visit: Visit) -> Visit:
        return judged_last.get(visit.page, visit) if visit.is_kept else visit

    return replace(planned, runs=tuple(tuple(known(visit) for visit in visited) for visited in planned.runs))


def judge_again(store: Store, scan: Scan, planned: Scanned) -> None:
    """Judge the pages of a scan again, with another version of a check."""
    seen = {visit.page for visit in planned.visits if visit.outcome is FetchOutcome.OK}
    newer = replace(TOOLS, checks={**TOOLS.checks, CHECKS[0]: 9})
    recheck_id = store.start_recheck(scan.id, SETTINGS, newer)
    pages = [RejudgedPage(HOME + one.page, one.judgement) for one in planned.again if one.page in seen]
    store.add_rejudged(recheck_id, pages)
    store.finish_recheck(recheck_id, 0, {}, lambda _: ())


def was_cleared(name: str, history: list[tuple[Visit, ...]]) -> bool:
    """Tell from the visits alone whether every page that had an issue was judged without it afterwards."""
    for page in PAGES:
        seen = [(visit, scan) for scan in history for visit in scan if visit.page == page]
        last_found = max((at for at, (visit, _) in enumerate(seen) if name in visit.found), default=None)
        if last_found is not None and not any(
            is_cleared(visit, ISSUES[name].check, scan) for visit, scan in seen[last_found + 1 :]
        ):
            return False
    return True


histories = st.lists(scans, min_size=1, max_size=6)
reuses_its_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@given(histories)
@settings(reuses_its_database, max_examples=40)
def test_states_and_labels_follow_from_what_was_visited(store: Store, planned: list[Scanned]) -> None:
    assert follow(store, planned) == len(planned)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@given(histories)
@settings(reuses_its_database, max_examples=150)
def test_states_and_labels_of_many_histories(store: Store, planned: list[Scanned]) -> None:
    assert follow(store, planned) == len(planned)


def follow(store: Store, planned: list[Scanned]) -> int:
    """Scan as planned, compare the store with the model after each, and return how many were compared."""
    site = Site((f"{HOME}site-{next(numbers)}/",))
    model, history, judged_last = Model(), list[tuple[Visit, ...]](), dict[str, Visit]()
    names = {one.fingerprint: name for name, one in ISSUES.items()}
    for one in planned:
        each, judged_before = with_kept(one, judged_last), bool(judged_last)
        scan = run(store, site, each)
        if each.is_pruned:
            Store(store.engine, clock=lambda: store.clock() + timedelta(days=400)).prune(1)
        if each.again:
            judge_again(store, scan, each)
        history.append(each.visits)
        wanted = model.scan(each.visits, may_go_on=each.may_go_on)
        source = store.report_source(scan.id, (), ())
        shown = {names[issue.fingerprint]: issue for issue in source.issues()}

        in_report = {name: label for name, label in wanted.items() if label is not TrendLabel.NOT_RECHECKED}
        assert {name: issue.state for name, issue in shown.items()} == {
            name: model.states[name] for name in in_report
        }
        if judged_before:
            assert {name: issue.label for name, issue in shown.items()} == in_report
            assert sum(source.header.trend.values()) == len(wanted)
            assert source.header.trend.get(TrendLabel.NOT_RECHECKED, 0) == len(wanted) - len(in_report)
        else:
            assert source.header.trend == {}
            assert {issue.label for issue in shown.values()} <= {None}
        for name, issue in shown.items():
            if issue.label is TrendLabel.RESOLVED:
                assert was_cleared(name, history), f"{name} was called resolved, but nobody looked"
        judged_last |= {
            visit.page: replace(visit, kept_from=scan.id)
            for visit in each.visits
            if visit.outcome is FetchOutcome.OK
        }
    return len(history)
