"""Redirects of all kinds: pages behind them are found, once; out of the site nobody follows."""

import asyncio
from collections.abc import Iterator
from typing import Any

from tests.lab.base import NOT_FOUND, Outcome, Reply, Request, Route, Station, page

OUT = "redirected-out-of-scope|unsafe"
NOT_A_PAGE = "http-error|redirected-out-of-scope|unsafe|not-html|timeout"


def to(location: str, status: int = 302, *more: tuple[str, str], **extra: Any) -> Reply:
    """Return a redirect."""
    return Reply("<p>Verhuisd</p>", status, headers=(("Location", location), *more), **extra)


def moved(name: str, old: Route, new: str = "/nieuw", **more: Any) -> Station:
    """Return a station with a page that is reached by `/oud` only."""
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", links=("/oud",)),
        "/oud": old,
        new.partition("#")[0]: page(f"Nieuw van {name}"),
        **more.pop("routes", {}),
    }
    return Station(name, "redirects", routes, pages=more.pop("pages", ("/", new)), **more)


def out(name: str, old: Route, ends: str = OUT, **more: Any) -> Station:
    """Return a station of which `/oud` leads away to where nobody may follow."""
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", links=("/oud", "/goed")),
        "/oud": old,
        "/goed": page(f"Goed van {name}"),
        "elders:/": page("Elders"),
        **more.pop("routes", {}),
    }
    return Station(
        name,
        "redirects",
        routes,
        pages=("/", "/goed"),
        ends={"/oud": ends},
        never=("^elders", *more.pop("never", ())),
        unasked=(f"elders.{name}.lab.example", *more.pop("unasked", ())),
        **more,
    )


def script(code: str) -> str:
    """Return a page with nothing but a script."""
    return (
        f"<!doctype html><html lang=nl><title>Even geduld</title><body><script>{code}</script></body></html>"
    )


def head(markup: str, title: str = "U wordt doorgestuurd") -> str:
    """Return a page with something in its head."""
    return (
        f"<!doctype html><html lang=nl><head><title>{title}</title>{markup}</head>"
        "<body><p>Ogenblik</p></body></html>"
    )


def _chain(length: int) -> dict[str, Route]:
    codes = (301, 302, 303, 307, 308)
    steps: dict[str, Route] = {f"/stap-{n}": to(f"/stap-{n + 1}", codes[n % 5]) for n in range(1, length)}
    return {**steps, f"/stap-{length}": to("/nieuw")}


def _with_cookie(request: Request) -> Reply | str:
    if "koekje=1" in request.headers.get("cookie", ""):
        return page("Met koekje")
    return to("/controle", 302, ("Set-Cookie", "koekje=1; Path=/"))


def _checks_cookie(request: Request) -> Reply:
    return to("/oud") if "koekje=1" in request.headers.get("cookie", "") else to("/zonder-koekjes")


async def _redirect_without_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /nieuw\r\nContent-Type: text/html\r\n\r\n<p>Ogenblik")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.2)


async def _two_locations(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")


def _no_other_port(outcome: Outcome) -> Iterator[str]:
    for request in outcome.requests:
        if request.port not in (80, 443):
            yield f"{request.place} was asked at port {request.port}"


def _no_password(outcome: Outcome) -> Iterator[str]:
    for request in outcome.requests:
        if "authorization" in request.headers:
            yield f"{request.place} came with the name and password of a redirect"


def _few(most: int) -> dict[str, int]:
    return {"^/(oud|heen|terug|stap)": most}


STATIONS = (
    *(moved(f"redirect-{status}", to("/nieuw", status)) for status in (301, 302, 303, 307, 308)),
    moved("redirect-relative", to("nieuw")),
    moved("redirect-whole", to("http://redirect-whole.lab.example/nieuw")),
    moved("redirect-without-scheme", to("//redirect-without-scheme.lab.example/nieuw")),
    moved("redirect-dots", to("/a/b/../../nieuw")),
    moved("redirect-query", to("?blad=2"), "/oud?blad=2"),
    moved("redirect-fragment", to("/nieuw#deel")),
    moved("redirect-space", to("/nieuw pad"), "/nieuw%20pad"),
    moved("redirect-unicode", to("/caf\u00e9"), "/caf%C3%A9"),
    moved("redirect-upper-case", to("HTTP://REDIRECT-UPPER-CASE.LAB.EXAMPLE/nieuw")),
    moved("redirect-default-port", to("http://redirect-default-port.lab.example:80/nieuw")),
    moved(
        "redirect-user-info", to("http://ik:geheim@redirect-user-info.lab.example/nieuw"), check=_no_password
    ),
    moved("redirect-slash", to("/oud/", 301), "/oud/"),
    moved("redirect-chain-5", to("/stap-1", 301), routes=_chain(5)),
    moved("redirect-chain-9", to("/stap-1", 301), routes=_chain(8)),
    moved(
        "redirect-chain-30", to("/stap-1", 301), routes=_chain(30), pages=("/",), ends={"/oud": "http-error"}
    ),
    moved("redirect-slow", to("/nieuw", delay_s=1.5)),
    moved("redirect-endless-body", Reply(raw=_redirect_without_end)),
    moved(
        "redirect-www",
        to("http://www.redirect-www.lab.example/nieuw"),
        routes={"www:/nieuw": page("Op www")},
        pages=("/", "http://www.redirect-www.lab.example/nieuw"),
    ),
    moved(
        "redirect-known",
        to("/nieuw"),
        routes={
            "/": page("Begin", links=("/oud", "/nieuw", "/ook-oud")),
            "/ook-oud": to("/nieuw", 301),
        },
        most={"^/nieuw$": 3},
    ),
    moved(
        "redirect-home", to("/"), routes={"/": page("Begin", links=("/oud", "/nieuw"))}, pages=("/", "/nieuw")
    ),
    moved(
        "redirect-to-missing",
        to("/weg"),
        routes={"/weg": NOT_FOUND},
        pages=("/",),
        ends={"/oud": "http-error"},
    ),
    moved(
        "redirect-to-document",
        to("/brief.pdf"),
        routes={"/brief.pdf": Reply(b"%PDF-1.4\n%%EOF", media_type="application/pdf")},
        pages=("/",),
        ends={"/oud": "not-html"},
    ),
    moved("redirect-loop-self", to("/oud"), pages=("/",), ends={"/oud": "http-error"}, most=_few(45)),
    moved(
        "redirect-loop-two",
        to("/terug"),
        routes={"/terug": to("/oud")},
        pages=("/",),
        ends={"/oud": "http-error"},
        most=_few(45),
    ),
    moved(
        "redirect-loop-growing",
        lambda request: to(request.path + ("&" if "?" in request.path else "?") + "x=1"),
        pages=("/",),
        ends={"/oud": "http-error"},
        most=_few(50),
    ),
    moved(
        "redirect-with-cookie",
        _with_cookie,
        routes={"/controle": _checks_cookie, "/zonder-koekjes": NOT_FOUND},
        pages=("/", "/oud"),
    ),
    moved(
        "redirect-without-location", Reply("<h1>Verhuisd</h1>", 302), pages=("/",), ends={"/oud": NOT_A_PAGE}
    ),
    moved("redirect-empty-location", to(""), pages=("/",), ends={"/oud": NOT_A_PAGE}, most=_few(45)),
    moved("redirect-two-locations", Reply(raw=_two_locations), pages=("/",), ends={"/oud": NOT_A_PAGE}),
    moved("redirect-long-location", to("/" + "x" * 100_000), pages=("/",), ends={"/oud": NOT_A_PAGE}),
    moved("redirect-choices", Reply("<h1>Kies</h1>", 300), pages=("/",), ends={"/oud": NOT_A_PAGE}),
    moved("redirect-not-modified", Reply("", 304), pages=("/",), ends={"/oud": NOT_A_PAGE + "|crashed"}),
    moved(
        "location-without-redirect",
        Reply(page("Gewoon"), headers=(("Location", "/nieuw"),)),
        pages=("/", "/oud"),
        never=("/nieuw$",),
    ),
    Station(
        "redirect-start",
        "redirects",
        {"/": to("/nl/", 301), "/nl/": page("Welkom", links=("/nl/afval",)), "/nl/afval": page("Afval")},
        pages=("/nl/", "/nl/afval"),
    ),
    Station(
        "redirect-start-to-www",
        "redirects",
        {
            "/": to("http://www.redirect-start-to-www.lab.example/", 301),
            "www:/": page("Welkom op www", links=("/afval",)),
            "www:/afval": page("Afval op www"),
        },
        pages=(
            "http://www.redirect-start-to-www.lab.example/",
            "http://www.redirect-start-to-www.lab.example/afval",
        ),
    ),
    Station(
        "redirect-start-away",
        "redirects",
        {"/": to("http://elders.redirect-start-away.lab.example/"), "elders:/": page("Elders")},
        ends={"/": "redirected-out-of-scope"},
        never=("^elders",),
        unasked=("elders.redirect-start-away.lab.example",),
    ),
    Station(
        "redirect-start-to-https",
        "redirects",
        {
            "/": lambda request: (
                page("Veilig", links=("/afval",))
                if request.scheme == "https"
                else to("https://redirect-start-to-https.lab.example/", 301)
            ),
            "/afval": page("Veilig afval"),
        },
        has_tls=True,
        pages=(
            "https://redirect-start-to-https.lab.example/",
            "https://redirect-start-to-https.lab.example/afval",
        ),
    ),
    # By the page itself.
    moved("by-refresh-0", head('<meta http-equiv="refresh" content="0; url=/nieuw">')),
    moved("by-refresh-3", head('<meta http-equiv="refresh" content="3; url=/nieuw">')),
    moved(
        "by-refresh-30",
        page("Met ververs", '<meta http-equiv="refresh" content="30; url=/nieuw">'),
        pages=("/", "/oud", "/nieuw"),
    ),
    moved("by-refresh-quoted", head("<META HTTP-EQUIV='Refresh' CONTENT=\"0;URL='/nieuw'\">")),
    moved("by-refresh-bare", head('<meta http-equiv="refresh" content="0;/nieuw">')),
    moved(
        "by-refresh-with-base",
        head('<base href="/map/"><meta http-equiv="refresh" content="0; url=../nieuw">'),
    ),
    moved(
        "by-refresh-self",
        page("Ververst", '<meta http-equiv="refresh" content="1">'),
        pages=("/", "/oud"),
        most={"^/oud": 4},
    ),
    moved("by-refresh-header", Reply(head(""), headers=(("Refresh", "0; url=/nieuw"),))),
    moved("by-refresh-header-3", Reply(head(""), headers=(("Refresh", "3; url=/nieuw"),))),
    moved(
        "by-refresh-by-script",
        script(
            "let m=document.createElement('meta');m.httpEquiv='refresh';"
            "m.content='0; url=/nieuw';document.head.append(m)"
        ),
    ),
    moved("by-script-assign", script("location.assign('/nieuw')")),
    moved("by-script-replace", script("location.replace('/nieuw')")),
    moved("by-script-href", script("window.location.href = 'nieuw'")),
    moved("by-script-top", script("top.location = '/nieuw'")),
    moved("by-script-on-load", script("addEventListener('load', () => location.assign('/nieuw'))")),
    moved("by-script-timer", script("setTimeout(() => location.assign('/nieuw'), 400)")),
    moved(
        "by-script-late",
        page("Laat", "<script>setTimeout(() => location.assign('/nieuw'), 4000)</script>"),
        pages=("/", "/oud"),
        ends={"/nieuw": "ok|absent"},
    ),
    moved(
        "by-script-click",
        script("let a=document.createElement('a');a.href='/nieuw';document.body.append(a);a.click()"),
    ),
    moved(
        "by-script-chain",
        script("location.replace('/tussen')"),
        routes={"/tussen": script("location.replace('/nieuw')")},
    ),
    moved(
        "by-script-loop",
        script("location.replace('/terug')"),
        routes={"/terug": script("location.replace('/oud')")},
        pages=("/",),
        most=_few(45),
    ),
    moved(
        "by-script-push-state",
        page("Met staat", "<script>history.pushState({}, '', '/staat')</script>"),
        pages=("/",),
        never=("/staat",),
        ends={"/oud": "ok|duplicate"},
    ),
    moved(
        "by-script-fragment",
        page("Met deel", "<script>location.hash = '#deel'</script>"),
        pages=("/", "/oud"),
    ),
    moved(
        "by-script-in-frame",
        page("Kader", '<iframe title="Kader" src="/kader"></iframe>'),
        routes={"/kader": script("top.location = '/nieuw'")},
        pages=("/",),
    ),
    # Out of the site.
    out("out-by-redirect", to("http://elders.out-by-redirect.lab.example/")),
    out(
        "out-by-chain", to("/tussen"), routes={"/tussen": to("http://elders.out-by-chain.lab.example/", 308)}
    ),
    out(
        "out-by-refresh",
        head('<meta http-equiv="refresh" content="0; url=http://elders.out-by-refresh.lab.example/">'),
        OUT + "|ok",
    ),
    out(
        "out-by-refresh-header",
        Reply(head(""), headers=(("Refresh", "0; url=http://elders.out-by-refresh-header.lab.example/"),)),
        OUT + "|ok",
    ),
    out("out-by-script", script("location.replace('http://elders.out-by-script.lab.example/')")),
    out(
        "out-by-late-script",
        page(
            "Laat weg",
            "<script>setTimeout(() => location.assign("
            "'http://elders.out-by-late-script.lab.example/'), 2500)</script>",
        ),
        "ok",
    ),
    out(
        "out-by-name-alike",
        to("http://elders.out-by-name-alike.lab.example.elders.example/"),
        unasked=("elders.out-by-name-alike.lab.example.elders.example",),
    ),
    out("out-by-user-info", to("http://out-by-user-info.lab.example@elders.out-by-user-info.lab.example/")),
    out("out-by-backslash", to("\\\\elders.out-by-backslash.lab.example\\")),
    out(
        "out-to-unicode-host",
        to("http://stadsk\u00e4ntoor.example/"),
        unasked=("xn--stadskntoor-v5a.example",),
    ),
    out("out-to-port", to("http://out-to-port.lab.example:8080/"), check=_no_other_port),
    out("out-to-ssh", to("http://out-to-ssh.lab.example:22/"), check=_no_other_port),
    *(
        out(f"out-to-{name}", to(location), NOT_A_PAGE)
        for name, location in (
            ("file", "file:///etc/passwd"),
            ("data", "data:text/html,<h1>Ingevoegd</h1>"),
            ("javascript", "javascript:document.write('x')"),
            ("ftp", "ftp://out-to-ftp.lab.example/"),
            ("about", "about:blank"),
            ("chrome", "chrome://settings/"),
            ("view-source", "view-source:http://out-to-view-source.lab.example/goed"),
            ("mailto", "mailto:iemand@lab.example"),
            ("blob", "blob:http://out-to-blob.lab.example/1"),
            ("nothing", "http://"),
        )
    ),
    *(
        out(f"out-to-{name}-by-script", script(f"location.href = {location!r}"), NOT_A_PAGE + "|ok")
        for name, location in (
            ("file", "file:///etc/passwd"),
            ("data", "data:text/html,<h1>Ingevoegd</h1>"),
            ("chrome", "chrome://version/"),
            ("mail", "mailto:iemand@lab.example"),
            ("app", "onbekend://iets"),
        )
    ),
    *(
        out(f"inside-by-redirect-{name}", to(f"http://{address}/inside-by-redirect-{name}"))
        for name, address in (
            ("loopback", "127.0.0.1"),
            ("private", "10.20.30.40"),
            ("metadata", "169.254.169.254"),
            ("decimal", "2130706433"),
            ("ipv6", "[::1]"),
            ("mapped", "[::ffff:10.20.30.41]"),
            ("localhost", "localhost"),
            ("redis", "127.0.0.1:6379"),
        )
    ),
    out(
        "inside-by-refresh",
        head('<meta http-equiv="refresh" content="0; url=http://10.20.31.1/inside-by-refresh">'),
        OUT + "|ok",
    ),
    out("inside-by-script", script("location.replace('http://10.20.32.1/inside-by-script')")),
    out(
        "inside-by-name",
        to("http://binnen.inside-by-name.lab.example/"),
        addresses={"binnen": "10.20.33.1"},
        unasked=("binnen.inside-by-name.lab.example",),
    ),
    out(
        "inside-by-www",
        to("http://www.inside-by-www.lab.example/"),
        "unsafe|robots",
        addresses={"www": "10.20.34.1"},
    ),
)
