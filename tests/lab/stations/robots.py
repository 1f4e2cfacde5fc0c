"""robots.txt by RFC 9309: what is closed is never asked for, by whatever way a page leads there."""

import asyncio
import gzip
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.lab.base import Outcome, Reply, Request, Route, Station, page
from tests.lab.judge import is_page

CLOSED = "User-agent: *\nDisallow: /dicht\n"


def robots(text: str | bytes, status: int = 200, **more: Any) -> Reply:
    """Return a robots.txt."""
    return Reply(text, status, "text/plain; charset=utf-8", **more)


def rules(
    name: str,
    text: str | bytes | Route,
    good: Iterable[str] = ("/open",),
    closed: Iterable[str] = ("/dicht",),
) -> Station:
    """Return a station whose first page links to pages that may be visited and to others that may not."""
    good, closed = tuple(good), tuple(closed)
    routes: dict[str, Route] = {path: page(f"Over {path} van {name}") for path in (*good, *closed)}
    routes["/"] = page(f"Begin van {name}", links=(*good, *closed))
    routes["/robots.txt"] = robots(text) if isinstance(text, str | bytes) else text
    return Station(
        name,
        "robots",
        routes,
        pages=("/", *good),
        ends=dict.fromkeys(closed, "robots"),
        never=tuple(f"example{re.escape(path)}$" for path in closed),
    )


def shut(name: str, answer: Route, ends: str = "robots", **more: Any) -> Station:
    """Return a station of which nothing may be visited."""
    return Station(
        name,
        "robots",
        {"/": page(f"Begin van {name}", links=("/open",)), "/open": page("Open"), "/robots.txt": answer},
        ends={"/": ends},
        reasons={"/": "robots"},
        never=(r"example/$", "/open"),
        **more,
    )


def leads(name: str, html: str, *, target: str = "/dicht", **more: Any) -> Station:
    """Return a station of which a page, good in itself, leads to a closed one."""
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", links=("/open",)),
        "/open": page(f"Pagina van {name}", html),
        "/dicht": page("Dicht"),
        "/robots.txt": robots(CLOSED),
        **more.pop("routes", {}),
    }
    return Station(
        name,
        "robots",
        routes,
        pages=more.pop("pages", ("/", "/open")),
        never=(target, *more.pop("never", ())),
        **more,
    )


# -- answers written by hand


async def _closes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Go away without a word."""


async def _stammers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"dit is geen http\r\n\r\n")


async def _stops_halfway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body = CLOSED.encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n" + body)


async def _drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body = CLOSED.encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body))
    for byte in body:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.03)


async def _trickles_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        writer.write(b"#")
        await writer.drain()
        await asyncio.sleep(0.2)


async def _never_ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + CLOSED.encode())
    for _ in range(2_000):
        writer.write(b"# vulling\n" * 1_000)
        await writer.drain()


def _chain(length: int) -> dict[str, Route]:
    steps: dict[str, Route] = {
        f"/stap-{n}": robots("", 302, headers=(("Location", f"/stap-{n + 1}"),)) for n in range(1, length)
    }
    return {
        "/robots.txt": robots("", 301, headers=(("Location", "/stap-1"),)),
        **steps,
        f"/stap-{length}": robots(CLOSED),
    }


def _with_routes(station: Station, more: dict[str, Route], **changes: Any) -> Station:
    return Station(**{**station.__dict__, "routes": {**station.routes, **more}, **changes})


def _once(outcome: Outcome) -> Iterator[str]:
    if (count := len(outcome.asked("/robots.txt"))) != 1:
        yield f"robots.txt was asked {count} times"


def _www_first(outcome: Outcome) -> Iterator[str]:
    """Complain of a page of www asked before its own robots.txt, or that it closes."""
    host = f"www.{outcome.station.host}"
    if any(is_page(request) for request in outcome.requests if request.host == host):
        yield "a page of www was asked, which its own robots.txt closes"


def _parts(request: Request) -> Reply:
    kinds = {"css": "text/css", "js": "text/javascript", "png": "image/png", "json": "application/json"}
    return (
        Reply(
            "self.onmessage=0;" if request.path.endswith("js") else "",
            media_type=kinds[request.path[-4:].split(".")[-1]],
        )
        if request.path.rpartition(".")[2] in kinds
        else Reply("niets", 404)
    )


BIG = "User-agent: *\n" + "".join(f"Disallow: /map-{n}/\n" for n in range(15_000)) + "Disallow: /dicht\n"
HTML = "<!doctype html><html><title>Welkom</title><p>User-agent: *<br>Disallow: /</p></html>"

STATIONS = (
    _with_routes(rules("robots-plain", CLOSED), {}, check=_once),
    rules("robots-absent", robots("weg", 404), ("/open", "/dicht"), ()),
    rules("robots-empty", "", ("/open",), ()),
    rules("robots-empty-disallow", "User-agent: *\nDisallow:\n", ("/open",), ()),
    rules("robots-allow-only", "User-agent: *\nAllow: /open\n", ("/open", "/ander"), ()),
    rules(
        "robots-longest-match",
        "User-agent: *\nDisallow: /map\nAllow: /map/open\nDisallow: /map/open/dicht\n",
        ("/map/open",),
        ("/map/ander", "/map/open/dicht"),
    ),
    rules(
        "robots-order-is-nothing",
        "User-agent: *\nAllow: /map/open\nDisallow: /map\nAllow: /\n",
        ("/map/open",),
        ("/map/ander",),
    ),
    rules("robots-tie-is-allow", "User-agent: *\nDisallow: /open\nAllow: /open\n", ("/open",), ()),
    rules(
        "robots-wildcard",
        "User-agent: *\nDisallow: /*/intern\n",
        ("/intern",),
        ("/a/intern", "/a/b/intern/c"),
    ),
    rules("robots-wildcard-many", "User-agent: *\nDisallow: /a*b*c*d*e$\n", ("/abcd",), ("/aXbXcXdXe",)),
    rules("robots-end", "User-agent: *\nDisallow: /einde$\n", ("/einde/verder", "/eindeloos"), ("/einde",)),
    rules(
        "robots-wildcard-end",
        "User-agent: *\nDisallow: /*.html$\n",
        ("/a.htm", "/a.html5"),
        ("/a.html", "/x/b.html"),
    ),
    rules("robots-query", "User-agent: *\nDisallow: /*?print=\n", ("/lijst?blad=2",), ("/lijst?print=1",)),
    rules("robots-prefix", "User-agent: *\nDisallow: /dicht\n", ("/open/dicht",), ("/dichter", "/dicht/pad")),
    rules("robots-case-of-path", "User-agent: *\nDisallow: /Dicht\n", ("/dicht",), ("/Dicht",)),
    rules(
        "robots-own-group",
        "User-agent: *\nDisallow: /\n\nUser-agent: Drempel\nDisallow: /dicht\n",
    ),
    rules("robots-own-group-first", "User-agent: Drempel\nDisallow: /dicht\n\nUser-agent: *\nDisallow: /\n"),
    rules(
        "robots-own-group-replaces",
        "User-agent: *\nDisallow: /open\n\nUser-agent: Drempel\nDisallow: /dicht\n",
    ),
    rules("robots-agent-case", "USER-AGENT: dReMpEl\nDISALLOW: /dicht\n\nuser-agent: *\ndisallow: /open\n"),
    rules(
        "robots-agent-version", "User-agent: Drempel/1.0\nDisallow: /dicht\n\nUser-agent: *\nDisallow: /\n"
    ),
    rules(
        "robots-agent-prefix",
        "User-agent: Drem\nDisallow: /\n\n"
        "User-agent: Drempelbot\nDisallow: /\n\nUser-agent: *\nDisallow: /dicht\n",
    ),
    rules("robots-agents-together", "User-agent: AnderBot\nUser-agent: Drempel\nDisallow: /dicht\n"),
    rules(
        "robots-groups-merged",
        "User-agent: Drempel\nDisallow: /dicht\n\nUser-agent: AnderBot\nDisallow: /\n\n"
        "User-agent: drempel\nDisallow: /ook-dicht\n",
        closed=("/dicht", "/ook-dicht"),
    ),
    rules("robots-other-agent-only", "User-agent: AnderBot\nDisallow: /\n", ("/open",), ()),
    rules("robots-blank-lines", "User-agent: *\n\n\nDisallow: /ook-dicht\n\nDisallow: /dicht\n"),
    rules("robots-comments", "# eerst\nUser-agent: * # iedereen\n# Allow: /dicht\nDisallow: /dicht # niet\n"),
    rules(
        "robots-unknown-lines", "User-agent: *\nHost: x\nNoindex: /open\nDisallow: /dicht\nClean-param: a /\n"
    ),
    rules("robots-whitespace", "  User-agent  :\t*  \n\t Disallow\t:  /dicht  \t\n"),
    rules("robots-before-any-group", "Disallow: /open\nAllow: /\nUser-agent: *\nDisallow: /dicht\n"),
    rules("robots-sitemap-between", "User-agent: *\nSitemap: /niets.xml\nDisallow: /dicht\n"),
    rules("robots-delay-between", "User-agent: Drempel\nCrawl-delay: 0.1\nUser-agent: *\nDisallow: /dicht\n"),
    rules("robots-bom", b"\xef\xbb\xbfUser-agent: *\nDisallow: /dicht\n"),
    rules("robots-cr", b"User-agent: *\rDisallow: /ook\rDisallow: /dicht\r"),
    rules("robots-mixed-line-ends", b"User-agent: *\r\nDisallow: /ook\rDisallow: /dicht\nAllow: /open"),
    rules("robots-no-last-line-end", "User-agent: *\nDisallow: /dicht"),
    rules("robots-utf8", "User-agent: *\nDisallow: /café\n", ("/open",), ("/caf%C3%A9",)),
    rules(
        "robots-escaped",
        "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /a%2Db\n",
        closed=("/caf%C3%A9", "/a-b"),
    ),
    rules("robots-latin-1", "# Ver\u00e9\nUser-agent: *\nDisallow: /dicht\n".encode("latin-1")),
    rules("robots-binary", b"\x00\xff\xfe\x01\nUser-agent: *\nDisallow: /dicht\n\x80\x81"),
    rules("robots-long-line", f"User-agent: *\n# {'x' * 200_000}\nDisallow: /dicht\n"),
    rules("robots-late-rule", BIG),
    rules("robots-html", Reply(HTML), ("/open",), ()),
    rules("robots-as-html", Reply(CLOSED, media_type="text/html")),
    rules("robots-no-type", Reply(CLOSED, media_type="")),
    rules("robots-octets", Reply(CLOSED, media_type="application/octet-stream")),
    rules(
        "robots-gzip",
        robots(gzip.compress(CLOSED.encode()), headers=(("Content-Encoding", "gzip"),)),
    ),
    rules("robots-slow", robots(CLOSED, delay_s=2.0)),
    rules("robots-drips", Reply(raw=_drips)),
    *(
        rules(f"robots-status-{status}", robots("User-agent: *\nDisallow: /\n", status), ("/open",), ())
        for status in (400, 401, 403, 410, 418, 451)
    ),
    *(shut(f"robots-status-{status}", robots("stuk", status)) for status in (500, 502, 503, 504, 599)),
    shut("robots-hangs", Reply(hang=True), "robots|timeout"),
    shut("robots-closes", Reply(raw=_closes), "robots|http-error"),
    shut("robots-stammers", Reply(raw=_stammers), "robots|http-error"),
    shut("robots-trickles", Reply(raw=_trickles_for_ever), "robots|timeout"),
    shut("robots-all-closed", robots("User-agent: *\nDisallow: /\n")),
    shut("robots-us-closed", robots("User-agent: *\nAllow: /\n\nUser-agent: Drempel\nDisallow: /\n")),
    Station(
        "robots-stops-halfway",
        "robots",
        {
            "/": page("Begin", links=("/open", "/dicht")),
            "/open": page("Open"),
            "/dicht": page("Dicht"),
            "/robots.txt": Reply(raw=_stops_halfway),
        },
        ends={"/": "ok|robots"},
        never=("/dicht$",),
    ),
    Station(
        "robots-endless",
        "robots",
        {
            "/": page("Begin", links=("/open", "/dicht")),
            "/open": page("Open"),
            "/dicht": page("Dicht"),
            "/robots.txt": Reply(raw=_never_ends),
        },
        pages=("/", "/open"),
        ends={"/dicht": "robots"},
        never=("/dicht$",),
    ),
    *(
        _with_routes(
            rules(f"robots-moved-{status}", robots("", status, headers=(("Location", "/regels"),))),
            {"/regels": robots(CLOSED)},
        )
        for status in (301, 302, 303, 307, 308)
    ),
    _with_routes(rules("robots-moved-five-times", ""), _chain(5)),
    _with_routes(
        rules("robots-moved-to-www", ""),
        {
            "/robots.txt": Reply(
                "", 301, headers=(("Location", "http://www.robots-moved-to-www.lab.example/r.txt"),)
            ),
            "www:/r.txt": robots(CLOSED),
        },
    ),
    Station(
        "robots-moved-for-ever",
        "robots",
        {"/": page("Begin"), "/robots.txt": Reply("", 302, headers=(("Location", "/robots.txt"),))},
        ends={"/": "ok|robots"},
        most={"robots": 13},
    ),
    Station(
        "robots-moved-inside",
        "robots",
        {
            "/": page("Begin"),
            "/robots.txt": Reply("", 302, headers=(("Location", "http://10.9.8.7/robots-moved-inside"),)),
        },
        ends={"/": "ok|robots|unsafe"},
    ),
    Station(
        "robots-once-broken",
        "robots",
        {
            "/": page("Begin", links=("/dicht",)),
            "/dicht": page("Dicht"),
            "/robots.txt": robots("stuk", 503, headers=(("Retry-After", "1"),)),
        },
        ends={"/": "robots"},
        most={"robots.txt": 3},
        never=("example/$",),
    ),
    # Ways that lead from an open page to a closed one.
    Station(
        "closed-start-redirects",
        "robots",
        {
            "/": Reply("", 302, headers=(("Location", "/dicht"),)),
            "/dicht": page("Dicht"),
            "/robots.txt": robots(CLOSED),
        },
        ends={"/": "robots|redirected-out-of-scope"},
        never=("/dicht$",),
    ),
    leads(
        "closed-by-redirect",
        '<a href="/weg">Weg</a>',
        routes={"/weg": Reply("", 301, headers=(("Location", "/dicht"),))},
        ends={"/weg": "robots"},
    ),
    leads(
        "closed-by-chain",
        '<a href="/weg">Weg</a>',
        routes={
            "/weg": Reply("", 302, headers=(("Location", "/weg-2"),)),
            "/weg-2": Reply("", 307, headers=(("Location", "/dicht"),)),
        },
        ends={"/weg": "robots"},
    ),
    leads("closed-by-meta-refresh", '<meta http-equiv="refresh" content="0; url=/dicht">', pages=("/",)),
    leads("closed-by-late-refresh", '<meta http-equiv="refresh" content="1; url=/dicht">'),
    leads("closed-by-script", "<script>location.replace('/dicht')</script>", pages=("/",)),
    leads("closed-by-late-script", "<script>setTimeout(() => location.assign('/dicht'), 1500)</script>"),
    leads("closed-by-push-state", "<script>history.pushState({}, '', '/dicht')</script>", pages=("/",)),
    leads("closed-by-frame", '<iframe title="Kader" src="/dicht"></iframe>'),
    leads(
        "closed-by-frame-redirect",
        '<iframe title="Kader" src="/weg"></iframe>',
        routes={"/weg": Reply("", 302, headers=(("Location", "/dicht"),))},
    ),
    leads(
        "closed-by-object",
        '<object type="text/html" data="/dicht"></object><embed type="text/html" src="/dicht">',
    ),
    leads(
        "closed-by-frame-script",
        "<script>let f=document.createElement('iframe');f.src='/dicht';document.body.append(f)</script>",
    ),
    leads("closed-by-popup", "<script>window.open('/dicht')</script>"),
    leads("closed-by-prefetch", '<link rel="prefetch" href="/dicht"><link rel="prerender" href="/dicht">'),
    leads(
        "closed-by-speculation",
        '<script type="speculationrules">{"prerender": [{"source": "list", "urls": ["/dicht"], "eagerness": '
        '"immediate"}], '
        '"prefetch": [{"source": "list", "urls": ["/dicht"], "eagerness": "immediate"}]}</script>',
    ),
    leads("closed-by-canonical", '<link rel="canonical" href="/dicht">'),
    leads(
        "closed-by-next", '<link rel="next" href="/dicht"><link rel="alternate" hreflang="fr" href="/dicht">'
    ),
    leads("closed-by-area", '<map name="k"><area alt="Deel" href="/dicht" coords="0,0,9,9"></map>'),
    leads("closed-by-svg", '<svg width="9" height="9"><a href="/dicht"><text y="9">Dicht</text></a></svg>'),
    leads(
        "closed-by-form",
        '<form action="/dicht"><button>Zoek</button></form><script>document.forms[0].submit()</script>',
    ),
    leads(
        "closed-by-dots",
        '<a href="/x/../dicht">Dicht</a><a href="/%64icht">Dicht</a><a href="//closed-by-dots'
        '.lab.example/dicht#a">Dicht</a>',
    ),
    leads("closed-by-base", '<base href="/dicht/"><a href="pagina">Dicht</a>'),
    leads(
        "closed-by-sitemap",
        "",
        routes={
            "/robots.txt": robots(CLOSED + "Sitemap: /kaart.xml\n"),
            "/kaart.xml": Reply(
                '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                "<url><loc>http://closed-by-sitemap.lab.example/dicht</loc></url>"
                "<url><loc>http://closed-by-sitemap.lab.example/uit-kaart</loc></url></urlset>",
                media_type="application/xml",
            ),
            "/uit-kaart": page("Uit de kaart"),
        },
        pages=("/", "/open", "/uit-kaart"),
        ends={"/dicht": "robots"},
    ),
    Station(
        "closed-on-www",
        "robots",
        {
            "/": page("Begin", links=("/weg", "http://www.closed-on-www.lab.example/pagina")),
            "/weg": Reply("", 301, headers=(("Location", "http://www.closed-on-www.lab.example/ander"),)),
            "www:/robots.txt": robots("User-agent: *\nDisallow: /\n"),
            "www:/pagina": page("Pagina op www"),
            "www:/ander": page("Ander op www"),
        },
        pages=("/",),
        ends={"/weg": "robots"},
        check=_www_first,
    ),
    Station(
        "www-has-its-own-robots",
        "robots",
        {
            "/": Reply("", 301, headers=(("Location", "http://www.www-has-its-own-robots.lab.example/"),)),
            "www:/": page("Begin op www", links=("/open", "/dicht")),
            "www:/open": page("Open"),
            "www:/dicht": page("Dicht"),
            "www:/robots.txt": robots(CLOSED),
        },
        pages=(
            "http://www.www-has-its-own-robots.lab.example/",
            "http://www.www-has-its-own-robots.lab.example/open",
        ),
        never=("/dicht$",),
    ),
    Station(
        "name-in-every-request",
        "robots",
        {
            "/robots.txt": robots("User-agent: *\nAllow: /\nSitemap: /kaart.xml\n"),
            "/kaart.xml": Reply("<urlset/>", media_type="application/xml"),
            "/": page(
                "Alles",
                '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.png">'
                '<img alt="" src="/b.png">'
                '<script src="/c.js"></script><script type="module" src="/m.js"></script>'
                '<link rel="preload" as="image" href="/p.png"><iframe title="Kader" src="/kader"></iframe>'
                "<style>@font-face{font-family:f;src:url(/f.woff2)}h1{font-family:f}</style>"
                "<script>fetch('/d.json');let x=new XMLHttpRequest();x.open('GET','/e.json');x.send();"
                "new Worker('/w.js');new EventSource('/gebeurtenis');new WebSocket('ws://'+location.host+'/ws');"
                "navigator.serviceWorker&&0</script>",
            ),
            "/kader": page("Kader"),
        },
        otherwise=_parts,
        pages=("/",),
    ),
)
