"""Lasting: pages and servers that want to keep their visitor for ever, break it, or feed it until it bursts.

Each station has one enemy, and after it an ordinary page that must be found as if nothing had happened.
"""

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tests.lab.base import Outcome, Reply, Request, Route, Station, page
from tests.lab.stations.pages import anchors, chunked, dripping, good, head, sent, site

GROUP = "lasting"
ENEMY, AFTER = "/vijand", "/daarna"

FAILED = "http-error|timeout"
ENDED = "ok|timeout|crashed"
"""Where a page may be seen before it goes wrong, or not: what counts is that it ends."""


def _trial(
    name: str,
    enemy: Route,
    ends: str = "ok",
    reason: str = "",
    routes: Mapping[str, Route] | None = None,
    group: str = GROUP,
    **more: Any,
) -> Station:
    """Return a station with one enemy between two good pages."""
    return site(
        name,
        group,
        home=anchors([ENEMY, AFTER]),
        routes={ENEMY: enemy, **(routes or {})},
        found=(AFTER,),
        ends={ENEMY: ends, **more.pop("ends_too", {})},
        reasons={ENEMY: reason} if reason else {},
        **more,
    )


def _script(text: str) -> str:
    """Return an ordinary page with a script after its text."""
    return good(ENEMY, f"<script>{text}</script>")


def _in_head(text: str) -> str:
    return good(ENEMY).replace("</head>", f"{text}</head>")


# -- scripts that do not let go


def _scripts() -> Iterator[Station]:
    for name, text, ends in (
        ("alert-some", "for(let i=0;i<20;i++)alert('Welkom '+i);confirm('Akkoord?');prompt('Naam?')", "ok"),
        ("alert-loop", "while(true)alert('Lees dit eerst')", ENDED),
        ("alert-later", "setInterval(()=>alert('Vergeet niet te bestellen'),50)", "ok"),
        ("confirm-loop", "while(!confirm('Blijft u?'));", ENDED),
        ("prompt-loop", "while(prompt('Uw naam?')!=='Jan');", ENDED),
        (
            "leave-asks",
            "onbeforeunload=e=>{e.preventDefault();e.returnValue='x';return 'x'};location.hash='a'",
            "ok",
        ),
        ("leave-loop", "onunload=onpagehide=()=>{while(true);}", "ok"),
        ("leave-long", "onbeforeunload=()=>{let t=Date.now();while(Date.now()-t<2e4);}", "ok"),
        ("loop-now", "while(true);", ENDED),
        ("loop-1s", "setTimeout(()=>{while(true);},1000)", ENDED),
        ("loop-load", "onload=()=>{for(;;);}", ENDED),
        ("loop-microtask", "(function f(){Promise.resolve().then(f)})()", ENDED),
        (
            "loop-observer",
            (
                "new MutationObserver(()=>document.body.append('x')).observe(document.body,{childList:true}"
                ");document.body.append('x')"
            ),
            ENDED,
        ),
        ("ready-never", "Object.defineProperty(document,'readyState',{get(){return 'loading'}})", "ok"),
        ("loop-regexp", "/^(\\w+\\s?)+$/.test('gemeente '.repeat(9)+'!')", ENDED),
        (
            "grow-slowly",
            (
                "setInterval(()=>{let p=document.createElement('p');p.textContent=Date.now();"
                "document.body.append(p)},100)"
            ),
            "ok",
        ),
        (
            "grow-fast",
            "setInterval(()=>{for(let i=0;i<50;i++)document.body.append(document.createElement('p'))},10)",
            "ok|timeout",
        ),
        ("ticker", "let n=0;(function t(){document.title='Nieuws '+n++;requestAnimationFrame(t)})()", "ok"),
        ("worker-loop", "new Worker(URL.createObjectURL(new Blob(['while(true);'])))", "ok"),
        ("debugger-stops", "debugger;setInterval(()=>{debugger},100)", "ok"),
        ("console-flood", "for(let i=0;i<2e4;i++)console.log({i,t:'x'.repeat(500)})", "ok"),
        ("error-flood", "setInterval(()=>{throw new Error('kapot')},1)", "ok"),
        ("recursion", "(function f(){return f()+1})()", "ok"),
        ("stop-loading", "window.stop()", "ok"),
        (
            "write-loop",
            "setInterval(()=>{document.open();document.write('<h1>Opnieuw</h1><p>'+Date.now())},50)",
            ENDED,
        ),
        (
            "write-after",
            (
                "onload=()=>{document.open();document.write('<title>Anders</title><h1>Andere tekst</h1><p>"
                "Dit schreef een script.');document.close()}"
            ),
            "ok",
        ),
        ("vanish", "onload=()=>{document.documentElement.remove()}", "ok|http-error"),
        ("empty-body", "setTimeout(()=>{document.body.innerHTML=''},1500)", "ok|http-error"),
        ("focus-thief", "setInterval(()=>{window.focus();scrollTo(0,1e6*Math.random())},20)", "ok"),
        ("popups-forever", "setInterval(()=>window.open('/pop-up'),200)", "ok"),
        (
            "clobber",
            (
                "for(const n of ['Promise','Map','JSON','Set','MutationObserver','setTimeout',"
                "'getComputedStyle','performance','fetch'])try{window[n]=null}catch(e){}"
            ),
            "ok",
        ),
        (
            "clobber-prototypes",
            (
                "for(const p of [Element,Document,Node,Array,Object,String])for(const n of "
                "['querySelectorAll','querySelector','getAttribute','forEach','map','toJSON',"
                "'hasOwnProperty','contains'])try{p.prototype[n]=()=>{throw 1}}catch(e){};"
                "Object.prototype.toJSON=()=>'x'"
            ),
            "ok",
        ),
        (
            "freeze",
            "Object.freeze(document);Object.freeze(window.document.body);Object.preventExtensions(window)",
            "ok",
        ),
        ("many-timers", "for(let i=0;i<1e4;i++)setTimeout(()=>{},1e3+i)", "ok"),
        ("many-requests", "for(let i=0;i<300;i++)fetch('/stukje?n='+i)", "ok"),
        (
            "fullscreen-print",
            "document.documentElement.requestFullscreen&&document.documentElement.requestFullscreen();print()",
            "ok",
        ),
    ):
        yield _trial(name, _script(text), ends, never=("/pop-up",) if name == "popups-forever" else ())
    yield _trial("loop-head", _in_head("<script>while(true);</script>"), ENDED)
    yield _trial(
        "loop-frame",
        good(ENEMY, '<iframe src="/lus" title="Lus"></iframe>'),
        ENDED,
        routes={"/lus": "<title>Lus</title><script>while(true);</script>"},
    )
    yield _trial(
        "frames-forever",
        good(ENEMY, '<iframe src="/spiegel?n=1" title="Spiegel"></iframe>'),
        ENDED,
        routes={"/spiegel": _mirror},
    )
    named = "".join(
        f'<input name="{n}"><img name="{n}" alt="">'
        for n in ("body", "documentElement", "querySelectorAll", "title", "head", "fonts", "images")
    )
    yield _trial("clobber-names", good(ENEMY, f"<form name=forms id=location>{named}</form>{named}"))
    yield _trial(
        "csp-sandbox",
        Reply(
            _script("document.title='Script'"),
            headers=(("Content-Security-Policy", "default-src 'none'; sandbox; trusted-types"),),
        ),
    )
    yield _trial("svg-bomb", good(ENEMY, _svg_bomb()), ENDED)
    yield _trial(
        "css-heavy",
        _in_head(
            "<style>"
            + "".join(f".a{n} *:not(.b):has(+ p ~ p)>*{{color:red}}" for n in range(3000))
            + "</style>"
        ),
    )
    yield _trial(
        "animation-forever",
        _in_head("<style>@keyframes d{to{transform:rotate(1turn)}}p{animation:d 1s infinite}</style>"),
    )


def _mirror(request: Request) -> str:
    number = int(request.path.partition("n=")[2] or 0)
    return page(f"Spiegel {number}", f'<iframe src="/spiegel?n={number + 1}" title="Spiegel"></iframe>')


def _svg_bomb() -> str:
    steps = "".join(f'<g id="s{n + 1}">{f"<use href=#s{n} />" * 10}</g>' for n in range(7))
    return (
        '<svg width="10" height="10" aria-hidden="true"><defs><g id="s0"><rect width="1" '
        f'height="1"/></g>{steps}</defs><use href="#s7"/></svg>'
    )


# -- parts of a page that never come

_NEVER = Reply(hang=True)
_DRIP = sent(head("Connection: close"), *dripping(b" " * 240, 1, 0.5))


def _parts() -> Iterator[Station]:
    parts = {"/nooit": _NEVER, "/druppel": _DRIP}
    for name, body, ends in (
        ("image-hangs", '<img src="/nooit" alt="Het stadhuis">', "ok"),
        ("image-drips", '<img src="/druppel" alt="Het stadhuis">', "ok"),
        (
            "lazy-hangs",
            '<div style="height:3000px"></div><img loading="lazy" src="/nooit" alt="Kaart">',
            "ok",
        ),
        ("async-script-hangs", '<script async src="/nooit"></script>', "ok"),
        ("defer-script-hangs", '<script defer src="/nooit"></script>', "ok"),
        ("last-script-hangs", '<script src="/nooit"></script>', "ok"),
        ("frame-hangs", '<iframe src="/nooit" title="Kaart"></iframe>', "ok"),
        ("frame-drips", '<iframe src="/druppel" title="Kaart"></iframe>', "ok"),
        (
            "video-hangs",
            '<video src="/nooit" autoplay muted></video><audio src="/nooit" preload="auto"></audio>',
            "ok",
        ),
        (
            "object-hangs",
            '<object data="/nooit" type="image/svg+xml">Kaart</object><embed src="/nooit">',
            "ok",
        ),
        ("fetch-hangs", "<script>fetch('/nooit')</script>", "ok"),
        ("xhr-hangs", "<script>let x=new XMLHttpRequest();x.open('GET','/nooit');x.send()</script>", "ok"),
        (
            "sync-xhr-hangs",
            "<script>let x=new XMLHttpRequest();x.open('GET','/nooit',false);x.send()</script>",
            ENDED,
        ),
        (
            "poll-forever",
            "<script>(function p(){fetch('/kort?'+Math.random()).finally(()=>setTimeout(p,200))})()</script>",
            "ok",
        ),
        ("events-forever", "<script>new EventSource('/druppel')</script>", "ok"),
        ("socket-hangs", "<script>new WebSocket('ws://'+location.host+'/nooit')</script>", "ok"),
        ("beacon-forever", "<script>setInterval(()=>navigator.sendBeacon('/baken','x'),100)</script>", "ok"),
    ):
        yield _trial(name, good(ENEMY, body), ends, routes=parts)
    for name, text, ends in (
        ("head-css-hangs", '<link rel="stylesheet" href="/nooit">', "ok|timeout"),
        ("head-script-hangs", '<script src="/nooit"></script>', "ok|timeout"),
        ("css-import-hangs", '<style>@import url("/nooit");p{color:#111}</style>', "ok|timeout"),
        (
            "font-hangs",
            '<style>@font-face{font-family:G;src:url("/nooit")}body{font-family:G,serif}</style>',
            "ok",
        ),
        ("background-hangs", '<style>body{background:url("/nooit")}</style>', "ok"),
        (
            "prefetch-hangs",
            '<link rel="prefetch" href="/nooit"><link rel="preload" as="image" href="/druppel">',
            "ok",
        ),
    ):
        yield _trial(name, _in_head(text), ends, routes=parts)


# -- pages that go elsewhere


def _restless() -> Iterator[Station]:
    for wait in (0, 100, 500, 1000, 2000, 4000):
        yield site(
            f"leaves-{wait}ms",
            GROUP,
            home=anchors([ENEMY, AFTER]),
            routes={ENEMY: _script(f"setTimeout(()=>location.href='/doel',{wait})"), "/doel": good("/doel")},
            # Who does not stay for seconds has not seen where a page goes then.
            found=("/doel", AFTER) if wait <= 1000 else (AFTER,),
            ends={ENEMY: "ok|duplicate" if wait <= 2000 else "ok", "/doel": "ok|absent"},
            most={"^/vijand$": 2, "^/doel$": 2},
        )
    yield _trial("reload-now", _script("location.reload()"), "ok|timeout|http-error", most={"^/vijand": 10})
    yield _trial(
        "reload-loop",
        _script("setInterval(()=>location.reload(),300)"),
        "ok|timeout|http-error",
        most={"^/vijand": 10},
    )
    yield _trial(
        "refresh-self",
        _in_head('<meta http-equiv="refresh" content="0">'),
        "ok|timeout|http-error",
        most={"^/vijand": 10},
    )
    yield _trial(
        "refresh-header",
        Reply(good(ENEMY), headers=(("Refresh", "1; url=/vijand"),)),
        "ok|timeout|http-error",
        most={"^/vijand": 10},
    )
    yield _trial(
        "back-loop", _script("setInterval(()=>{history.pushState(0,'','#'+Date.now());history.back()},20)")
    )
    yield _trial("hash-loop", _script("setInterval(()=>{location.hash=Math.random()},20)"))
    yield _trial(
        "push-loop",
        _script("let n=0;setInterval(()=>history.pushState(0,'','/stap/'+n++),50)"),
        "ok|duplicate",
    )
    yield _trial(
        "random-loop",
        _script("location.href='/vijand?n='+Math.random()"),
        "ok|duplicate|timeout|http-error|trap-cut",
        most={"^/vijand": 50},
    )
    yield _trial("leaves-to-blank", _script("setTimeout(()=>location.href='about:blank',700)"))
    yield _trial("data-scheme", _script("setTimeout(()=>location.href='data:text/html,<p>x',300)"))
    yield _trial(
        "mail-scheme",
        _script("location.href='mailto:balie@gemeente.example';setTimeout(()=>location.href='tel:112',500)"),
    )
    yield _trial(
        "form-submits",
        good(
            ENEMY,
            (
                '<form action="/verstuurd" method="post"><input name="a"></form><script>'
                "document.forms[0].submit()</script>"
            ),
        ),
        "ok",
        never=("/verstuurd",),
    )


# -- servers that misbehave


async def _reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Tear the connection down without a goodbye."""
    plug = writer.get_extra_info("socket-hangs")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _reset_after(data: bytes) -> Reply:
    async def write(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.2)
        await _reset(reader, writer)

    return Reply(raw=write)


def _endless(first: bytes, part: bytes, pause_s: float = 0.0, most: int = 1 << 40) -> Reply:
    """Return a reply that goes on until the visitor leaves, or has got so many bytes."""

    async def write(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        written = 0
        while written < most:
            writer.write(part)
            written += len(part)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return Reply(raw=write)


def _servers() -> Iterator[Station]:
    text = good(ENEMY).encode()
    long = f"Content-Length: {len(text)}"
    cut = "truncated"
    closed = "Connection: close"
    in_chunks = ("Transfer-Encoding: chunked", closed)
    packed = gzip.compress(text)
    gz = ("Content-Encoding: gzip", closed)
    for name, reply, ends, reason in (
        ("slow-head", sent(*dripping(head(closed), 1)), "timeout", ""),
        ("slow-status", sent(b"HTTP/1.1 ", 30.0), FAILED, ""),
        ("slow-body", sent(head(long), *dripping(text, 20)), "timeout", ""),
        ("slow-end", sent(head(closed), text, close=False), "timeout", ""),
        ("never-answers", Reply(hang=True), "timeout", ""),
        (
            "interim-forever",
            _endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n", 0.1),
            FAILED,
            "",
        ),
        ("cut-length", sent(head(long, closed), text[:900]), "http-error", cut),
        ("cut-in-tag", sent(head(long, closed), text[: text.index(b"</main>") + 3]), "http-error", cut),
        ("cut-last-byte", sent(head(f"Content-Length: {len(text) + 1}", closed), text), "http-error", cut),
        ("cut-chunks", sent(head(*in_chunks), chunked(text[:900], end=b"")), "http-error", cut),
        ("cut-no-last-chunk", sent(head(*in_chunks), chunked(text, end=b"")), "http-error", cut),
        ("cut-in-chunk", sent(head(*in_chunks), b"fff0\r\n" + text), "http-error", cut),
        (
            "cut-gzip",
            sent(head(f"Content-Length: {len(packed)}", *gz), packed[: len(packed) // 2]),
            "http-error",
            cut,
        ),
        (
            "cut-gzip-inside",
            sent(head(f"Content-Length: {len(packed) // 2}", *gz), packed[: len(packed) // 2]),
            "http-error",
            "",
        ),
        ("bad-gzip", sent(head(f"Content-Length: {len(text)}", *gz), text), "ok|http-error", ""),
        ("bad-gzip-late", sent(head(*gz), packed[:600] + b"\xff" * 600), "http-error", ""),
        ("bad-chunks", sent(head(*in_chunks), b"zz\r\n" + text), "http-error", ""),
        (
            "length-too-short",
            sent(head(f"Content-Length: {len(text) - 40}", closed), text),
            "ok|http-error",
            "",
        ),
        ("length-waits", sent(head(f"Content-Length: {len(text) + 500}"), text, close=False), FAILED, ""),
        ("length-negative", sent(head("Content-Length: -1", closed), text), "ok|http-error", ""),
        ("length-huge", sent(head("Content-Length: 99999999999999999999", closed), text), f"ok|{FAILED}", ""),
        ("length-twice", sent(head("Content-Length: 5", long, closed), text), FAILED, ""),
        ("reset-at-once", Reply(raw=_reset), "http-error", ""),
        ("reset-in-head", _reset_after(b"HTTP/1.1 200 OK\r\nContent-T"), "http-error", ""),
        ("reset-in-body", _reset_after(head(long) + text[:700]), "http-error", ""),
        ("empty-reply", sent(), "http-error", ""),
        ("half-head", sent(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-A"), "http-error|not-html", ""),
        ("garbage", sent(bytes(range(256)) * 8), "http-error|not-html", ""),
        (
            "garbage-lines",
            sent(b"220 smtp.gemeente.example ESMTP\r\n500 Syntax error\r\n\r\n"),
            "http-error|not-html",
            "",
        ),
        (
            "http09",
            sent(b"<html><title>Oud</title><p>Zonder kop, zoals in 1991"),
            "http-error|not-html|ok",
            "",
        ),
        (
            "status-strange",
            sent(head(long, status="999 Wat", version="HTTP/1.1"), text),
            "http-error|blocked",
            "",
        ),
        (
            "no-content",
            sent(head("Content-Length: 0", closed, status="204 Geen inhoud")),
            "http-error|not-html",
            "",
        ),
        ("not-modified", sent(head(closed, status="304 Zelfde")), "http-error|not-html", ""),
        (
            "switching",
            sent(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", 30.0),
            FAILED,
            "",
        ),
        (
            "head-huge",
            sent(head(*(f"X-Vulling-{n}: {'v' * 4000}" for n in range(200)), long), text),
            "http-error",
            "",
        ),
        ("head-wide", sent(head(f"X-Breed: {'v' * 60_000}", long), text), "ok|http-error", ""),
        ("head-many", sent(head(*(f"X-{n}: v" for n in range(3000)), long), text), "ok|http-error", ""),
        ("head-endless", _endless(b"HTTP/1.1 200 OK\r\n", b"X-Nog: een\r\n" * 200, 0.001), FAILED, ""),
        (
            "head-odd",
            sent(head(long, "X-Nul: a\x00b", ": leeg", "zonder dubbele punt", " gevouwen", "X-é: ü"), text),
            "ok|http-error",
            "",
        ),
        (
            "body-endless",
            _endless(head(closed), b"<p>Nog een alinea over de gemeente.</p>" * 200),
            "timeout|http-error|crashed",
            "",
        ),
        (
            "body-endless-slow",
            _endless(head(closed), b"<p>Nog een alinea over de gemeente.</p>", 0.05),
            "timeout",
            "",
        ),
        (
            "cookies-many",
            sent(head(*(f"Set-Cookie: k{n}={'v' * 900}; Path=/" for n in range(60)), long), text),
            "ok",
            "",
        ),
    ):
        yield _trial(name, reply, ends, reason)
    yield _trial("redirect-1000", _ever_on, "http-error", "redirect", most={"^/vijand": 45})
    yield _every_second()


def _ever_on(request: Request) -> Reply:
    number = int(request.path.partition("n=")[2] or 0)
    target = f"/vijand?n={number + 1}"
    return Reply("", 302, headers=(("Location", target),)) if number < 1000 else Reply(good(ENEMY))


def _every_second() -> Station:
    """Return a site where every second page is reset; none of them may end the site."""
    bad = [f"/stuk/{n}" for n in range(4)]
    fine = tuple(f"/heel/{n}" for n in range(4))
    return site(
        "every-second-reset",
        GROUP,
        home=anchors(path for pair in zip(bad, fine, strict=True) for path in pair),
        routes=dict.fromkeys(bad, Reply(raw=_reset)),
        found=fine,
        ends=dict.fromkeys(bad, "http-error"),
    )


# -- too much


def _bomb(text: bytes, times: int) -> Reply:
    """Return a gzip of so many times `text`, packed a thousandfold, without ever unpacking it here."""
    packer = zlib.compressobj(9, wbits=31)
    first = packer.compress(page("Bom").encode() + b"<pre>") + packer.flush(zlib.Z_FULL_FLUSH)
    part = packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush each part stands alone and may come again.
    lead = head("Content-Encoding: gzip", "Connection: close")
    return _endless(lead + first, part, most=times * len(part))


_LAUGHS = '<!DOCTYPE html [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
)


def _big_page(kind: Callable[[int], str], count: int) -> Route:
    """Return a big page that is only made when somebody asks."""
    return lambda request: good(ENEMY, "".join(map(kind, range(count))))


def _too_much() -> Iterator[Station]:
    long = "De gemeente bewaart alle stukken in dit archief. " * 20
    yield _trial("html-20mb", _big_page(lambda n: f"<p>{n} {long}</p>", 20_000), "ok|http-error|timeout")
    yield _trial("nodes-100000", _big_page(lambda n: f"<span>{n}</span>", 100_000))
    yield _trial(
        "text-5mb", _big_page(lambda n: f"regel {n} van het archief ", 200_000), "ok|http-error|timeout"
    )
    yield _trial("deep-html", good(ENEMY, "<div>" * 5_000 + "Diep" + "</div>" * 5_000))
    yield _trial(
        "deep-script",
        _script(
            "let d=document.body;for(let i=0;i<5000;i++){let e=document.createElement('div');"
            "d.append(e);d=e}d.append('Diep')"
        ),
        ENDED,
    )
    yield _trial("deep-inline", good(ENEMY, "<b><i><font>" * 3_000 + "Diep"))
    yield _trial(
        "wide-table",
        good(
            ENEMY,
            "<table>" + "<tr>" + "<td>1" * 200 + "</tr>" * 1 + ("<tr>" + "<td>2" * 200) * 100 + "</table>",
        ),
    )
    yield _trial(
        "attributes",
        good(ENEMY, f"<p {' '.join(f'data-a{n}={n}' for n in range(20_000))}>Veel kenmerken</p>"),
    )
    yield _trial("one-word-1mb", good(ENEMY, f"<p>{'a' * 1_000_000}</p>"))
    yield _trial(
        "frames-many",
        good(ENEMY, '<iframe title="Vak" src="/vak"></iframe>' * 60),
        ENDED,
        routes={"/vak": "<title>Vak</title>Vak"},
    )
    yield _trial("images-many", good(ENEMY, "".join(f'<img alt="" src="/beeld?{n}">' for n in range(500))))
    yield _trial(
        "shadow-many",
        _script(
            "for(let i=0;i<2000;i++){let d=document.createElement('div');d.attachShadow({mode:'open'}"
            ").innerHTML='<p>Vak '+i;document.body.append(d)}"
        ),
    )
    yield _trial("gzip-bomb", _bomb(b"gemeente " * 1_100_000, 1_000), "timeout|http-error|crashed")
    yield _trial(
        "xml-bomb",
        Reply(
            (
                f'<?xml version="1.0"?>{_LAUGHS}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>'
                "Lach</title></head><body><p>&a9;</p></body></html>"
            ),
            media_type="application/xhtml+xml",
        ),
        "ok|http-error|timeout|crashed|not-html",
    )
    laughs = _LAUGHS.replace("DOCTYPE html", "DOCTYPE urlset")
    bomb = (
        f'<?xml version="1.0"?>{laughs}<urlset><url><loc>http://map-bomb.lab.example/&a9;</loc>'
        "</url></urlset>"
    )
    yield site(
        "map-bomb",
        GROUP,
        home=anchors([AFTER]),
        routes={"/sitemap.xml": Reply(bomb, media_type="text/xml")},
        found=(AFTER,),
        most={"^/ha": 0},
    )
    entity = (
        '<?xml version="1.0"?><!DOCTYPE u [<!ENTITY x SYSTEM '
        '"http://map-entity.lab.example/geheim">]><urlset><url><loc>http://map-entity.lab.example/&x;'
        "</loc></url></urlset>"
    )
    yield site(
        "map-entity",
        GROUP,
        home=anchors([AFTER]),
        routes={"/sitemap.xml": Reply(entity, media_type="text/xml")},
        found=(AFTER,),
        never=("/geheim",),
    )
    zeros = zlib.compressobj(9, wbits=31)
    lead = zeros.compress(b"<urlset>") + zeros.flush(zlib.Z_FULL_FLUSH)
    part = zeros.compress(b" " * 10_000_000) + zeros.flush(zlib.Z_FULL_FLUSH)
    yield site(
        "map-gzip-bomb",
        GROUP,
        home=anchors([AFTER]),
        routes={"/sitemap.xml": _endless(head("Connection: close") + lead, part, most=1_000 * len(part))},
        found=(AFTER,),
    )
    yield site(
        "map-endless",
        GROUP,
        home=anchors([AFTER]),
        routes={
            "/sitemap.xml": _endless(
                head("Connection: close"),
                b"<url><loc>http://map-endless.lab.example/daarna</loc></url>",
                0.01,
            )
        },
        found=(AFTER,),
    )
    yield site(
        "map-hangs", GROUP, home=anchors([AFTER]), routes={"/sitemap.xml": Reply(hang=True)}, found=(AFTER,)
    )
    yield _state()


def _state() -> Station:
    """Return a station that looks whether a page finds anything that the one before it left behind."""
    leave = (
        "document.cookie='spoor=1;path=/';localStorage.spoor=1;sessionStorage.spoor=1;"
        "window.name='spoor';caches&&caches.open('spoor')"
    )
    look = (
        "let s=[document.cookie,localStorage.spoor,sessionStorage.spoor,window.name].filter(Boolean);"
        "let i=new Image();i.alt='';i.src=(s.length?'/vuil':'/schoon')+'?'+encodeURIComponent(s.join())"
        ";document.body.append(i)"
    )

    def check(outcome: Outcome) -> Iterable[str]:
        if any("spoor" in request.headers.get("cookie", "") for request in outcome.asked(AFTER)):
            yield "the next page got a cookie of the page before it"
        if not any(request.path.startswith("/schoon") for request in outcome.requests):
            yield "the next page did not say that it is clean"

    return _trial(
        "left-behind",
        _script(leave),
        routes={
            AFTER: good(AFTER, f"<script>{look}</script>"),
            "/schoon": Reply(b"", media_type="image/png"),
        },
        never=("/vuil",),
        check=check,
    )


# -- pages that eat memory


def _hogs() -> Iterator[Station]:
    for name, text in (
        (
            "hog-arrays",
            (
                "let a=[];setInterval(()=>{for(let i=0;i<40;i++)a.push(new "
                "Float64Array(131072).fill(Math.random()))},5)"
            ),
        ),
        ("hog-strings", "let a=[];onload=()=>{for(;;)a.push('gemeente'.repeat(1e5)+a.length)}"),
        (
            "hog-dom",
            (
                "setInterval(()=>{let f=document.createDocumentFragment();for(let i=0;i<20000;i++){let "
                "p=document.createElement('p');p.textContent=i+' '+Math.random();f.append(p)}"
                "document.body.append(f)},5)"
            ),
        ),
        (
            "hog-canvas",
            (
                "let k=[];setInterval(()=>{let c=document.createElement('canvas');c.width=c.height=4096;"
                "let x=c.getContext('2d');x.fillRect(0,0,9,9);x.getImageData(0,0,4096,4096);k.push(c)},"
                "20)"
            ),
        ),
        (
            "hog-buffers",
            (
                "let b=[];onload=()=>{try{for(;;)b.push(new Uint8Array(5e7).fill(1))}catch(e){}"
                "setInterval(()=>{try{b.push(new Uint8Array(5e6).fill(1))}catch(e){}},5)}"
            ),
        ),
        (
            "hog-worker",
            (
                "new Worker(URL.createObjectURL(new Blob(['let a=[];for(;;)a.push(new "
                "Uint8Array(1e7).fill(1))'])))"
            ),
        ),
        ("hog-heap", "let s=['x'];for(;;)s=s.concat(s)"),
    ):
        # Also a page with too many elements to be read has ended.
        yield _trial(name, _script(text), f"{ENDED}|http-error", group="memory")


STATIONS = (
    *_scripts(),
    *_parts(),
    *_restless(),
    *_servers(),
    *_too_much(),
    *_hogs(),
)
