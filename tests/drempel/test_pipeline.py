"""The course of a crawl with a visitor that needs no browser: a site is a table of pages."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest

from crawler.fetch import Fetched
from crawler.frontier import Frontier
from crawler.politeness import HostGate
from crawler.robots import RobotsCache
from crawler.scope import Scope
from crawler.traps import TrapGuard
from crawler.urls import absolute
from drempel.dom import Dom
from drempel.errors import FetchError, StorageError
from drempel.keeping import Keeper, Recognised
from drempel.model.artefact import DomCapture, Exchange, Links
from drempel.model.known import KnownPage
from drempel.model.scan import PageResult
from drempel.model.site import Limits, Site
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued, Reason
from drempel.pipeline import Crawl, CrawlEnd, SiteCrawl
from drempel.visitor import Errand, Gathered, Judged, Visitor, mark_of
from tests.e2e.running import Silent

HOME = "http://stad.example/"


@dataclass(frozen=True)
class Page:
    """What stands at an address; `to` is a redirect, `error` what goes wrong instead."""

    text: str = ""
    links: tuple[str, ...] = ()
    canonical: str = ""
    to: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Exception | None = None
    led_to: tuple[str, ...] = ()


TWENTY = {"/": Page("Start", tuple(f"/{n}" for n in range(20)))} | {
    f"/{n}": Page(f"Blad {n}") for n in range(20)
}


def _gathered(exchange: Exchange) -> Gathered:
    """Return what the crawl keeps of a page: here no more than its exchange and an empty tree."""
    nothing = cast("Any", None)
    dom = Dom(DomCapture(exchange.final_url, documents=[], strings=[], styles=(), accessibility=[]))
    return Gathered(nothing, dom, nothing, nothing, exchange, None, (), {})


class Pages:
    """Visits a table of pages as the browser would, and remembers what was asked."""

    def __init__(self, pages: Mapping[str, Page | str]) -> None:
        self._pages = {
            _whole(url): Page(page) if isinstance(page, str) else page for url, page in pages.items()
        }
        self.asked: list[str] = []
        self.before: Callable[[str], None] = lambda _: None

    async def see(self, errand: Errand) -> Judged:
        """Follow redirects as far as the site may lead, then give the page."""
        url, redirects = errand.url, []
        while True:
            if errand.may_go_to is not None and not errand.may_go_to(url):
                raise FetchError(
                    FetchOutcome.REDIRECTED_OUT_OF_SCOPE, Reason("redirect", url), permanent=True, url=url
                )
            self.before(url)
            self.asked.append(url)
            page = self._pages.get(url, Page(status=404))
            await asyncio.sleep(0)
            if page.error is not None:
                raise page.error
            if not page.to:
                break
            redirects.append(url)
            url = absolute(page.to, url) or ""
        exchange = Exchange(
            errand.url,
            url,
            page.status,
            page.headers,
            "text/html",
            redirects=tuple(redirects),
            led_to=page.led_to,
        )
        errand.accepts(exchange)
        if page.status >= 400:
            passing = page.status >= 500
            raise FetchError(
                FetchOutcome.HTTP_ERROR, Reason("status", str(page.status)), permanent=not passing
            )
        links = tuple(filter(None, (absolute(link, url) for link in page.links)))
        return cast(
            "Judged",
            SimpleNamespace(
                gathered=_gathered(exchange),
                judgement=None,
                profile=None,
                text=None,
                links=Links(links, canonical=page.canonical and (absolute(page.canonical, url) or "")),
                title="",
                mark=mark_of(page.text or url),
                shown=page.text or url,
                notes=(),
                timings_ms={},
            ),
        )


@dataclass
class Run:
    """One crawl that has ended."""

    end: CrawlEnd
    written: list[PageResult]
    asked: list[str]

    @property
    def ends(self) -> dict[str, str]:
        """Return path → outcome and what it is a duplicate of, each address once."""
        found: dict[str, str] = {}
        for result in self.written:
            record = result.record
            assert _short(record.page_url) not in found, f"{record.page_url} ended twice"
            of = (
                f" {record.reason.key} {_short(record.duplicate_of)}"
                if record.duplicate_of and record.reason
                else ""
            )
            found[_short(record.page_url)] = f"{record.outcome.value}{of}"
        return found


def _whole(url: str) -> str:
    return url if "://" in url else f"http://stad.example{url}"


def _short(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if url.startswith(HOME) else f"{parts.scheme}://{parts.netloc}{path}"


def crawl(
    pages: Mapping[str, Page | str],
    *,
    robots: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    site: Site | None = None,
    write: Callable[[Sequence[PageResult]], object] | None = None,
    visitor: Pages | None = None,
    on_record: Callable[[FetchRecord], None] = lambda _: None,
    stop_after: int = 0,
    judged_before: Mapping[str, int] | None = None,
    keeper: Keeper | None = None,
) -> Run:
    """Crawl a table of pages from the home page to the end."""
    site, limits = site or Site((HOME,)), limits or Limits()
    visits = visitor or Pages(pages)
    written: list[PageResult] = []
    texts = robots or {}

    class Robots:
        async def get(self, url: str, **_: Any) -> Fetched:
            text = texts.get(url.removesuffix("/robots.txt"))
            status, body = (404, b"") if text is None else (200, text.encode())
            return Fetched(url, url, status, {"content-type": "text/plain"}, body)

    async def run() -> CrawlEnd:
        scope = Scope(site)
        frontier = Frontier(scope, limits, TrapGuard())
        frontier.restore((), judged_before or ())
        frontier.add(site.start, depth=0, priority=2)
        gate = HostGate(0.0)
        stop = asyncio.Event()

        def note(record: FetchRecord) -> None:
            on_record(record)
            if stop_after and len(written) >= stop_after:
                stop.set()

        def keep(results: Sequence[PageResult]) -> None:
            if write is not None:
                write(results)
            written.extend(results)

        async with asyncio.timeout(20):
            return await Crawl(
                SiteCrawl("stad", scope, frontier, limits, judged_before=judged_before or {}),
                visitor=cast("Visitor", visits),
                gate=gate,
                robots=RobotsCache(Robots()),
                slots=asyncio.Semaphore(4),
                write=keep,
                progress=Silent(),
                stop=stop,
                on_page=lambda page: note(page.record),
                keeper=keeper,
            ).run()

    return Run(asyncio.run(run()), written, visits.asked)


def test_every_page_is_judged_once_however_it_is_reached() -> None:
    run = crawl({
        "/": Page("Start", ("/a", "/a#deel", "/oud", "/b?utm_source=brief", "https://elders.example/")),
        "/a": Page("Afval", ("/", "/b")),
        "/b": "Bouwen",
        "/oud": Page(to="/a"),
    })  # fmt: skip
    assert run.ends == {
        "/": "ok",
        "/a": "ok",
        "/b": "ok",
        "/oud": "duplicate redirect /a",
        "/b?utm_source=brief": "duplicate tracking /b",
    }
    assert (
        sorted(run.asked.count(_whole(path)) for path in ("/", "/a", "/b")) == [1, 1, 2]
        or run.asked.count(_whole("/a")) == 2
    ), "only the target of the redirect may be asked twice"
    assert run.end.coverage.judged == 3


def test_the_target_of_a_redirect_is_a_page_under_its_own_address() -> None:
    run = crawl({"/": Page("Start", ("/oud",)), "/oud": Page(to="/nieuw"), "/nieuw": "Nieuw"})
    assert run.ends == {"/": "ok", "/nieuw": "ok", "/oud": "duplicate redirect /nieuw"}
    (kept,) = [r.record for r in run.written if r.record.page_url.endswith("/nieuw")]
    assert (kept.url, kept.final_url) == (_whole("/nieuw"), _whole("/nieuw"))
    assert run.asked.count(_whole("/nieuw")) == 1


def test_spellings_that_show_the_same_are_one_page_and_others_are_two() -> None:
    run = crawl({
        "/": Page("Start", ("/a", "/a/", "/b", "/b/index.html", "/index.html")),
        "/a": "Zelfde tekst",
        "/a/": "Zelfde tekst",
        "/b": "Een tekst",
        "/b/index.html": "Een heel andere tekst",
        "/index.html": "Start",
    })  # fmt: skip
    assert run.ends == {
        "/": "ok",
        "/a": "ok",
        "/a/": "duplicate trailing-slash /a",
        "/b": "ok",
        "/b/index.html": "ok",
        "/index.html": "duplicate index-file /",
    }


def test_canonical_is_asked_itself_and_proven_by_what_it_shows() -> None:
    run = crawl({
        "/": Page("Start", ("/a?druk=1", "/los"), canonical="/"),
        "/a?druk=1": Page("Afval", canonical="/a"),
        "/a": Page("Afval", canonical="/a"),
        "/los": Page("Heel iets anders", canonical="/"),
    })  # fmt: skip
    assert run.ends == {"/": "ok", "/a?druk=1": "ok", "/a": "duplicate canonical /a?druk=1", "/los": "ok"}


def test_no_page_of_an_origin_before_its_robots_txt() -> None:
    secure = "https://stad.example"
    pages: dict[str, Page | str] = {
        "/": Page(to=f"{secure}/"),
        f"{secure}/": Page("Start", (f"{secure}/a", f"{secure}/dicht", f"{HOME}om")),
        f"{secure}/a": "Afval",
        f"{secure}/dicht": "Gesloten",
        "/om": Page(to=f"{secure}/dicht"),
    }
    run = crawl(pages, robots={secure: "User-agent: *\nDisallow: /dicht"})
    assert f"{secure}/dicht" not in run.asked
    assert run.ends == {
        "/": f"duplicate redirect {secure}/",
        f"{secure}/": "ok",
        f"{secure}/a": "ok",
        f"{secure}/dicht": "robots",
        "/om": "robots",
    }
    closed = crawl(pages, robots={secure: "User-agent: *\nDisallow: /"})
    assert not any(url.startswith(secure) for url in closed.asked)
    assert closed.ends == {"/": "robots"}


def test_another_server_of_the_site_is_asked_in_its_own_turn() -> None:
    site = Site((HOME, "http://loket.example/"))
    run = crawl(
        {
            "/": Page("Start", ("/naar-loket",)),
            "/naar-loket": Page(to="http://loket.example/aanvraag"),
            "http://loket.example/": "Loket",
            "http://loket.example/aanvraag": "Aanvraag",
        },
        site=site,
        robots={"http://loket.example": "User-agent: *\nDisallow: /beheer"},
    )
    assert run.ends == {
        "/": "ok",
        "/naar-loket": "duplicate redirect http://loket.example/aanvraag",
        "http://loket.example/": "ok",
        "http://loket.example/aanvraag": "ok",
    }


def test_under_a_crawl_delay_the_target_of_a_redirect_gets_its_own_turn() -> None:
    pages = {"/": Page(links=["/oud"]), "/oud": Page(to="/nieuw"), "/nieuw": Page(text="De nieuwe pagina")}
    run = crawl(pages, robots={HOME: "User-agent: *\nCrawl-delay: 0.01\n"})
    assert run.ends == {"/": "ok", "/oud": "duplicate redirect /nieuw", "/nieuw": "ok"}
    assert [_short(url) for url in run.asked] == ["/", "/oud", "/nieuw"]


def test_what_leads_away_is_not_asked_and_named() -> None:
    run = crawl({
        "/": Page("Start", ("/weg", "/naar-login")),
        "/weg": Page(to="https://elders.example/"),
        "/naar-login": Page(to="https://login.microsoftonline.com/x"),
    })  # fmt: skip
    assert run.ends == {"/": "ok", "/weg": "redirected-out-of-scope", "/naar-login": "blocked"}
    assert not [url for url in run.asked if not url.startswith(HOME)]


def test_a_passing_failure_is_tried_again_and_a_lasting_one_is_not() -> None:
    refused = FetchError(FetchOutcome.HTTP_ERROR, Reason("refused"), permanent=False)
    broken = ValueError("onze fout")
    run = crawl({
        "/": Page("Start", ("/even", "/weg", "/stuk", "/fout")),
        "/even": Page(error=refused),
        "/stuk": Page(error=broken),
        "/fout": Page(status=500),
    })  # fmt: skip
    assert run.ends == {
        "/": "ok", "/even": "http-error", "/weg": "http-error", "/stuk": "crashed", "/fout": "http-error",
    }  # fmt: skip
    assert run.asked.count(_whole("/even")) == 2
    assert run.asked.count(_whole("/fout")) == 2
    assert run.asked.count(_whole("/weg")) == 1
    assert run.end.coverage.gone == 1
    assert run.end.coverage.unjudged == 3


def test_where_a_page_wanted_to_go_by_itself_is_found() -> None:
    run = crawl({"/": Page("Start", led_to=(_whole("/later"),)), "/later": "Later"})
    assert run.ends == {"/": "ok", "/later": "ok"}


def test_a_writer_that_fails_ends_the_crawl_with_its_own_error() -> None:
    def full(_: Sequence[PageResult]) -> None:
        raise StorageError("The disk is full.")

    with pytest.raises(BaseExceptionGroup) as caught:
        crawl(TWENTY, write=full)
    assert caught.group_contains(StorageError)


def test_an_address_counts_only_when_it_is_written() -> None:
    order: list[tuple[str, str]] = []
    crawl(
        {"/": Page("Start", ("/a",)), "/a": "Afval"},
        write=lambda results: order.extend(("written", _short(r.record.page_url)) for r in results),
        on_record=lambda record: order.append(("told", _short(record.page_url))),
    )
    assert order == [("written", "/"), ("told", "/"), ("written", "/a"), ("told", "/a")]


def test_a_stop_leaves_the_rest_waiting() -> None:
    run = crawl(TWENTY, stop_after=5)
    assert run.end.interrupted
    assert run.end.coverage.limit == "interrupted"
    assert run.end.coverage.judged + run.end.coverage.not_visited == 21
    assert run.end.coverage.judged <= 6


def test_limits_are_told() -> None:
    few = crawl(TWENTY, limits=Limits(max_pages=7))
    assert (few.end.coverage.judged, few.end.coverage.limit) == (7, "max_pages")
    shallow = crawl(
        {"/": Page("S", ("/a",)), "/a": Page("A", ("/b",)), "/b": "B"}, limits=Limits(max_depth=1)
    )
    assert (shallow.end.coverage.judged, shallow.end.coverage.limit) == (2, "max_depth")


class KeepsAll:
    """Knows all pages of a table from an earlier scan, and finds none of them changed."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = {_whole(url): page for url, page in pages.items()}
        self.reference = SimpleNamespace(id="eerder")

    async def recognise(self, item: Queued, *_: object) -> Recognised:
        await asyncio.sleep(0)
        page = self._pages[item.url]
        links = tuple(_whole(link) for link in page.links)
        record = FetchRecord(item.url, item.page_url, FetchOutcome.OK, final_url=item.url, status=200)
        record = replace(record, signature=mark_of(page.text))
        return Recognised(KnownPage(record, seen_scan="eerder", links=Links(links), shown=page.text))


@pytest.mark.parametrize("most", [10, 30, 51])
def test_no_page_beyond_the_limit_is_kept_while_others_are_being_written(most: int) -> None:
    many = {"/": Page("Start", tuple(f"/{n}" for n in range(80)))} | {
        f"/{n}": Page(f"Blad {n}") for n in range(80)
    }
    keeper = cast("Keeper", KeepsAll(many))
    run = crawl(many, limits=Limits(max_pages=most), keeper=keeper, write=lambda _: Event().wait(timeout=0.1))
    coverage = run.end.coverage
    assert (coverage.judged, coverage.kept, coverage.limit) == (most, most, "max_pages")
    assert not run.asked


def test_endless_duplicates_end_too() -> None:
    class Endless(Pages):
        async def see(self, errand: Errand) -> Judged:
            number = len(self.asked)
            self._pages[errand.url] = Page("Altijd hetzelfde", (f"/soort-{number:x}-{number * 7919:x}",), "/")
            return await super().see(errand)

    run = crawl({}, visitor=Endless({}), limits=Limits(max_pages=20))
    assert len(run.asked) <= 200


def test_what_was_judged_before_a_restart_is_not_judged_again() -> None:
    before = {HOME: mark_of("Start"), _whole("/a"): mark_of("Afval")}
    pages: dict[str, Page | str] = {
        "/a": "Afval", "/a/": "Afval", "/oud": Page(to="/a"), "/b": Page("Bouwen", ("/a/", "/oud")),
    }  # fmt: skip
    run = crawl(pages, site=Site((_whole("/b"),)), judged_before=before)
    assert run.ends == {
        "/b": "ok", "/a/": "duplicate trailing-slash /a", "/oud": "duplicate redirect /a",
    }  # fmt: skip
