"""Politeness: pauses, Retry-After, back-off, one page at a time, and nobody held up by a slow neighbour."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.lab.base import Outcome, Reply, Request, Route, Station, page
from tests.lab.judge import is_page, overlaps, pauses

CLOCK_S = 0.06
"""What two clocks and a busy machine may make of a pause."""

Check = Callable[[Outcome], Iterator[str]]
PATIENT = {"crawler": {"delay_s": 1.0}}


def many(name: str, count: int, *, delay_s: float = 0.0, body: str = "", **more: Any) -> dict[str, Route]:
    """Return a first page with links to so many others."""
    paths = [f"/pagina-{n}" for n in range(1, count + 1)]
    return {
        "/": page(f"Begin van {name}", body, links=paths),
        **{path: Reply(page(f"{path} van {name}", body), delay_s=delay_s, **more) for path in paths},
    }


def numbered(count: int) -> tuple[str, ...]:
    """Return the paths of those pages."""
    return ("/", *(f"/pagina-{n}" for n in range(1, count + 1)))


def robots(text: str) -> Reply:
    """Return a robots.txt."""
    return Reply(text, media_type="text/plain")


def sitemap(name: str, *paths: str) -> Reply:
    """Return a sitemap."""
    urls = "".join(f"<url><loc>http://{name}.lab.example{path}</loc></url>" for path in paths)
    return Reply(
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
        media_type="application/xml",
    )


def asked_for(request: Request) -> bool:
    """Tell whether a request was made of our own accord: not a part of a page."""
    return is_page(request) or request.path == "/robots.txt" or "sitemap" in request.path


def keeps_pause(seconds: float) -> Check:
    """Return a check that two requests of our own accord never follow each other sooner."""

    def check(outcome: Outcome) -> Iterator[str]:
        own = [request for request in outcome.requests if asked_for(request)]
        if short := [pause for pause in pauses(own) if pause < seconds - CLOCK_S]:
            yield f"{len(short)} pauses were shorter than {seconds:g} s, the shortest {min(short):.2f} s"

    return check


def keeps_retry_after(seconds: float, path: str, early: int = 0) -> Check:
    """Return a check that nothing was asked of the host for so long after the first answer of a path."""

    def check(outcome: Outcome) -> Iterator[str]:
        first = next((request for request in outcome.requests if request.path == path), None)
        if first is None:
            yield f"{path} was never asked"
            return
        until = first.at + seconds
        soon = [
            request
            for request in outcome.requests
            if asked_for(request) and first.until < request.at < until - CLOCK_S
        ]
        if len(soon) > early:
            yield f"{len(soon)} requests came before {seconds:g} s were over, e.g. {soon[0].place}"

    return check


def at_most(count: int) -> Check:
    """Return a check that no more pages than this were asked in all."""

    def check(outcome: Outcome) -> Iterator[str]:
        if (asked := sum(map(asked_for, outcome.requests))) > count:
            yield f"{asked} requests to a host in trouble, {count} at most"

    return check


def one_at_a_time(outcome: Outcome) -> Iterator[str]:
    """Complain of two pages of this host under way at the same time."""
    for one, other in overlaps(filter(asked_for, outcome.requests)):
        yield f"{other.place} was asked while {one.place} was under way"


def one_at_a_time_at_address(outcome: Outcome) -> Iterator[str]:
    """Complain of two pages at this address under way at the same time, whatever their names."""
    addresses = {request.address for request in outcome.requests}
    there = [request for request in outcome.everything if request.address in addresses and is_page(request)]
    for one, other in overlaps(there):
        yield f"{other.place} was asked while {one.place} was under way at the same address"


def side_by_side(least: int) -> Check:
    """Return a check that so many slow hosts were waited for at the same time."""

    def check(outcome: Outcome) -> Iterator[str]:
        slow = [
            request
            for request in outcome.everything
            if request.host.startswith("slow-host-") and is_page(request)
        ]
        most = max(
            (sum(one.at <= at < one.until for one in slow) for at in (one.at for one in slow)), default=0
        )
        if most < least:
            yield f"at most {most} slow hosts were waited for at a time, {least} at least"

    return check


def asked_at_most(path: str, most: int) -> Check:
    """Return a check on how often a part of pages was asked."""

    def check(outcome: Outcome) -> Iterator[str]:
        count = len(outcome.asked(path))
        if not 1 <= count <= most:
            yield f"{path} was asked {count} times, 1 to {most} were expected"

    return check


class Once:
    """Says something else the first times it is asked."""

    def __init__(self, first: Callable[[], Reply], then: Route, times: int = 1) -> None:
        self._first = first
        self._then = then
        self._times = times
        self._asked = 0

    def __call__(self, request: Request) -> Reply | str:
        self._asked += 1
        if self._asked <= self._times:
            return self._first()
        then = self._then
        return then(request) if callable(then) else then


def throttled(
    name: str, status: int, value: Callable[[], str] | None, seconds: float, times: int = 1
) -> Station:
    """Return a station of which one page is refused for a while."""

    def refusal() -> Reply:
        return Reply("te druk", status, headers=(("Retry-After", value()),) if value else ())

    routes = many(name, 4)
    routes["/pagina-2"] = Once(refusal, page(f"Pagina 2 van {name}"), times)
    return Station(
        name,
        "politeness",
        routes,
        pages=numbered(4),
        check=keeps_retry_after(seconds, "/pagina-2"),
        most={"^/pagina-2": times + 2},
    )


def _in(seconds: int) -> Callable[[], str]:
    return lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


async def _closes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Go away without a word."""


def _broken(name: str, answer: Route, most: int, **more: Any) -> Station:
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", links=[f"/stuk-{n}" for n in range(1, 16)]),
        **{f"/stuk-{n}": answer for n in range(1, 16)},
    }
    return Station(name, "politeness", routes, pages=("/",), check=at_most(most), **more)


STYLE = (
    '<link rel="stylesheet" href="/stijl.css"><script src="/script.js"></script><img alt="" src="/beeld.png">'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "05000165cf4a6d0000000049454e44ae426082"
)


def _shared(name: str, **more: Any) -> Station:
    return Station(
        name,
        "politeness",
        {
            **many(name, 9, body=STYLE),
            "/stijl.css": Reply("h1 { color: #222 }", media_type="text/css", **more),
            "/script.js": Reply("window.geteld = 1;", media_type="text/javascript", **more),
            "/beeld.png": Reply(PNG, media_type="image/png", **more),
        },
        pages=numbered(9),
        check=lambda outcome: (
            complaint
            for path in ("/stijl.css", "/script.js", "/beeld.png")
            for complaint in asked_at_most(path, 2)(outcome)
        ),
        most={"^/pagina": 10, "favicon": 2},
    )


def _validated(request: Request) -> Reply:
    if request.headers.get("if-none-match"):
        return Reply("", 304, media_type="", headers=(("ETag", '"1"'),))
    kind = "text/css" if request.path.endswith("css") else "text/javascript"
    return Reply("/* leeg */", media_type=kind, headers=(("ETag", '"1"'), ("Cache-Control", "no-cache")))


def _asks_with_its_copy(outcome: Outcome) -> Iterator[str]:
    """Complain of parts asked whole more than twice; to ask whether a copy still holds is free."""
    for path in ("/stijl.css", "/script.js"):
        whole = [one for one in outcome.asked(path) if "if-none-match" not in one.headers]
        if not 1 <= len(whole) <= 2:
            yield f"{path} was asked whole {len(whole)} times, 1 to 2 were expected"


STATIONS = (
    Station(
        "pause-kept",
        "politeness",
        many("pause-kept", 3),
        pages=numbered(3),
        check=keeps_pause(1.0),
        settings=PATIENT,
    ),
    Station(
        "pause-with-slow-pages",
        "politeness",
        many("pause-with-slow-pages", 2, delay_s=0.8),
        pages=numbered(2),
        check=one_at_a_time,
        settings=PATIENT,
    ),
    *(
        Station(
            name,
            "politeness",
            {**many(name, 3), "/robots.txt": robots(text)},
            pages=numbered(3),
            check=keeps_pause(seconds),
        )
        for name, text, seconds in (
            ("crawl-delay", "User-agent: *\nCrawl-delay: 2\n", 2.0),
            ("crawl-delay-fraction", "User-agent: *\nCrawl-delay: 1.5\n", 1.5),
            (
                "crawl-delay-ours",
                "User-agent: *\nCrawl-delay: 60\n\nUser-agent: Drempel\nCrawl-delay: 1\n",
                1.0,
            ),
            (
                "crawl-delay-own-longer",
                "User-agent: Drempel\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 0\n",
                2.0,
            ),
            ("crawl-delay-nonsense", "User-agent: *\nCrawl-delay: veel\nCrawl-delay: -5\n", 0.05),
        )
    ),
    Station(
        "crawl-delay-with-sitemaps",
        "politeness",
        {
            **many("crawl-delay-with-sitemaps", 1),
            "/robots.txt": robots(
                "User-agent: *\nCrawl-delay: 1.5\nSitemap: /sitemap-a.xml\nSitemap: /sitemap-b.xml\n"
            ),
            "/sitemap-a.xml": sitemap("crawl-delay-with-sitemaps", "/pagina-1"),
            "/sitemap-b.xml": sitemap("crawl-delay-with-sitemaps", "/los"),
            "/los": page("Los"),
        },
        pages=(*numbered(1), "/los"),
        check=keeps_pause(1.5),
    ),
    Station(
        "crawl-delay-with-redirect",
        "politeness",
        {
            "/robots.txt": robots("User-agent: *\nCrawl-delay: 1.5\n"),
            "/": page("Begin", links=("/oud",)),
            "/oud": Reply("", 302, headers=(("Location", "/nieuw"),)),
            "/nieuw": page("Nieuw"),
        },
        pages=("/", "/nieuw"),
        check=keeps_pause(1.5),
    ),
    Station(
        "crawl-delay-with-parts",
        "politeness",
        {
            **many("crawl-delay-with-parts", 2, body=STYLE),
            "/robots.txt": robots("User-agent: *\nCrawl-delay: 1.5\n"),
        },
        pages=numbered(2),
        check=keeps_pause(1.5),
    ),
    Station(
        "crawl-delay-with-errors",
        "politeness",
        {
            "/robots.txt": robots("User-agent: *\nCrawl-delay: 1.5\n"),
            "/": page("Begin", links=("/weg-1", "/weg-2", "/brief.pdf", "/goed")),
            "/brief.pdf": Reply(b"%PDF-1.4", media_type="application/pdf"),
            "/goed": page("Goed"),
        },
        pages=("/", "/goed"),
        ends={"/weg-1": "http-error", "/weg-2": "http-error", "/brief.pdf": "not-html"},
        check=keeps_pause(1.5),
    ),
    throttled("retry-after-429", 429, lambda: "3", 3.0),
    throttled("retry-after-503", 503, lambda: "3", 3.0),
    throttled("retry-after-date", 429, _in(4), 2.9),
    throttled("retry-after-date-503", 503, _in(4), 2.9),
    throttled("retry-after-date-gone-by", 429, _in(-60), 0.0),
    throttled("retry-after-zero", 503, lambda: "0", 0.0),
    throttled("retry-after-nonsense", 429, lambda: "straks", 0.5),
    throttled("retry-after-negative", 429, lambda: "-5", 0.5),
    throttled("retry-after-none", 429, None, 0.5),
    throttled("retry-after-none-503", 503, None, 0.5),
    Station(
        "retry-after-empty-body",
        "politeness",
        {
            **many("retry-after-empty-body", 3),
            "/pagina-2": Once(
                lambda: Reply("", 429, media_type="", headers=(("Retry-After", "3"),)), page("Nu wel")
            ),
        },
        pages=numbered(3),
        check=keeps_retry_after(3.0, "/pagina-2"),
    ),
    Station(
        "retry-after-robots",
        "politeness",
        {
            **many("retry-after-robots", 1),
            "/robots.txt": Once(
                lambda: Reply("", 503, headers=(("Retry-After", "3"),)), robots("User-agent: *\nAllow: /\n")
            ),
        },
        ends={"/": "ok|robots"},
        check=keeps_retry_after(3.0, "/robots.txt"),
    ),
    Station(
        "retry-after-sitemap",
        "politeness",
        {
            **many("retry-after-sitemap", 1),
            "/robots.txt": robots("Sitemap: /sitemap.xml\n"),
            "/sitemap.xml": Reply("", 429, headers=(("Retry-After", "3"),)),
        },
        pages=numbered(1),
        check=keeps_retry_after(3.0, "/sitemap.xml", early=1),
    ),
    Station(
        "retry-after-start",
        "politeness",
        {
            "/": Once(
                lambda: Reply("druk", 503, headers=(("Retry-After", "2"),)), page("Begin", links=("/goed",))
            ),
            "/goed": page("Goed"),
        },
        pages=("/", "/goed"),
        check=keeps_retry_after(2.0, "/"),
    ),
    Station(
        "retry-after-a-day",
        "politeness",
        {
            "/": page("Begin", links=[f"/druk-{n}" for n in range(8)]),
            **{f"/druk-{n}": Reply("druk", 503, headers=(("Retry-After", "86400"),)) for n in range(8)},
        },
        pages=("/",),
        check=at_most(5),
    ),
    _broken("always-503", Reply("stuk", 503, headers=(("Retry-After", "0"),)), 14),
    _broken("always-502", Reply("stuk", 502), 14),
    _broken("always-closing", Reply(raw=_closes), 14),
    _broken("always-hanging", Reply(hang=True), 12),
    Station(
        "refused-host",
        "politeness",
        {},
        start="http://refused-host.lab.example:8899/",
        ends={"http://refused-host.lab.example:8899/": "http-error|robots"},
    ),
    Station(
        "unknown-host",
        "politeness",
        {"/": page("Nergens")},
        names={"": lambda _: ()},
        ends={"/": "http-error|robots"},
        reasons={"/": "dns"},
        check=lambda outcome: (
            [f"the name was looked up {len(outcome.looked_up)} times"] if len(outcome.looked_up) > 4 else []
        ),
    ),
    Station(
        "some-errors",
        "politeness",
        {
            **many("some-errors", 4),
            "/": page(
                "Begin", links=[*numbered(4)[1:], "/weg-1", "/weg-2", "/weg-3", "/weg-4", "/weg-5", "/weg-6"]
            ),
        },
        pages=numbered(4),
        most={"^/weg": 6},
    ),
    Station(
        "one-page-at-a-time",
        "politeness",
        many("one-page-at-a-time", 5, delay_s=0.4),
        pages=numbered(5),
        check=one_at_a_time,
        most={"^/pagina": 5, "^/$": 1, "robots": 1},
    ),
    Station(
        "one-page-over-http-and-www",
        "politeness",
        {
            **many("one-page-over-http-and-www", 2, delay_s=0.4),
            "/": page(
                "Begin",
                links=(
                    *numbered(2)[1:],
                    *(f"http://www.one-page-over-http-and-www.lab.example/los-{n}" for n in range(3)),
                ),
            ),
            **{f"www:/los-{n}": Reply(page(f"Los {n}"), delay_s=0.4) for n in range(3)},
        },
        addresses={"": "93.185.0.1", "www": "93.185.0.1"},
        pages=(
            *numbered(2),
            *(f"http://www.one-page-over-http-and-www.lab.example/los-{n}" for n in range(3)),
        ),
        check=one_at_a_time_at_address,
    ),
    *(
        Station(
            f"same-address-{letter}",
            "politeness",
            many(f"same-address-{letter}", 3, delay_s=0.5),
            addresses={"": "93.185.0.2"},
            pages=numbered(3),
            check=one_at_a_time_at_address,
        )
        for letter in "abc"
    ),
    *(
        Station(
            f"slow-host-{n}",
            "politeness",
            many(f"slow-host-{n}", 2, delay_s=2.5),
            pages=numbered(2),
            check=side_by_side(3) if n == 5 else None,
        )
        for n in range(1, 6)
    ),
    _shared("shared-parts", headers=(("Cache-Control", "max-age=3600"),)),
    _shared("shared-parts-unmarked"),
    Station(
        "shared-parts-validated",
        "politeness",
        {**many("shared-parts-validated", 5, body=STYLE), "/stijl.css": _validated, "/script.js": _validated},
        pages=numbered(5),
        check=_asks_with_its_copy,
    ),
    Station(
        "each-page-once",
        "politeness",
        {
            "/": page("Begin", links=("/a", "/b", "/c", "/a#x", "/b?", "/weg")),
            "/a": page("Een", links=("/", "/b", "/c", "/weg")),
            "/b": page("Twee", links=("/", "/a", "/c", "/weg")),
            "/c": page("Drie", links=("/", "/a", "/b", "/weg")),
        },
        pages=("/", "/a", "/b", "/c"),
        most={"^/$": 1, "^/a": 1, "^/b": 1, "^/c": 1, "^/weg": 1, "^/robots": 1, "^/sitemap.xml": 1},
    ),
)
