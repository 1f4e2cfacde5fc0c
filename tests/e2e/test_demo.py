"""The example municipality, scanned in three editions: what is planted is found, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks.registry import catalogue
from demo.manifest import Barrier, load
from demo.serve import Request, serve
from drempel.app import ScanResult
from drempel.dom import Dom
from drempel.model.artefact import DomCapture
from drempel.model.finding import Finding, Kind, Outcome
from drempel.model.issue import TrendLabel
from drempel.model.report import ReportSource
from drempel.model.scan import ScanState
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from storage import Store
from tests.e2e.running import scan, settings

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

MANIFEST = load()
WORDED_BY_LAW = "/toegankelijkheidsverklaring"
"""Its sentences follow a model that nobody may change."""
TRAP_AFTER = 8


@dataclass(frozen=True)
class Run:
    edition: int
    result: ScanResult
    requests: tuple[Request, ...]
    folder: Path
    source: ReportSource
    base_url: str
    store: Store

    def path(self, url: str) -> str:
        return url.removeprefix(self.base_url) or "/"

    def selectors(self, path: str, css: str) -> set[str]:
        """Return how findings point at what a selector matches, from the stored page."""
        assert self.result.scan is not None
        capture = self.store.artefact(self.result.scan.id, self.base_url + path, DomCapture)
        assert capture is not None, path
        return {node.pointer().selector for node in Dom(capture).select(css)}

    def findings(self) -> list[tuple[str, Finding]]:
        return [(self.path(url), finding) for url, finding in self.source.findings()]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Run]]:
    """Scan the editions 1, 2 and 3 one after the other, as three nights would."""
    folder = tmp_path_factory.mktemp("demo")
    used = settings(folder, {"crawler": {"trap_after": TRAP_AFTER}})
    found, port = [], 0
    for edition in (1, 2, 3):
        with serve(edition, port, slow_s=0.5, crawl_delay_s=0.05) as town:
            # The trend needs the same address each time.
            port = urlsplit(town.base_url).port or 0
            site = Site((f"{town.base_url}/",), allow_private=True)
            result = scan(used, site, name="elzervoorde")
            found.append((edition, result, tuple(town.requests), town.base_url))
    with Store.open(used.storage.url) as store:
        yield [
            Run(
                edition,
                result,
                requests,
                folder,
                store.report_source(result.scan.id, catalogue(), ()),
                base,
                store,
            )
            for edition, result, requests, base in found
            if result.scan is not None
        ]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_every_address_ends_as_it_should(runs: list[Run], at: int) -> None:
    run = runs[at]
    ended = {run.path(record.page_url): record.outcome for record in run.result.ended}
    wrong = {
        page.path: ended.get(page.path)
        for page in MANIFEST.pages_in(run.edition)
        if page.outcome != "document"
        if ended.get(page.path) not in page.outcomes
        # An address that is normalised away has no end of its own.
        and not (page.same_as and page.path not in ended)
    }
    assert wrong == {}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_every_document_is_judged_and_is_no_page(runs: list[Run], at: int) -> None:
    run = runs[at]
    documents = {run.path(one.document.url): one for one in run.source.documents()}
    wanted = {page.path for page in MANIFEST.pages_in(run.edition) if page.outcome == "document"}
    assert set(documents) == wanted
    assert all(one.document.outcome is FetchOutcome.OK for one in documents.values())
    assert not wanted & {run.path(record.page_url) for record in run.result.ended}
    checks = {path: {found.check for found in one.findings} for path, one in documents.items()}
    assert "pdf-not-tagged" in checks["/documenten/reglement-wijkbudget.pdf"]
    assert "pdf-pages-are-pictures" in checks["/documenten/besluit-1989-scan.pdf"]
    assert "pdf-not-tagged" not in checks["/documenten/afvalkalender-2027.pdf"]
    # They did not change from night to night.
    assert all(bool(one.document.kept_since) == (at > 0) for one in documents.values())


@pytest.mark.parametrize("at", [0, 1, 2])
def test_every_planted_barrier_is_found(runs: list[Run], at: int) -> None:
    run = runs[at]
    found = run.findings()
    missed = [
        f"{barrier.id} on {path}"
        for barrier in MANIFEST.barriers_in(run.edition)
        for path in barrier.paths
        if not any(_is(barrier, path, where, finding, run) for where, finding in found)
    ]
    assert missed == []


@pytest.mark.parametrize("at", [0, 1, 2])
def test_clean_pages_are_clean(runs: list[Run], at: int) -> None:
    run = runs[at]
    clean = set(MANIFEST.clean_in(run.edition))
    hard = {page.path for page in MANIFEST.pages_in(run.edition) if page.level == "hard"}
    alarms = [
        f"{path}: {finding.check} {finding.pointer.selector}"
        for path, finding in run.findings()
        # Level AAA is more than was promised.
        if path in clean and finding.outcome is Outcome.FAILED and finding.kind is not Kind.BEYOND
        if finding.check != "sentence-hard-to-read" or path not in hard | {WORDED_BY_LAW}
    ]
    assert alarms == []


def _is(barrier: Barrier, path: str, where: str, finding: Finding, run: Run) -> bool:
    if where != path or finding.check not in barrier.checks or finding.outcome.value != barrier.outcome:
        return False
    return finding.pointer.selector in run.selectors(path, barrier.selector)


def test_the_trap_is_cut_and_the_scan_still_complete(runs: list[Run]) -> None:
    (trap,) = MANIFEST.traps
    run = runs[0]
    inside = [r for r in run.result.ended if run.path(r.url).startswith(trap.prefix)]
    judged = [record for record in inside if record.outcome is FetchOutcome.OK]
    assert len(judged) <= min(trap.at_most_ok, TRAP_AFTER)
    assert any(record.outcome is FetchOutcome.TRAP_CUT for record in inside)
    assert run.result.scan is not None
    assert run.result.scan.state is ScanState.COMPLETE
    # The next night does not go deeper into it.
    later = [r for r in runs[1].result.ended if run.path(r.url).startswith(trap.prefix)]
    assert len(later) <= len(inside) + 1


@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_town_was_visited_politely(runs: list[Run], at: int) -> None:
    requests = runs[at].requests
    assert {request.method for request in requests} <= {"GET", "HEAD"}
    assert requests[0].path == "/robots.txt"
    assert all("Drempel/" in request.user_agent for request in requests)
    forbidden = {page.path for page in MANIFEST.pages_in(runs[at].edition) if page.outcome == "robots"}
    assert forbidden
    assert not forbidden & {request.path for request in requests}
    pages = [request.path for request in requests if request.path in {p.path for p in MANIFEST.pages}]
    twice = {path for path in pages if pages.count(path) > 2}
    assert twice == set()


def test_the_trend_tells_new_solved_and_back(runs: list[Run]) -> None:
    first, second, third = (run.source.header.trend for run in runs)
    assert first == {}
    assert second[TrendLabel.RESOLVED] > 0
    assert second[TrendLabel.NEW] > 0
    assert second[TrendLabel.PERSISTING] > 0
    assert third[TrendLabel.REGRESSED] > 0
    assert third[TrendLabel.PERSISTING] > 0


def test_a_page_that_is_gone_leaves_no_problem_solved_by_silence(runs: list[Run]) -> None:
    """A page that was not asked again keeps its problems; one that answers 404 takes them along."""
    run = runs[1]
    asked = {run.path(record.page_url) for record in run.result.ended}
    known = {
        runs[0].path(record.page_url) for record in runs[0].result.ended if record.outcome is FetchOutcome.OK
    }
    assert known <= asked


@pytest.mark.parametrize("at", [0, 1, 2])
def test_report_and_summary_are_there(runs: list[Run], at: int) -> None:
    result = runs[at].result
    assert result.report is not None
    html = result.report.read_text(encoding="utf-8")
    assert 'lang="nl"' in html
    assert "<script" not in html
    assert 5 <= len(result.summary) <= 10
    assert (runs[at].folder / "rapport" / "index.html").exists()


def test_readability_tells_plain_from_hard(runs: list[Run]) -> None:
    run = runs[0]
    levels = {page.path: page.level for page in MANIFEST.pages_in(1)}
    answers: dict[str, set[str]] = {"plain": set(), "hard": set()}
    for page in run.source.pages():
        level = levels.get(run.path(page.record.page_url))
        if level in answers and page.text and page.text.difficulty:
            answers[level].add(page.text.difficulty.meets_b1)
    assert answers["plain"] == {"yes"}
    # Of a short one there may be doubt.
    assert "no" in answers["hard"]
    assert "yes" not in answers["hard"]
    told = {path for path, finding in run.findings() if finding.check == "sentence-hard-to-read"}
    assert len([path for path in told if levels.get(path) == "hard"]) >= 5
    values: dict[str, list[float]] = {"plain": [], "hard": []}
    for page in run.source.pages():
        score = page.text.score("flesch-douma") if page.text else None
        level = levels.get(run.path(page.record.page_url))
        if level in values and score and score.value is not None:
            values[level].append(score.value)
    assert len(values["plain"]) >= 10
    assert len(values["hard"]) >= 5
    assert min(values["plain"]) > max(values["hard"])
