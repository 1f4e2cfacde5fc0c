"""Scans of a site that hardly changed: what is visited, what is kept, and what the next scan knows.

The first scan, with a browser, is made once; each test goes on from a copy of its database.
"""

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import drempel
from checks import registry
from crawler.browser.playwright_backend import PlaywrightBrowser
from drempel import keeping
from drempel.app import ScanResult
from drempel.model.artefact import DomCapture
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from drempel.recheck import recheck
from drempel.settings import Settings
from storage import Store
from tests.e2e.running import scan, settings
from tests.site import Answer, Route
from tests.site import Site as Town
from tests.site import site as website

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PNG = Answer(b"\x89PNG\r\n\x1a\n", media_type="image/png")
CHECK = "alt-text-is-filename"


def page(title: str, body: str, style: str = "/stijl.css?v=1") -> str:
    return (
        f'<!doctype html><html lang="nl"><head><link rel="stylesheet" href="{style}">'
        f"<title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def css(colour: str) -> Answer:
    return Answer(f"h1 {{ color: {colour} }}", media_type="text/css")


@dataclass
class Seen:
    """A site, and the scan that saw it first."""

    town: Town
    folder: Path
    first: ScanResult
    routes: Mapping[str, Route]

    @property
    def site(self) -> Site:
        return Site((f"{self.town.url}/",), allow_private=True)

    def settings(self, folder: Path, proof_share: float = 0) -> Settings:
        """Return settings with the database of the first scan in a folder."""
        used = settings(folder, {"nightly": {"proof_share": proof_share}})
        if not (folder / "test.db").exists():
            shutil.copy(self.folder / "test.db", folder)
        return used

    def ends(self, result: ScanResult) -> dict[str, FetchOutcome]:
        return {one.url.removeprefix(self.town.url): one.outcome for one in result.ended}

    def visited(self, result: ScanResult) -> set[str]:
        """Return the paths of the pages that were judged in a visit."""
        return {
            one.url.removeprefix(self.town.url)
            for one in result.ended
            if one.outcome is FetchOutcome.OK and not one.kept_since
        }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    number = itertools.count()

    def volatile(_path: str) -> Answer:
        token = f"a1b2c3{next(number):08d}"
        field = f'<input id="veld-{token}" name="naam">'
        form = f'<form><input type="hidden" name="csrf" value="{token}">{field}</form><!-- {token} -->'
        return Answer(page("Vers", f'{form}<img src="/vers.png"><p>Altijd anders gemaakt.</p>'))

    paths = ["vers", "vast", "lijst", "kapot", "weg", "folder.pdf", "oud", "koekje", "los", "verklaring"]
    day = datetime.now(UTC) - timedelta(days=20)
    routes: dict[str, Route] = {
        "/robots.txt": Answer("User-agent: *\nDisallow:\n", media_type="text/plain"),
        "/": page("Start", "".join(f'<p><a href="/{to}">{to}</a></p>' for to in paths)),
        "/vers": volatile,
        "/vast": Answer(page("Vast", '<p><a href="/diep">Dieper</a></p>'), headers={"etag": '"v1"'}),
        "/diep": page("Diep", "<p>Wat dieper staat.</p>"),
        "/lijst": page(
            "Lijst",
            "<ul id=l></ul><script>fetch('/data.json').then(r => r.json()).then(all => {"
            "l.innerHTML = all.map(one => `<li>${one}</li>`).join('')})</script>",
        ),
        "/data.json": Answer('["een"]', media_type="application/json"),
        "/stijl.css": css("#111"),
        "/los.css": css("#111"),
        "/vers.png": PNG,
        "/kapot": page("Kapot", "<p>Nu nog heel.</p>"),
        "/folder.pdf": Answer(b"%PDF-1.7", media_type="application/pdf"),
        "/oud": Answer("", 301, headers={"location": "/vast"}),
        "/koekje": Answer(page("Koekje", "<p>Zonder.</p>"), headers={"set-cookie": "taal=nl; Path=/"}),
        "/los": page(
            "Los", f'<p>Met een eigen stijl.</p><img src="/vers.png" alt="{CHECK}.png">', "/los.css"
        ),
        "/verklaring": page(
            "Toegankelijkheidsverklaring",
            "<p>Deze website voldoet gedeeltelijk aan de eisen van WCAG 2.1 AA.</p>"
            f"<p>Deze verklaring is opgesteld op {day:%d-%m-%Y}.</p>",
        ),
    }
    folder = tmp_path_factory.mktemp("eerst")
    with website(routes) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        result = scan(settings(folder), site)
        assert result.coverage.judged == 9
        assert result.coverage.kept == 0
        yield Seen(town, folder, result, routes)


@pytest.fixture
def seen(first: Seen) -> Iterator[Seen]:
    """Give the site as the first scan saw it."""
    yield first
    first.town.routes = dict(first.routes)


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each browser that is started."""
    launched: list[int] = []
    launch = PlaywrightBrowser.launch

    async def counted(*arguments: object) -> PlaywrightBrowser:
        launched.append(1)
        return await launch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(PlaywrightBrowser, "launch", counted)
    return launched


def findings(store: Store, result: ScanResult) -> set[tuple[str, str]]:
    """Return checks with the pages on which they found something."""
    assert result.scan is not None
    return {(one.check, url) for url, one in store.report_source(result.scan.id, (), ()).findings()}


def test_what_did_not_change_is_kept_without_a_browser_and_can_be_judged_again(
    seen: Seen, tmp_path: Path, launched: list[int]
) -> None:
    used = seen.settings(tmp_path)
    second = scan(used, seen.site, incremental=True)
    assert not launched
    assert second.coverage.kept == second.coverage.judged == seen.first.coverage.judged
    # Its links lead on, and what is no page ends as it did.
    assert seen.ends(second) == seen.ends(seen.first)
    assert second.scan is not None
    assert seen.first.scan is not None
    base = seen.town.url
    with Store.open(used.storage.url) as store:
        assert findings(store, second) == findings(store, seen.first)
        kept = {one.page_url: one for one in store.records(second.scan.id)}
        assert kept[f"{base}/vast"].kept_since == seen.first.scan.id
        assert store.artefact(second.scan.id, f"{base}/vast", DomCapture) is not None
        assert not kept[f"{base}/weg"].kept_since
    asked = len(seen.town.asked)
    done = recheck(used, second.scan.id)
    assert (done.pages, done.pages_lost, done.lost) == (second.coverage.judged, 0, {})
    assert len(seen.town.asked) == asked
    with Store.open(used.storage.url) as store:
        first_values = {v.id: v.value for v in store.report_source(second.scan.id, (), ()).indicators()}
    # How old problems are is told by the day.
    again = {v.id: v.value for v in done.indicators if v.id != "issue-age-median"}
    assert again == {name: first_values[name] for name in again}


def test_only_what_changed_is_visited_and_what_seemed_the_same_is_proved(
    seen: Seen, tmp_path: Path, launched: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, used = seen.town, seen.settings(tmp_path)
    # What a script asks for, a header, a status, a page, a style: each means a visit, and of that page alone.
    town.routes["/data.json"] = Answer('["een", "twee"]', media_type="application/json")
    town.routes["/kapot"] = Answer("<h1>Fout</h1>", 500)
    town.routes["/koekje"] = Answer(page("Koekje", "<p>Zonder.</p>"), headers={"set-cookie": "spoor=1"})
    town.routes["/diep"] = page("Diep", '<p>Wat dieper staat.</p><img src="/vers.png">')
    town.routes["/los.css"] = css("#777")
    # A statement that grew old is visited too.
    monkeypatch.setattr(keeping, "now", lambda: datetime.now(UTC) + timedelta(days=400))
    second = scan(used, seen.site, incremental=True)
    monkeypatch.undo()
    assert launched
    assert seen.ends(second)["/kapot"] is FetchOutcome.HTTP_ERROR
    assert seen.visited(second) == {"/lijst", "/koekje", "/diep", "/los", "/verklaring"}

    # The server says of a page that it is as it was, and that is not so.
    changed = Answer(
        page("Vast", '<img src="/vers.png"><a href="/diep">Dieper</a>'), headers={"etag": '"v1"'}
    )

    def lie(path: str) -> Answer:
        asked = next(one for one in reversed(town.asked) if one.path == path)
        conditional = "if-none-match" in {name.lower() for name in asked.headers}
        return replace(changed, body="", status=304) if conditional else changed

    town.routes["/vast"] = lie
    third = scan(seen.settings(tmp_path, 1), seen.site, incremental=True)
    assert third.coverage.kept == 0
    assert third.coverage.proved == third.coverage.judged == second.coverage.judged
    assert third.coverage.differing == (f"{town.url}/vast",)
    assert any("leek onveranderd" in line for line in third.summary)
    assert third.scan is not None
    with Store.open(used.storage.url) as store:
        # Every page was visited now: what the scan before it kept is what is there, but for that page.
        assert findings(store, third) - findings(store, second) == {("axe:image-alt", f"{town.url}/vast")}
        assert findings(store, second) <= findings(store, third)
        assert store.proof_share(third.scan.id) == 1
        # What is said again of a page keeps its words, also where these hold what is made for each answer.
        assert second.scan is not None
        before, now = (store.page_judgement(one.id, f"{town.url}/vers") for one in (second.scan, third.scan))
        assert before is not None
        assert any("veld-a1b2c3" in finding.pointer.snippet for finding in before.findings)
        assert now == before


def test_other_checks_judge_what_was_stored(
    seen: Seen, tmp_path: Path, launched: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    used = seen.settings(tmp_path)
    newer = {
        name: replace(check, version=check.version + 1) if name == CHECK else check
        for name, check in registry.discover().items()
    }
    monkeypatch.setattr(registry, "discover", lambda: newer)
    monkeypatch.setattr(drempel, "__version__", "99.0")
    second = scan(used, seen.site, incremental=True)
    assert not launched
    assert second.coverage.kept == second.coverage.judged == seen.first.coverage.judged
    assert second.scan is not None
    assert second.scan.tools.checks[CHECK] == newer[CHECK].version
    with Store.open(used.storage.url) as store:
        assert findings(store, second) == findings(store, seen.first)
        assert CHECK in {check for check, _ in findings(store, second)}
    off = settings(tmp_path, {"nightly": {"proof_share": 0}, "checks": {"deep": "off", "disable": [CHECK]}})
    third = scan(off, seen.site, incremental=True)
    assert not launched
    assert third.coverage.kept == third.coverage.judged
    with Store.open(used.storage.url) as store:
        left = {(check, url) for check, url in findings(store, second) if check != CHECK}
        assert findings(store, third) == left
    # Where pages are gathered otherwise, what was stored does not do.
    monkeypatch.setattr("drempel.app.gathering_mark", lambda: "0" * 16)
    with Store.open(used.storage.url) as store:
        reference = store.last_whole_scan(third.job.entity.id, third.job.site.id)
    assert reference is not None
    tools = replace(reference.tools, gathering="0" * 16)
    assert not keeping.is_comparable(reference, replace(reference, tools=tools))
    assert keeping.is_comparable(reference, replace(reference, tools=replace(reference.tools, drempel="1")))


NIGHT = """
import sys
from pathlib import Path
from drempel.model.site import Site
from tests.e2e.running import scan, settings
used = settings(Path(sys.argv[1]), {"nightly": {"proof_share": 0}})
result = scan(used, Site((sys.argv[2],), allow_private=True), resume=True, incremental=True)
print(result.scan.state, result.coverage.judged, result.coverage.kept)
"""


def test_a_scan_that_keeps_pages_can_be_killed_at_any_moment(seen: Seen, tmp_path: Path) -> None:
    seen.settings(tmp_path)
    names = {f"/{n}" for n in ("vast", "diep", "lijst", "kapot", "koekje", "los", "verklaring")}
    for path in names:
        # So slow that it is surely under way when it is killed.
        route = seen.routes[path]
        assert not callable(route)
        seen.town.routes[path] = replace(Answer(route) if isinstance(route, str) else route, delay_s=0.3)
    command = [sys.executable, "-c", NIGHT, str(tmp_path), f"{seen.town.url}/"]
    before = len(seen.town.asked)
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 90
    while len(names & {one.path for one in seen.town.asked[before:]}) < 4:
        assert child.poll() is None, "the scan ended before it was killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(10)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    judged = seen.first.coverage.judged
    assert done.stdout.splitlines()[-1].split() == ["complete", str(judged), str(judged)]
    with sqlite3.connect(tmp_path / "test.db") as database:
        query = (
            "SELECT scan_id, count(*), count(DISTINCT page_id), count(judgement_id), count(seen_in_id) "
            "FROM snapshot GROUP BY scan_id ORDER BY scan_id"
        )
        first, second = database.execute(query).fetchall()
        different = database.execute(
            "SELECT count(*) FROM snapshot a JOIN snapshot b USING (page_id) "
            "WHERE a.scan_id = 1 AND b.scan_id = 2 AND (a.judgement_id IS NOT b.judgement_id "
            "OR a.outcome <> b.outcome)"
        ).fetchone()
    assert second[1:] == (first[1], first[1], judged, judged)
    assert different == (0,)
