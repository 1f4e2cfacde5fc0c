"""Random histories of one site: the stored states equal those of a plain model, and of plain hindsight."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drempel.model.finding import CheckTally, Finding, Judgement, Outcome
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.scan import PageResult, Scan, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.storage.samples import HOME, finding, finish, not_ok, record, start

PAGES = ("a", "b", "c")
CHECKS = ("alt-text-is-filename", "axe:image-alt")
ISSUES = {f"{check}/{name}": finding(name, check) for check in CHECKS for name in "xy"}

numbers = count()


@dataclass(frozen=True)
class Visit:
    """What a scan saw of one page."""

    page: str
    outcome: FetchOutcome = FetchOutcome.OK
    is_gone: bool = False
    could_tell: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()

    def result(self) -> PageResult:
        if self.is_gone:
            return not_ok(self.page, FetchOutcome.HTTP_ERROR, status=404)
        if self.outcome is not FetchOutcome.OK:
            return not_ok(self.page, self.outcome)
        findings: tuple[Finding, ...] = tuple(ISSUES[name] for name in sorted(self.found))
        tallies = tuple(
            CheckTally(check, Outcome.FAILED if any(f.check == check for f in findings) else Outcome.PASSED)
            if check in self.could_tell
            else CheckTally(check, Outcome.UNTESTED, reason="missing")
            for check in CHECKS
        )
        return PageResult(record(self.page), Judgement(findings, tallies))


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    page = draw(st.sampled_from(PAGES))
    match draw(st.sampled_from(["ok", "ok", "ok", "gone", "failed"])):
        case "gone":
            return Visit(page, FetchOutcome.HTTP_ERROR, is_gone=True)
        case "failed":
            return Visit(page, draw(st.sampled_from([FetchOutcome.TIMEOUT, FetchOutcome.ROBOTS])))
    could_tell = draw(st.frozensets(st.sampled_from(CHECKS)))
    possible = [name for name, one in ISSUES.items() if one.check in could_tell]
    found = draw(st.frozensets(st.sampled_from(possible))) if possible else frozenset()
    return Visit(page, could_tell=could_tell, found=found)


@dataclass(frozen=True)
class Scanned:
    """One scan: its visits, and after how many of them it was interrupted and resumed (`None`: never)."""

    visits: tuple[Visit, ...]
    break_after: int | None


scans = st.builds(
    Scanned,
    st.lists(visits(), max_size=3, unique_by=lambda visit: visit.page).map(tuple),
    st.none() | st.integers(0, 2),
)


@dataclass
class Model:
    """The rules in as few words as Python allows."""

    states: dict[str, IssueState] = field(default_factory=dict)
    pages: dict[str, set[str]] = field(default_factory=dict)

    def scan(self, seen: tuple[Visit, ...]) -> dict[str, TrendLabel]:
        """Take in a scan and return the labels of the issues that it says something about."""
        labels: dict[str, TrendLabel] = {}
        for name, one in ISSUES.items():
            standing = self.pages.setdefault(name, set())
            for visit in seen:
                if name in visit.found:
                    standing.add(visit.page)
                elif visit.is_gone or one.check in visit.could_tell:
                    standing.discard(visit.page)
            state = self.states.get(name)
            if any(name in visit.found for visit in seen):
                labels[name] = (
                    TrendLabel.NEW
                    if state is None
                    else TrendLabel.REGRESSED
                    if state is IssueState.RESOLVED
                    else TrendLabel.PERSISTING
                )
                if labels[name] is not TrendLabel.PERSISTING:
                    self.states[name] = IssueState.OPEN if state is None else IssueState.REGRESSED
            elif state in (IssueState.OPEN, IssueState.REGRESSED):
                labels[name] = TrendLabel.NOT_RECHECKED if standing else TrendLabel.RESOLVED
                if not standing:
                    self.states[name] = IssueState.RESOLVED
        return labels


def run(store: Store, site: Site, planned: Scanned) -> Scan:
    scan = start(store, *PAGES, site=site)
    results = [visit.result() for visit in planned.visits]
    if planned.break_after is not None:
        store.write_pages(scan.id, results[: planned.break_after])
        finish(store, scan, ScanState.INTERRUPTED)
        store.reopen_scan(scan.id)
        results = results[planned.break_after :]
    store.write_pages(scan.id, results)
    finish(store, scan)
    return scan


def was_cleared(name: str, history: list[tuple[Visit, ...]]) -> bool:
    """Tell from the visits alone whether every page that had an issue was judged without it afterwards."""
    for page in PAGES:
        seen = [visit for scan in history for visit in scan if visit.page == page]
        last_found = max((at for at, visit in enumerate(seen) if name in visit.found), default=None)
        if last_found is not None and not any(
            visit.is_gone or ISSUES[name].check in visit.could_tell for visit in seen[last_found + 1 :]
        ):
            return False
    return True


@given(st.lists(scans, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_states_and_labels_follow_from_what_was_visited(store: Store, planned: list[Scanned]) -> None:
    site = Site((f"{HOME}site-{next(numbers)}/",))
    model, history, judged_before = Model(), list[tuple[Visit, ...]](), False
    names = {one.fingerprint: name for name, one in ISSUES.items()}
    for each in planned:
        scan = run(store, site, each)
        history.append(each.visits)
        wanted = model.scan(each.visits)
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
        judged_before = judged_before or any(visit.outcome is FetchOutcome.OK for visit in each.visits)
