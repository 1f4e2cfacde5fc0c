"""Random histories of the documents of one site: their problems have the states of a plain model.

Documents are judged or not, kept because they did not change, gone, moved, a copy of another one, or without
a page that links to them; checks and scans end as in `test_trend_model`. A run that goes on asks only for
those that did not end yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drempel.model.document import Document, DocumentEnd
from drempel.model.finding import Judgement
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.scan import Scan, ScanState
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, Reason
from storage import Store
from tests.storage.samples import HOME, finding, finish, ok, start
from tests.storage.test_trend_model import JUDGES, STATES, label_of, reuses_its_database, tally_of

NAMES = ("a.pdf", "b.pdf")
CHECKS = ("pdf-not-tagged", "pdf-title-missing")
ISSUES = {(check, name): finding(name, check).fingerprint for check in CHECKS for name in NAMES}
Problem = tuple[str, str]
"""A check and the name of the document, as it was called first."""

numbers = count(1)


@dataclass(frozen=True)
class End:
    """What became of the document at one address."""

    at: str
    name: str
    """The address by which it is known."""
    does: str
    """`judged`, `gone`, `held`, `copy` of another one, or `kept` as it was judged last."""
    judges: Mapping[str, str] = field(default_factory=dict)
    found: frozenset[str] = frozenset()
    """Checks that found a problem."""
    copy_of: str = ""
    judged_in: str = ""

    def tells(self, check: str) -> bool:
        return self.judges.get(check) == "tells"

    def stored(self) -> DocumentEnd:
        fields: dict[str, Any] = {"known_as": HOME + self.name if self.at != self.name else ""}
        match self.does:
            case "gone":
                reason = Reason("status", "404")
                return self._end(FetchOutcome.HTTP_ERROR, status=404, reason=reason, **fields)
            case "copy":
                return self._end(FetchOutcome.DUPLICATE, duplicate_of=HOME + self.copy_of, **fields)
            case "judged":
                return replace(self._end(FetchOutcome.OK, **fields), **self._judgement())
        return self._end(FetchOutcome.TIMEOUT, reason=Reason("document-too-slow"), **fields)

    def _end(self, outcome: FetchOutcome, **fields: Any) -> DocumentEnd:
        return DocumentEnd(Document(HOME + self.at, outcome, kind="pdf", pages=1, **fields))

    def _judgement(self) -> dict[str, Any]:
        if self.judged_in:
            return {"judged_in": self.judged_in}
        findings = tuple(finding(self.name, check) for check in CHECKS if check in self.found)
        ran = [check for check in CHECKS if self.judges[check] != "absent"]
        tallies = tuple(tally_of(check, self.judges[check], int(check in self.found)) for check in ran)
        return {"judgement": Judgement(findings, tallies)}


@st.composite
def ends(draw: st.DrawFn, name: str) -> tuple[End, ...]:
    """Return how a document ends in one run: not at all, at its address, or where it moved to."""
    match draw(st.sampled_from(["absent", "here", "here", "here", "moved", "moved"])):
        case "absent":
            return ()
        case "here":
            return (draw(end(name, name)),)
    moved = draw(end(f"nieuw/{name}", name))
    return (moved, End(name, name, "gone")) if draw(st.booleans()) else (moved,)


@st.composite
def end(draw: st.DrawFn, at: str, name: str) -> End:
    match draw(st.sampled_from([*["judged"] * 4, "kept", "kept", "gone", "held", "copy", "copy"])):
        case "judged":
            judges = {check: draw(st.sampled_from(("tells", "tells", *JUDGES))) for check in CHECKS}
            found = {one for one in CHECKS if judges[one] in {"tells", "cut"} and draw(st.booleans())}
            return End(at, name, "judged", judges, frozenset(found))
        case "copy":
            others = [other for other in NAMES if other != name]
            return End(at, name, "copy", copy_of=draw(st.sampled_from(others)))
        case does:
            return End(at, name, does)


@dataclass(frozen=True)
class Scanned:
    """One scan: how the documents ended in each of its runs."""

    runs: tuple[tuple[End, ...], ...]
    state: ScanState
    unlinked: frozenset[str]

    @property
    def ends(self) -> tuple[End, ...]:
        return tuple(one for run in self.runs for one in run)

    @property
    def without_link(self) -> frozenset[str]:
        """Return the names of documents to which no page links: they did not end at all."""
        return self.unlinked - {one.name for one in self.ends}


@st.composite
def runs(draw: st.DrawFn) -> tuple[tuple[End, ...], ...]:
    """Return how documents end in one run or two, each in one of them."""
    number = draw(st.integers(1, 2))
    each = [(draw(st.integers(0, number - 1)), draw(ends(name))) for name in draw(st.permutations(NAMES))]
    return tuple(tuple(one for at, of in each if at == run for one in of) for run in range(number))


scans = st.builds(
    Scanned,
    runs(),
    st.sampled_from([ScanState.COMPLETE, ScanState.INCOMPLETE, ScanState.INTERRUPTED]),
    st.frozensets(st.sampled_from(NAMES), max_size=2),
)


def is_solved(problem: Problem, planned: Scanned) -> bool:
    """Tell whether a scan says that a problem that it did not find is not there any more."""
    check, name = problem
    its_ends = [one for one in planned.ends if one.name == name]
    if judged := [one for one in its_ends if one.does == "judged"]:
        return all(one.tells(check) for one in judged)
    if planned.state is ScanState.INTERRUPTED:
        return False
    originals = [_original(one, planned) for one in its_ends if one.does == "copy"]
    if any(originals):
        return all(one is None or (one.tells(check) and check not in one.found) for one in originals)
    if name in planned.without_link:
        return True
    return bool(its_ends) and all(one.does == "gone" for one in its_ends)


def _original(copy: End, planned: Scanned) -> End | None:
    """Return the judged document that an address is a copy of; the same content has the same problems."""
    return next((one for one in planned.ends if one.at == copy.copy_of and one.does == "judged"), None)


@dataclass
class Model:
    """The rules in as few words as Python allows."""

    states: dict[Problem, IssueState] = field(default_factory=dict)

    def scan(self, planned: Scanned) -> dict[Problem, TrendLabel]:
        """Take in a scan and return the labels of the problems that it says something about."""
        found = {(check, one.name) for one in planned.ends if one.does == "judged" for check in one.found}
        labels = {}
        for problem in ISSUES:
            was = self.states.get(problem)
            stands = problem in found or not is_solved(problem, planned)
            if (label := label_of(was, is_found=problem in found, stands=stands)) is not None:
                labels[problem] = label
                self.states |= {problem: STATES[label]} if label in STATES else {}
        return labels


def with_kept(planned: Scanned, judged_last: Mapping[str, End]) -> Scanned:
    """Return the scan in which documents that did not change have the judgement that they had."""

    def known(one: End) -> End:
        before = judged_last.get(one.at)
        return before if one.does == "kept" and before is not None and before.name == one.name else one

    return replace(planned, runs=tuple(tuple(map(known, run)) for run in planned.runs))


def run(store: Store, site: Site, planned: Scanned) -> Scan:
    scan = start(store, site=site)
    store.write_pages(scan.id, [ok("pagina")])
    for number, run_ends in enumerate(planned.runs):
        if number:
            finish(store, scan, ScanState.INTERRUPTED)
            store.reopen_scan(scan.id)
        store.write_documents(scan.id, [one.stored() for one in run_ends])
    coverage = Coverage(store.outcome_counts(scan.id))
    unlinked = {HOME + name for name in planned.without_link}
    store.finish_scan(scan.id, planned.state, coverage, (), unlinked=unlinked)
    return scan


histories = st.lists(scans, min_size=4, max_size=8)


@given(histories)
@settings(reuses_its_database, max_examples=40)
def test_states_and_labels_of_documents_follow_from_how_they_ended(
    store: Store, planned: list[Scanned]
) -> None:
    assert follow(store, planned) == len(planned)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@given(histories)
@settings(reuses_its_database, max_examples=150)
def test_states_and_labels_of_documents_in_many_histories(store: Store, planned: list[Scanned]) -> None:
    assert follow(store, planned) == len(planned)


def follow(store: Store, planned: list[Scanned]) -> int:
    """Scan as planned, compare the store with the model after each, and return how many were compared."""
    site = Site((f"{HOME}documenten-{next(numbers)}/",))
    model, judged_last = Model(), dict[str, End]()
    names = {fingerprint: problem for problem, fingerprint in ISSUES.items()}
    for one in planned:
        each, judged_before = with_kept(one, judged_last), bool(judged_last)
        scan = run(store, site, each)
        wanted = model.scan(each)
        source = store.report_source(scan.id, (), ())
        shown = {names[issue.fingerprint]: issue for issue in source.document_issues()}

        told = {key: label for key, label in wanted.items() if label is not TrendLabel.NOT_RECHECKED}
        assert {key: issue.state for key, issue in shown.items()} == {key: model.states[key] for key in told}
        if judged_before:
            assert {key: issue.label for key, issue in shown.items()} == told
            assert source.header.documents_trend == dict(counted(wanted))
        else:
            assert source.header.documents_trend == {}
            assert {issue.label for issue in shown.values()} <= {None}
        assert list(source.issues()) == []
        judged_last |= {one.at: replace(one, judged_in=scan.id) for one in each.ends if one.does == "judged"}
    return len(planned)


def counted(labels: Mapping[Problem, TrendLabel]) -> Iterator[tuple[TrendLabel, int]]:
    for label in set(labels.values()):
        yield label, list(labels.values()).count(label)
