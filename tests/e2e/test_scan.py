"""Whole scans of small websites: safety, resuming, what is said of pages that could not be judged."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drempel import app
from drempel.model.entity import Entity
from drempel.model.issue import TrendLabel
from drempel.model.report import ReportSource
from drempel.model.scan import ScanState
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome
from drempel.settings import Settings
from storage import Store
from tests.e2e.running import Silent, scan, settings
from tests.site import Answer
from tests.site import site as website

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


def page(title: str, body: str, lang: str = "nl") -> str:
    return (
        f"<!doctype html><html lang={lang}><head><title>{title}</title></head>"
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )


def links(*targets: str) -> str:
    return "<ul>" + "".join(f'<li><a href="{target}">Naar {target}</a></li>' for target in targets) + "</ul>"


def outcomes(result: app.ScanResult, base: str) -> dict[str, FetchOutcome]:
    return {record.url.removeprefix(base): record.outcome for record in result.ended}


def test_every_address_gets_its_outcome(tmp_path: Path) -> None:
    routes = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /geheim\n", media_type="text/plain"),
        "/": page(
            "Start",
            links(
                "/contact",
                "/nieuws.xml",
                "/door-naar-geheim",
                "/weg",
                "/kapot",
                "/geheim",
                "/folder.pdf",
                "/oud",
                "/buiten",
                "/contact#tel",
                "mailto:a@b.example",
                "/verdwenen-200",
                "/mijn",
                "/muur",
            ),
        ),
        "/contact": page("Contact", "<p>Bel ons.</p>"),
        "/nieuws.xml": Answer("<rss><channel><title>N</title></channel></rss>", media_type="text/xml"),
        "/door-naar-geheim": Answer("", 302, headers={"location": "/geheim/plan"}),
        "/kapot": Answer("<h1>Fout</h1>", 500),
        "/folder.pdf": Answer(b"%PDF-1.4", media_type="application/pdf"),
        "/oud": Answer("", 301, headers={"location": "/contact"}),
        "/buiten": Answer("", 302, headers={"location": "https://www.elders.example/"}),
        "/verdwenen-200": page("Pagina niet gevonden", "<p>Deze pagina bestaat niet.</p>"),
        "/mijn": Answer("", 302, headers={"location": "/aanmelden"}),
        "/aanmelden": page("Aanmelden", "<form><label>Naam <input></label></form>"),
        "/muur": Answer("<title>Just a moment...</title>", 403, headers={"cf-mitigated": "challenge"}),
    }
    with website(routes) as town:
        result = scan(settings(tmp_path), Site((f"{town.url}/",), allow_private=True))
        seen = outcomes(result, town.url)
        asked = town.paths()
        methods = {request.method for request in town.asked}
    assert seen["/"] is FetchOutcome.OK
    assert seen["/contact"] is FetchOutcome.OK
    assert seen["/weg"] is FetchOutcome.HTTP_ERROR
    assert seen["/kapot"] is FetchOutcome.HTTP_ERROR
    assert seen["/geheim"] is FetchOutcome.ROBOTS
    # A document is no page.
    assert "/folder.pdf" not in seen
    assert seen["/nieuws.xml"] is FetchOutcome.NOT_HTML
    assert seen["/door-naar-geheim"] is FetchOutcome.ROBOTS
    assert seen["/oud"] is FetchOutcome.DUPLICATE
    assert seen["/buiten"] is FetchOutcome.REDIRECTED_OUT_OF_SCOPE
    assert seen["/verdwenen-200"] is FetchOutcome.HTTP_ERROR
    assert seen["/mijn"] in {FetchOutcome.BLOCKED, FetchOutcome.DUPLICATE}
    assert seen["/muur"] is FetchOutcome.BLOCKED
    assert not [path for path in asked if path.startswith("/geheim")]
    assert asked[0] == "/robots.txt"
    assert methods <= {"GET", "HEAD"}
    assert result.coverage.judged == sum(outcome is FetchOutcome.OK for outcome in seen.values())
    assert result.coverage.gone == 1


def test_each_page_tells_what_led_to_it(tmp_path: Path) -> None:
    routes: dict[str, str | Answer] = {
        "/": page("Start", links("/contact")),
        "/contact": page("Contact", links("/diep")),
    }
    routes |= {f"/{name}": page(name, f"<p>Over {name}.</p>") for name in ("diep", "los", "later")}
    with website(routes) as town:

        def listing(kind: str, *paths: str) -> Answer:
            inside = "sitemap" if kind == "sitemapindex" else "url"
            places = "".join(f"<{inside}><loc>{town.url}{path}</loc></{inside}>" for path in paths)
            space = "http://www.sitemaps.org/schemas/sitemap/0.9"
            return Answer(f'<{kind} xmlns="{space}">{places}</{kind}>', media_type="application/xml")

        town.routes["/sitemap.xml"] = listing("sitemapindex", "/een.xml", "/twee.xml")
        town.routes["/een.xml"] = listing("urlset", "/los", "/contact")
        town.routes["/twee.xml"] = listing("urlset", "/later", "/los")
        result = scan(settings(tmp_path), Site((f"{town.url}/",), allow_private=True))
    led = {record.url.removeprefix(town.url): record.found_on for record in result.ended}
    assert {path: found_on.removeprefix(town.url) for path, found_on in led.items()} == {
        "/": "",
        "/los": "/een.xml",
        "/contact": "/een.xml",
        "/later": "/twee.xml",
        "/diep": "/contact",
    }


def test_a_page_with_several_addresses_is_one_page(tmp_path: Path) -> None:
    article = page("Artikel", '<link rel="canonical" href="/artikel"><p>Over de markt.</p>')
    routes = {
        "/": page("Start", links("/artikel?utm_source=mail", "/artikel?druk=1", "/artikel", "/kort")),
        "/artikel": article,
        "/kort": Answer("", 302, headers={"location": "/artikel"}),
    }
    with website(routes) as town:
        result = scan(settings(tmp_path), Site((f"{town.url}/",), allow_private=True))
        judged = [r.page_url.removeprefix(town.url) for r in result.ended if r.outcome is FetchOutcome.OK]
        kept = {
            r.duplicate_of.removeprefix(town.url) for r in result.ended if r.outcome is FetchOutcome.DUPLICATE
        }
    assert judged == ["/", "/artikel"]
    assert kept == {"/artikel"}


def test_a_canonical_that_is_wrong_hides_no_page(tmp_path: Path) -> None:
    wrong = '<link rel="canonical" href="/">'
    routes = {
        "/": page("Start", links("/a", "/b")),
        "/a": page("Blad a", wrong + "<p>Een tekst over a.</p>"),
        "/b": page("Blad b", wrong + "<p>Een tekst over b.</p>"),
    }
    with website(routes) as town:
        result = scan(settings(tmp_path), Site((f"{town.url}/",), allow_private=True))
    assert result.coverage.judged == 3


def test_a_private_address_is_refused_unless_the_site_allows_it(tmp_path: Path) -> None:
    with website({"/": page("Intern", "<p>Geheim.</p>")}) as inside:
        result = scan(settings(tmp_path), Site((f"{inside.url}/",)))
        asked = list(inside.asked)
    assert asked == []
    assert [record.outcome for record in result.ended] == [FetchOutcome.UNSAFE]
    assert result.scan is not None
    assert result.scan.state is ScanState.FAILED


def test_the_permission_of_one_site_opens_no_other(tmp_path: Path) -> None:
    with website({"/": page("Dienst", "<p>Intern.</p>"), "/logo.png": "geheim"}) as other:
        body = (
            f'<img src="{other.url}/logo.png" alt="Logo"><iframe src="{other.url}/" title="Dienst"></iframe>'
            + links("/door")
        )
        routes = {
            "/": page("Start", body),
            "/door": Answer("", 302, headers={"location": f"{other.url}/"}),
        }
        with website(routes) as town:
            result = scan(
                settings(tmp_path),
                Site((f"{town.url}/",), include=(f"{town.url}/", f"{other.url}/"), allow_private=False),
                name="dicht",
            )
            assert town.asked == []
            assert result.coverage.judged == 0
            opened = scan(settings(tmp_path), Site((f"{town.url}/",), allow_private=True), name="open")
        asked = list(other.asked)
    assert opened.coverage.judged == 1
    assert asked == []


def test_robots_that_cannot_be_read_is_no_permission(tmp_path: Path) -> None:
    progress = Silent()
    with website({"/": page("Start", ""), "/robots.txt": Answer("", 503)}) as town:
        result = scan(settings(tmp_path), Site((f"{town.url}/",), allow_private=True), progress=progress)
        asked = set(town.paths())
    assert asked == {"/robots.txt"}
    assert [record.outcome for record in result.ended] == [FetchOutcome.ROBOTS]
    assert result.coverage.judged == 0
    assert result.scan is not None
    assert result.scan.state is ScanState.FAILED
    assert any("robots" in note for note in progress.notes)


def test_limits_are_reported_as_coverage(tmp_path: Path) -> None:
    routes = {"/": page("Start", links(*(f"/p/{n}" for n in "abcdefgh")))}
    routes |= {f"/p/{n}": page(f"Blad {n}", "<p>Tekst.</p>") for n in "abcdefgh"}
    with website(routes) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        few = scan(settings(tmp_path / "few", {"crawler": {"max_pages": 4}}), site)
        near = scan(settings(tmp_path / "near", {"crawler": {"max_depth": 0}}), site)
    assert (few.coverage.judged, few.coverage.limit) == (4, "max_pages")
    assert few.coverage.not_visited == 5
    assert (near.coverage.judged, near.coverage.limit, near.coverage.not_visited) == (1, "max_depth", 8)


def test_a_page_that_was_not_visited_keeps_its_problem(tmp_path: Path) -> None:
    """Not asked is not solved: robots.txt closes the page with the problem before the second scan."""
    bad = page("Diensten", '<img src="/a.png" width="80" height="40">')
    routes = {
        "/": page("Start", links("/dienst/a", "/dienst/b")),
        "/dienst/a": bad,
        "/dienst/b": page("B", "<p>Tekst.</p>"),
        "/a.png": Answer(b"", 404),
    }
    used = settings(tmp_path)
    with website(routes) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        scan(used, site)
        town.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /dienst/a\n", media_type="text/plain")
        closed = scan(used, site)
        del town.routes["/robots.txt"]
        town.routes["/dienst/a"] = page("Diensten", '<img src="/a.png" alt="Loket">')
        mended = scan(used, site)
        town.routes["/dienst/a"] = bad
        back = scan(used, site)
    assert _trend(used, closed, TrendLabel.RESOLVED, TrendLabel.NOT_RECHECKED) == (0, 1)
    assert _labels(used, mended)["axe:image-alt"] is TrendLabel.RESOLVED
    assert _labels(used, back)["axe:image-alt"] is TrendLabel.REGRESSED
    with Store.open(used.storage.url) as store:
        source = _source(used, back, store)
        (fingerprint,) = (one.fingerprint for one in source.issues() if one.check == "axe:image-alt")
        page_url = source.pictured()[fingerprint]
        assert page_url.endswith("/dienst/a")
        assert source.shots(page_url)[fingerprint].data.startswith(b"\xff\xd8\xff")


def _source(used: Settings, result: app.ScanResult, store: Store) -> ReportSource:
    assert result.scan is not None
    return store.report_source(result.scan.id, app.catalogue(), ())


def _labels(used: Settings, result: app.ScanResult) -> dict[str, TrendLabel | None]:
    with Store.open(used.storage.url) as store:
        return {issue.check: issue.label for issue in _source(used, result, store).issues()}


def _trend(used: Settings, result: app.ScanResult, *labels: TrendLabel) -> tuple[int, ...]:
    with Store.open(used.storage.url) as store:
        trend = _source(used, result, store).header.trend
        return tuple(trend.get(label, 0) for label in labels)


SCANNER = """
import asyncio, sys
from pathlib import Path
from drempel.model.site import Site
from tests.e2e.running import scan, settings
result = scan(settings(Path(sys.argv[1])), Site((sys.argv[2],), allow_private=True), resume=True)
print(result.scan.state, result.coverage.judged)
"""


def test_kill_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    names = [f"/blad/{n}" for n in range(24)]
    routes: dict[str, object] = {"/": page("Start", links(*names[:12]))}
    for at, name in enumerate(names):
        more = links(names[12 + at]) if at < 12 else ""
        routes[name] = page(f"Blad {at}", f'<img src="/leeg.png"><p>Tekst {at}.</p>{more}')
    with website(routes) as town:  # type: ignore[arg-type]
        for moment in (5, 12, 19):
            _scan_until(tmp_path, town, moment)
        done = subprocess.run(
            [sys.executable, "-c", SCANNER, str(tmp_path), f"{town.url}/"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        asked = [path for path in town.paths() if path == "/" or path.startswith("/blad/")]
        base = town.url
    assert done.stdout.split() == ["complete", "25"]
    with sqlite3.connect(tmp_path / "test.db") as database:
        pages = database.execute(
            "SELECT page.url FROM snapshot JOIN page ON page.id = snapshot.page_id WHERE outcome = 'ok'"
        ).fetchall()
        scans = database.execute("SELECT count(*) FROM scan").fetchone()
        waiting = database.execute("SELECT count(*) FROM queued").fetchone()
    assert sorted(url.removeprefix(base) for (url,) in pages) == sorted(["/", *names])
    assert (scans, waiting) == ((1,), (0,))
    # Asked again at most what was open, or judged and not yet written, at each of three kills.
    assert len(asked) <= 25 + 3 * 2


def _scan_until(folder: Path, town: object, pages: int) -> None:
    """Start a scan in a process group of its own and kill the whole group after so many pages."""
    child = subprocess.Popen(
        [sys.executable, "-c", SCANNER, str(folder), f"{town.url}/"],  # type: ignore[attr-defined]
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        seen = {p for p in town.paths() if p == "/" or p.startswith("/blad/")}  # type: ignore[attr-defined]
        if len(seen) >= pages:
            break
        assert child.poll() is None, "the scan ended before it was killed"
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(10)


def test_pages_are_compared_when_all_were_seen_also_those_of_before_a_restart(tmp_path: Path) -> None:
    names = ("wonen", "afval", "werk", "sport")

    def town_page(heading: str, title: str = "Gemeente Voorbeeld") -> str:
        menu = "".join(f"<a href='/{name}'>{name.title()}</a>" for name in names)
        text = f"<p>Wat u moet weten over {heading}: bel ons {len(heading)} dagen vooraf.</p>"
        return (
            f"<html lang=nl><title>{title}</title><body><nav aria-label=Menu>{menu}</nav>"
            f"<main><h1>{heading}</h1>{text}</main>"
        )

    routes = {"/": town_page("Welkom"), **{f"/{name}": town_page(name.title()) for name in names}}
    used = settings(tmp_path)
    with website(routes) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        stop = asyncio.Event()

        class Stopping(Silent):
            def update(self, state: object) -> None:
                stop.set()

        job = app.ScanJob(Entity("proef", "Gemeente proef", sites=(site,)), site)
        (broken_off,) = asyncio.run(app.run_scans(used, [job], resume=False, progress=Stopping(), stop=stop))
        first = scan(used, site, resume=True)
        for name in names:
            town.routes[f"/{name}"] = town_page(name.title(), f"{name.title()} - Gemeente Voorbeeld")
        second = scan(used, site)
    assert broken_off.scan is not None
    assert first.scan is not None
    assert second.scan is not None
    with Store.open(used.storage.url) as store:
        (told,) = [
            (url, found)
            for url, found in store.report_source(first.scan.id, (), ()).findings()
            if found.check == "titles-repeat"
        ]
        source = store.report_source(second.scan.id, (), ())
        labels = {issue.check: issue.label for issue in source.issues()}
    assert broken_off.scan.id == first.scan.id
    assert told[0] == f"{site.start[0]}"
    assert (told[1].params["count"], told[1].params["title"]) == ("5", "Gemeente Voorbeeld")
    assert labels["titles-repeat"] is TrendLabel.RESOLVED


def test_a_stop_signal_ends_cleanly_and_the_scan_goes_on_later(tmp_path: Path) -> None:
    routes = {"/": page("Start", links(*(f"/p/{n}" for n in "abcdef")))}
    routes |= {f"/p/{n}": page(f"Blad {n}", "<p>Tekst.</p>") for n in "abcdef"}
    used = settings(tmp_path)
    with website(routes) as town:
        site = Site((f"{town.url}/",), allow_private=True)
        stop = asyncio.Event()

        class Stopping(Silent):
            def update(self, state: object) -> None:
                stop.set()

        job = app.ScanJob(Entity("proef", "Gemeente proef", sites=(site,)), site)
        (first,) = asyncio.run(app.run_scans(used, [job], resume=False, progress=Stopping(), stop=stop))
        rest = scan(used, site, resume=True)
        asked = [path for path in town.paths() if path.startswith("/p/")]
    assert first.interrupted
    assert first.scan is not None
    assert rest.scan is not None
    assert first.scan.id == rest.scan.id
    assert rest.scan.state is ScanState.COMPLETE
    assert rest.coverage.judged == 7
    assert sorted(asked) == sorted(set(asked))
