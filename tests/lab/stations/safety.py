"""Safety: nothing inside a network is ever connected to, whatever a page tries, and no name is given away.

That no connection goes to an address inside is demanded of every station; here it is tried in every way.
Addresses under 10.0.0.0/8 are drawn from the name of the station, so that a connection tells who caused it.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from tests.lab.base import Outcome, Reply, Route, Station, page
from tests.lab.stations.redirects import to

PORTS = (22, 25, 3306, 6379, 8080)


def inner(name: str, way: int = 0) -> str:
    """Return an address inside that only this station knows."""
    number = zlib.crc32(f"{name}/{way}".encode())
    return f"10.{number % 250}.{number // 250 % 250}.{number // 62_500 % 250 + 1}"


def spelled(address: str) -> tuple[str, ...]:
    """Return an IPv4 address in spellings that browsers understand."""
    a, b, c, d = map(int, address.split("."))
    number = a << 24 | b << 16 | c << 8 | d
    return (
        address,
        str(number),
        hex(number),
        f"{a:#o}.{b:#o}.{c:#o}.{d:#o}".replace("0o", "0"),
        f"{a}.{b}.{c << 8 | d}",
        f"{a}.{number & 0xFFFFFF:#x}",
        f"{address}.",
        f"[::ffff:{address}]",
        f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]",
    )


def hostile(name: str, html: str = "", *, code: str = "", **more: Any) -> Station:
    """Return a station with a page that reaches inside.

    In its text INNER stands for an address of its own, NAME for a name that has such an address, and MARK for
    a path that tells whose canary it is.
    """

    def filled(text: str) -> str:
        return (
            text.replace("INNER", inner(name))
            .replace("NAME", f"binnen.{name}.lab.example")
            .replace("MARK", name)
        )

    body = filled(html + (f"<script>{code}</script>" if code else ""))
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", body, links=("/goed",)),
        "/goed": page(f"Goed van {name}"),
        **{
            path: filled(route) if isinstance(route, str) else route
            for path, route in more.pop("routes", {}).items()
        },
    }
    addresses = {"binnen": inner(name, 1), **more.pop("addresses", {})}
    return Station(
        name, "safety", routes, addresses=addresses, pages=more.pop("pages", ("/", "/goed")), **more
    )


def as_start(name: str, url: str, ends: str = "unsafe", **more: Any) -> Station:
    """Return a station that is an address where nobody may begin."""
    return Station(name, "safety", {}, start=url, ends={url: ends}, **more)


def _few_look_ups(most: int) -> Callable[[Outcome], Iterator[str]]:
    def check(outcome: Outcome) -> Iterator[str]:
        if len(outcome.looked_up) > most:
            yield f"names were looked up {len(outcome.looked_up)} times: {outcome.looked_up}"

    return check


def _public_first(name: str) -> Callable[[int], tuple[str, ...]]:
    """Return the answers of a name that is public when it is asked first, and inside from then on."""
    return lambda count: ("93.185.1.1",) if count == 0 else (inner(name, 1),)


def _never_at(*addresses: str) -> Callable[[Outcome], Iterator[str]]:
    def check(outcome: Outcome) -> Iterator[str]:
        for request in outcome.requests:
            if request.address in addresses:
                yield f"{request.place} was asked at {request.address}"

    return check


def _with_password(outcome: Outcome) -> Iterator[str]:
    for request in outcome.requests:
        if "proxy-authorization" in request.headers:
            yield f"{request.place} came with the token of the proxy"


def _script(text: str) -> Reply:
    return Reply(text, media_type="text/javascript")


def _both(*texts: str) -> str:
    """Return markup for the address and for the name, with HOST for either."""
    return "".join(text.replace("HOST", host) for host in ("INNER", "NAME") for text in texts)


STARTS = {
    "loopback": "127.0.0.1",
    "short": "127.1",
    "decimal": "2130706433",
    "hexadecimal": "0x7f000001",
    "octal": "0177.0.0.1",
    "mixed": "0x7f.1",
    "full-width": "\uff11\uff12\uff17.0.0.1",
    "last-dot": "127.0.0.1.",
    "loopback-other": "127.8.9.10",
    "ipv6": "[::1]",
    "mapped": "[::ffff:127.0.0.1]",
    "mapped-hex": "[::ffff:7f00:1]",
    "compatible": "[::127.0.0.1]",
    "nat64": "[64:ff9b::7f00:1]",
    "6to4": "[2002:7f00:1::1]",
    "nothing": "0.0.0.0",
    "nothing-6": "[::]",
    "zero": "0",
    "localhost": "localhost",
    "localhost-dot": "LOCALHOST.",
    "sub-localhost": "iets.localhost",
    "ten": "10.11.12.13",
    "one-seven-two": "172.16.5.4",
    "one-nine-two": "192.168.1.1",
    "metadata": "169.254.169.254",
    "metadata-decimal": "2852039166",
    "metadata-6": "[fd00:ec2::254]",
    "carrier": "100.64.0.1",
    "alibaba": "100.100.100.200",
    "unique-local": "[fd12:3456::1]",
    "link-local-6": "[fe80::1]",
    "benchmark": "198.18.0.1",
    "documentation": "192.0.2.1",
    "multicast": "224.0.0.1",
    "multicast-6": "[ff02::1]",
    "broadcast": "255.255.255.255",
    "site-local": "[fec0::1]",
    "metadata-name": "metadata.google.internal",
    "local-name": "printer.local",
    "onion-name": "voorbeeld.onion",
    "ssh": "127.0.0.1:22",
    "redis": "127.0.0.1:6379",
    "own-port": "127.0.0.1:8080",
}
"""Hosts where a site may not begin."""

STATIONS = (
    *(as_start(f"start-{name}", f"http://{host}/start-{name}") for name, host in STARTS.items()),
    as_start("start-tls-loopback", "https://127.0.0.1/start-tls-loopback"),
    as_start("start-user-info", "http://openbaar.example@127.0.0.1/start-user-info"),
    Station(
        "start-by-name",
        "safety",
        {"/": page("Binnen")},
        addresses={"": inner("start-by-name")},
        ends={"/": "unsafe"},
    ),
    Station(
        "start-by-name-loopback",
        "safety",
        {"/": page("Binnen")},
        addresses={"": "127.0.0.1"},
        ends={"/": "unsafe"},
    ),
    Station(
        "start-by-name-metadata",
        "safety",
        {"/": page("Sleutels")},
        addresses={"": "169.254.169.254"},
        ends={"/": "unsafe"},
    ),
    Station(
        "start-by-name-ipv6",
        "safety",
        {"/": page("Binnen")},
        addresses={"": "fd00::77"},
        ends={"/": "unsafe"},
    ),
    Station(
        "start-by-name-mapped",
        "safety",
        {"/": page("Binnen")},
        addresses={"": "::ffff:10.99.99.1"},
        ends={"/": "unsafe"},
    ),
    *(
        Station(
            f"start-port-{port}",
            "safety",
            {"/": page("Dienst")},
            start=f"http://start-port-{port}.lab.example:{port}/",
            ends={f"http://start-port-{port}.lab.example:{port}/": "unsafe"},
            check=lambda outcome: [f"port {request.port} was asked" for request in outcome.requests],
        )
        for port in (22, 25)
    ),
    Station(
        "public-and-private",
        "safety",
        {"/": page("Twee adressen", links=("/goed",)), "/goed": page("Goed")},
        names={"": lambda _: (inner("public-and-private"), "93.185.1.2")},
        ends={"/": "ok|unsafe"},
    ),
    Station(
        "rebinding-start",
        "safety",
        {"/": page("Wisselt", links=("/a", "/b")), "/a": page("Wisselt A"), "/b": page("Wisselt B")},
        names={"": _public_first("rebinding-start")},
        ends={"/": "ok|unsafe|robots"},
    ),
    Station(
        "rebinding-at-once",
        "safety",
        {"/": page("Wisselt", links=("/a",)), "/a": page("Wisselt A")},
        names={"": lambda count: ("93.185.1.3",) if count % 2 == 0 else ("127.0.0.1",)},
        ends={"/": "ok|unsafe|robots"},
    ),
    Station(
        "rebinding-metadata",
        "safety",
        {"/": page("Wisselt", links=("/a",)), "/a": page("Wisselt A")},
        names={"": lambda count: ("93.185.1.4",) if count < 2 else ("169.254.169.254",)},
        ends={"/": "ok|unsafe|robots"},
    ),
    hostile(
        "rebinding-parts",
        "".join(f'<img alt="" src="http://wissel.rebinding-parts.lab.example/{n}.png">' for n in range(4))
        + '<iframe title="Kader" src="http://wissel.rebinding-parts.lab.example/"></iframe>',
        code="setTimeout(() => fetch('http://wissel.rebinding-parts.lab.example/later', "
        "{mode: 'no-cors'}), 500)",
        routes={"wissel:/": page("Wissel")},
        names={"wissel": _public_first("rebinding-parts")},
    ),
    # Parts of a page
    hostile("part-img", _both('<img alt="" src="http://HOST/MARK.png">')),
    hostile(
        "part-img-spellings",
        "".join(
            f'<img alt="" src="http://{host}/MARK-{n}.png">'
            for n, host in enumerate(spelled(inner("part-img-spellings")))
        ),
    ),
    hostile(
        "part-img-loopback",
        "".join(
            f'<img alt="" src="http://{host}/MARK-{n}.png">'
            for n, host in enumerate(
                (*spelled("127.0.0.1"), "localhost", "x.localhost", "[::1]", "[::]", "0.0.0.0", "0")
            )
        ),
    ),
    hostile(
        "part-img-metadata",
        "".join(
            f'<img alt="" src="http://{host}/MARK-{n}.png">'
            for n, host in enumerate(
                (
                    *spelled("169.254.169.254"),
                    "[fd00:ec2::254]",
                    "100.100.100.200",
                    "metadata.google.internal",
                )
            )
        ),
    ),
    hostile("part-img-ports", "".join(f'<img alt="" src="http://INNER:{port}/MARK">' for port in PORTS)),
    hostile(
        "part-img-tls",
        _both('<img alt="" src="https://HOST/MARK.png">', '<img alt="" src="https://HOST:8443/MARK">'),
    ),
    hostile(
        "part-srcset",
        _both(
            '<img alt="" srcset="http://HOST/MARK-1.png 1x, http://HOST/MARK-2.png 2x">',
            '<picture><source srcset="http://HOST/MARK-3.png"><img alt="" src="/x.png"></picture>',
        ),
    ),
    hostile("part-style", _both('<link rel="stylesheet" href="http://HOST/MARK.css">')),
    hostile("part-style-import", "<style>" + _both("@import url(http://HOST/MARK.css);") + "</style>"),
    hostile(
        "part-style-picture",
        _both(
            '<div style="background:url(http://HOST/MARK.png);height:9px">x</div>',
            '<div style="list-style-image:url(http://HOST/MARK-2.png);cursor:url(http://HOST/MARK-3.cur),auto">x</div>',
        ),
    ),
    hostile(
        "part-font",
        "<style>@font-face{font-family:f;src:url(http://INNER/MARK.woff2),url(http://NAME/MARK.woff)}"
        "h1{font-family:f}</style>",
    ),
    hostile("part-script", _both('<script src="http://HOST/MARK.js"></script>')),
    hostile(
        "part-module",
        '<script type="module">import("http://INNER/MARK.js").catch(() => 0)</script>'
        '<script type="module" src="http://NAME/MARK.js"></script>',
    ),
    hostile(
        "part-module-chain",
        '<script type="module" src="/m.js"></script>',
        routes={"/m.js": _script(f'import "http://{inner("part-module-chain")}/part-module-chain.js"')},
    ),
    hostile(
        "part-import-map",
        '<script type="importmap">{"imports": {"x": "http://INNER/MARK.js"}}</script>'
        '<script type="module">import "x"</script>',
    ),
    hostile("part-frame", _both('<iframe title="Kader" src="http://HOST/MARK"></iframe>')),
    hostile(
        "part-frame-nested",
        '<iframe title="Kader" srcdoc="<iframe src=http://INNER/MARK></iframe>'
        '<img src=http://NAME/MARK>"></iframe>',
    ),
    hostile(
        "part-frame-redirect",
        '<iframe title="Kader" src="/weg"></iframe>',
        routes={"/weg": to(f"http://{inner('part-frame-redirect')}/part-frame-redirect")},
    ),
    hostile(
        "part-frame-refresh",
        '<iframe title="Kader" src="/kader"></iframe>',
        routes={"/kader": '<meta http-equiv="refresh" content="0; url=http://INNER/MARK"><p>Kader</p>'},
    ),
    hostile(
        "part-frame-other-site",
        '<iframe title="Kader" src="http://deel.part-frame-other-site.lab.example/"></iframe>',
        routes={"deel:/": '<img src="http://INNER/MARK"><script>fetch("http://NAME/MARK")</script>'},
    ),
    hostile(
        "part-frameset",
        routes={
            "/": "<!doctype html><title>Kaders</title><frameset cols='50%,50%'>"
            "<frame src='http://INNER/MARK'><frame src='/goed'></frameset>"
        },
        pages=(),
        ends={"/": "ok|http-error|blocked"},
    ),
    hostile(
        "part-object",
        _both(
            '<object data="http://HOST/MARK" type="text/html">x</object>',
            '<object data="http://HOST/MARK.pdf" type="application/pdf">x</object>',
            '<embed src="http://HOST/MARK.svg" type="image/svg+xml">',
        ),
    ),
    hostile(
        "part-video",
        _both(
            '<video controls poster="http://HOST/MARK.png" src="http://HOST/MARK.mp4"></video>',
            '<audio controls src="http://HOST/MARK.mp3"></audio>',
            '<video controls><source src="http://HOST/MARK-2.mp4">'
            '<track src="http://HOST/MARK.vtt" default></video>',
        ),
    ),
    hostile(
        "part-svg",
        _both(
            '<svg width="9" height="9"><use href="http://HOST/MARK.svg#a"/>'
            '<image href="http://HOST/MARK.png" width="9" height="9"/>'
            '<filter id="f"><feImage href="http://HOST/MARK-2.png"/></filter>'
            '<script href="http://HOST/MARK.js"></script></svg>'
        ),
    ),
    hostile(
        "part-icon",
        _both(
            '<link rel="icon" href="http://HOST/MARK.ico">',
            '<link rel="apple-touch-icon" href="http://HOST/MARK.png">',
            '<link rel="manifest" href="http://HOST/MARK.json">',
        ),
    ),
    hostile("part-input", _both('<input type="image" alt="Zoek" src="http://HOST/MARK.png">'), routes={}),
    hostile(
        "part-base",
        '<base href="http://INNER/MARK/"><img alt="" src="a.png"><script src="b.js"></script>',
        pages=("/",),
    ),
    hostile(
        "part-redirect",
        '<img alt="" src="/a"><link rel="stylesheet" href="/b"><script src="/c"></script>'
        "<script>fetch('/d').catch(() => 0); new Worker('/e')</script>",
        routes={
            f"/{letter}": to(f"http://{inner('part-redirect')}/part-redirect", status)
            for letter, status in zip("abcde", (301, 302, 303, 307, 308), strict=True)
        },
    ),
    hostile(
        "part-redirect-chain",
        '<img alt="" src="/a">',
        routes={
            "/a": to("http://deel.part-redirect-chain.lab.example/b"),
            "deel:/b": to("http://binnen.part-redirect-chain.lab.example/part-redirect-chain"),
        },
    ),
    # Scripts
    hostile(
        "fetch-inside",
        code="for (let h of ['INNER', 'NAME', 'localhost', '[::1]']) {"
        "fetch('http://' + h + '/MARK').catch(() => 0); fetch('http://' + h + '/MARK', {mode: 'no-cors'})"
        ".catch(() => 0); "
        "fetch('http://' + h + ':6379/MARK', {mode: 'no-cors', method: 'POST'}).catch(() => 0) }",
    ),
    hostile(
        "fetch-awaited",
        code="fetch('http://INNER/MARK', {mode: 'no-cors'}).then(() => "
        "document.querySelector('h1').textContent = 'Binnen', () => 0)",
    ),
    hostile(
        "fetch-port-scan",
        code="for (let p of [80, 22, 25, 81, 443, 2375, 3306, 5432, 6379, 8000, 8080, 9200, 11211])"
        "fetch('http://INNER:' + p + '/MARK', {mode: 'no-cors'}).catch(() => 0)",
    ),
    hostile(
        "fetch-network-scan",
        code="for (let n = 1; n < 30; n++) fetch('http://192.168.77.' + n + '/MARK', "
        "{mode: 'no-cors'}).catch(() => 0)",
    ),
    hostile(
        "xhr-inside",
        code="for (let h of ['INNER', 'NAME']) { let x = new XMLHttpRequest();"
        "x.open('GET', 'http://' + h + '/MARK'); x.send() }",
    ),
    hostile(
        "socket-inside",
        code="for (let h of ['INNER', 'NAME', 'INNER:6379', '127.0.0.1:22', 'localhost:8080'])"
        "{ try { new WebSocket('ws://' + h + '/MARK') } catch (e) {} "
        "try { new WebSocket('wss://' + h + '/MARK') }"
        "catch (e) {} }",
    ),
    hostile(
        "event-source-inside",
        code="new EventSource('http://INNER/MARK'); new EventSource('http://NAME/MARK')",
    ),
    hostile(
        "beacon-inside",
        code="navigator.sendBeacon('http://INNER/MARK', 'x'); navigator.sendBeacon('http://NAME/MARK')",
    ),
    hostile(
        "worker-inside",
        code="new Worker('/w.js'); new SharedWorker('/w.js')",
        routes={
            "/w.js": _script(
                "for (const h of ['HOST', 'localhost']) {"
                " fetch('http://' + h + '/worker-inside', {mode: 'no-cors'});"
                "try { importScripts('http://' + h + '/worker-inside.js') } catch (e) {}"
                "new WebSocket('ws://' + h + '/worker-inside') }".replace("HOST", inner("worker-inside"))
            )
        },
    ),
    hostile(
        "worker-from-blob", code="new Worker(URL.createObjectURL(new Blob([\"fetch('http://INNER/MARK')\"])))"
    ),
    hostile(
        "service-worker-inside",
        code="navigator.serviceWorker && navigator.serviceWorker.register('/sw.js')",
        routes={"/sw.js": _script(f"fetch('http://{inner('service-worker-inside')}/service-worker-inside')")},
    ),
    hostile(
        "webrtc-inside",
        code="let p = new RTCPeerConnection({iceServers: [{urls: ['stun:INNER:3478', 'stun:NAME:3478',"
        "'turn:INNER:3478?transport=tcp'], username: 'a', credential: 'b'}]}); p.createDataChannel('x');"
        "p.createOffer().then(o => p.setLocalDescription(o));"
        "p.addIceCandidate({candidate: 'candidate:1 1 udp 1 INNER 9999"
        " typ host', sdpMid: '0'}).catch(() => 0)",
    ),
    hostile(
        "webrtc-outside",
        code="let p = new RTCPeerConnection({iceServers: [{urls: 'stun:buiten.webrtc-outside.lab.example:"
        "3478'}]}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))",
        routes={"buiten:/": page("Buiten")},
        unasked=("buiten.webrtc-outside.lab.example",),
    ),
    hostile("webtransport-inside", code="try { new WebTransport('https://INNER/MARK') } catch (e) {}"),
    hostile(
        "quic-offered",
        routes={
            "/": Reply(
                page("Snel", '<img alt="" src="/b.png">', links=("/goed",)),
                headers=(("Alt-Svc", f'h3=":443"; ma=3600, h2="{inner("quic-offered")}:443"'),),
            )
        },
    ),
    hostile(
        "navigate-inside",
        '<a id="a" href="http://INNER/MARK">Binnen</a>',
        code="setTimeout(() => document.getElementById('a').click(), 1200)",
        pages=("/goed",),
        ends={"/": "ok|unsafe|redirected-out-of-scope"},
    ),
    hostile(
        "navigate-inside-at-once",
        '<a id="a" href="http://INNER/MARK">Binnen</a>',
        code="addEventListener('load', () => document.getElementById('a').click())",
        pages=("/goed",),
        ends={"/": "unsafe"},
    ),
    hostile("popup-inside", code="open('http://INNER/MARK'); open('http://NAME/MARK')"),
    hostile(
        "form-inside",
        '<form id="f" action="http://INNER/MARK"><input name="a" aria-label="A"></form>',
        code="document.getElementById('f').submit()",
        pages=("/goed",),
        ends={"/": "ok|unsafe|redirected-out-of-scope"},
    ),
    hostile(
        "ping-inside",
        '<a id="a" ping="http://INNER/MARK" href="#x">x</a>',
        code="document.getElementById('a').click()",
    ),
    hostile(
        "link-inside",
        _both('<a href="http://HOST/MARK">Binnen</a>')
        + "".join(
            f'<a href="http://{host}/MARK-{n}">Binnen</a>'
            for n, host in enumerate(spelled(inner("link-inside")))
        ),
        unasked=("binnen.link-inside.lab.example",),
    ),
    hostile(
        "link-inside-www",
        '<a href="http://www.link-inside-www.lab.example/x">Binnen</a>',
        routes={"www:/x": page("Binnen")},
        addresses={"www": inner("link-inside-www", 2)},
        ends={"http://www.link-inside-www.lab.example/x": "unsafe|robots"},
    ),
    hostile(
        "sitemap-inside",
        routes={
            "/robots.txt": Reply(
                f"Sitemap: http://{inner('sitemap-inside')}/sitemap-inside.xml\n"
                "Sitemap: http://binnen.sitemap-inside.lab.example/sitemap-inside.xml\nSitemap: file:///etc/passwd\n",
                media_type="text/plain",
            )
        },
    ),
    hostile("canonical-inside", '<link rel="canonical" href="http://INNER/MARK">'),
    # Hints
    hostile(
        "hint-dns",
        '<link rel="dns-prefetch" href="//voorop.hint-dns.lab.example">',
        routes={"voorop:/": page("Voorop")},
        unasked=("voorop.hint-dns.lab.example",),
    ),
    hostile(
        "hint-connect",
        '<link rel="preconnect" href="http://voorop.hint-connect.lab.example"><link rel="preconnect" '
        'crossorigin href="http://INNER"><link rel="preconnect" href="http://INNER:6379">',
        routes={"voorop:/": page("Voorop")},
        unasked=("voorop.hint-connect.lab.example",),
    ),
    hostile(
        "hint-header",
        routes={
            "/": Reply(
                page("Wenken", links=("/goed",)),
                headers=(
                    ("Link", f"<http://{inner('hint-header')}/hint-header.css>; rel=preload; as=style"),
                    ("Link", "<//voorop.hint-header.lab.example>; rel=dns-prefetch"),
                    ("Link", f"<http://{inner('hint-header')}:22>; rel=preconnect"),
                ),
            ),
            "voorop:/": page("Voorop"),
        },
        unasked=("voorop.hint-header.lab.example",),
    ),
    hostile(
        "hint-prefetch",
        _both(
            '<link rel="prefetch" href="http://HOST/MARK">',
            '<link rel="prerender" href="http://HOST/MARK">',
            '<link rel="preload" as="image" href="http://HOST/MARK.png">',
            '<link rel="modulepreload" href="http://HOST/MARK.js">',
        ),
    ),
    hostile(
        "hint-speculation",
        '<script type="speculationrules">{"prefetch": [{"urls": ["http://INNER/MARK", '
        '"http://elders.hint-speculation.lab.example/"], "eagerness": "immediate"}], "prerender": [{"urls": '
        '["http://INNER/MARK"], "eagerness": "immediate"}]}</script>',
        routes={"elders:/": page("Elders")},
        unasked=("elders.hint-speculation.lab.example",),
    ),
    hostile(
        "hint-link-names",
        "".join(f'<a href="http://n{n}.hint-link-names.lab.example/">x</a>' for n in range(5)),
        routes={f"n{n}:/": page("Elders") for n in range(5)},
        unasked=tuple(f"n{n}.hint-link-names.lab.example" for n in range(5)),
    ),
    # Other schemes
    hostile(
        "scheme-parts",
        "".join(
            f'<img alt="" src="{url}"><iframe title="Kader" src="{url}"></iframe>'
            for url in (
                "file:///etc/passwd",
                "ftp://INNER/MARK",
                "chrome://version/",
                "view-source:http://INNER/MARK",
                "filesystem:http://INNER/MARK",
                "gopher://INNER/MARK",
            )
        ),
    ),
    hostile(
        "scheme-links",
        "".join(
            f'<a href="{url}">x</a>'
            for url in (
                "file:///etc/passwd",
                "ftp://INNER/MARK",
                "chrome://version/",
                "view-source:http://INNER/MARK",
                "javascript:fetch('http://INNER/MARK')",
                "data:text/html,x",
                "blob:http://INNER/MARK",
                "ws://INNER/MARK",
                "about:blank",
                "http:\\\\INNER\\MARK",
                "//INNER/MARK",
                "\\\\INNER\\MARK",
                "http:/INNER/MARK",
                " http://INNER/MARK",
                "ht\ntp://INNER/MARK",
            )
        ),
    ),
    hostile(
        "scheme-blob",
        code="let f = document.createElement('iframe'); f.src = URL.createObjectURL(new Blob(["
        "'<img src=http://INNER/MARK>'], {type: 'text/html'})); document.body.append(f)",
    ),
    hostile(
        "scheme-data",
        '<iframe title="Kader" src="data:text/html,<script>fetch(\'http://INNER/MARK\')</script>"></iframe>',
    ),
    hostile(
        "proxy-token",
        '<img alt="" src="http://deel.proxy-token.lab.example/a.png">',
        routes={"deel:/a.png": to("/b.png")},
        check=_with_password,
    ),
    hostile(
        "proxy-asks-password",
        '<img alt="" src="/vraagt.png">',
        routes={"/vraagt.png": Reply("", 407, headers=(("Proxy-Authenticate", 'Basic realm="x"'),))},
        check=_with_password,
    ),
    # TLS
    *(
        Station(
            f"tls-{kind}",
            "safety",
            {"/": page("Onveilig")},
            scheme="https",
            certificate=kind,
            ends={"/": "http-error"},
            reasons={"/": "tls"},
            never=("example/$",),
        )
        for kind in ("expired", "self-signed", "wrong-host", "unknown-ca")
    ),
    Station(
        "tls-redirect-to-expired",
        "safety",
        {
            "/": lambda request: (
                page("Veilig") if request.scheme == "https" else page("Begin", links=("/weg", "/goed"))
            ),
            "/weg": to("https://tls-redirect-to-expired.lab.example/"),
            "/goed": page("Goed"),
        },
        certificate="expired",
        pages=("/", "/goed"),
        ends={"/weg": "http-error|robots"},
        reasons={"/weg": "tls"},
    ),
    hostile(
        "tls-bad-part",
        '<img alt="" src="https://tls-expired.lab.example/b.png"><script src="https://tls-expired.lab.'
        'example/s.js"></script>',
    ),
    Station(
        "tls-not-spoken",
        "safety",
        {"/": page("Onveilig")},
        start="https://tls-not-spoken.lab.example:8080/",
        ends={"https://tls-not-spoken.lab.example:8080/": "http-error|robots"},
    ),
    Station(
        "tls-good",
        "safety",
        {"/": page("Veilig", '<img alt="" src="/b.png">', links=("/goed",)), "/goed": page("Goed")},
        scheme="https",
        pages=("/", "/goed"),
    ),
    hostile(
        "tls-good-with-post",
        code="fetch('/gestuurd', {method: 'POST', body: 'x'}).catch(() => 0);"
        "navigator.sendBeacon('/gestuurd', 'x'); let x = new XMLHttpRequest(); "
        "x.open('DELETE', '/gestuurd'); x.send()",
        scheme="https",
        never=("/gestuurd",),
    ),
    hostile(
        "tls-good-worker-post",
        code="new Worker(URL.createObjectURL(new Blob([\"fetch('https://tls-good-worker-post"
        ".lab.example/gestuurd', {method: 'PUT', body: 'x'})\"]))); addEventListener('pagehide', () => "
        "navigator.sendBeacon('/gestuurd', 'x')); new SharedWorker('/w.js')",
        routes={"/w.js": _script("fetch('/gestuurd', {method: 'POST'})")},
        scheme="https",
        never=("/gestuurd",),
    ),
    hostile(
        "tls-good-service-worker",
        code="navigator.serviceWorker.register('/sw.js').catch(() => 0)",
        routes={"/sw.js": _script("fetch('/gestuurd', {method: 'POST'})")},
        scheme="https",
        never=("/gestuurd", "/sw.js"),
    ),
    hostile(
        "tls-good-form",
        '<form id="f" method="post" action="/gestuurd"><input name="a" aria-label="A"></form>',
        code="document.getElementById('f').submit()",
        scheme="https",
        never=("/gestuurd",),
    ),
    hostile(
        "tls-good-inside",
        _both(
            '<img alt="" src="https://HOST/MARK.png">',
            '<iframe title="Kader" src="https://HOST/MARK"></iframe>',
        )
        + '<img alt="" src="http://INNER/MARK.png">',
        code="new WebSocket('wss://INNER/MARK'); fetch('http://localhost/MARK').catch(() => 0)",
        scheme="https",
    ),
    # A list with lines that no browser should be sent to must not stop the others.
    *(
        as_start(f"bad-line-{name}", url, "unsafe|crashed|absent", settings={"crawler": {"max_depth": 9}})
        for name, url in (
            ("file", "file:///etc/passwd"),
            ("ftp", "ftp://bad-line-ftp.lab.example/"),
            ("javascript", "javascript:alert(1)"),
            ("data", "data:text/html,x"),
            ("chrome", "chrome://version/"),
            ("broken", "http://[::1/bad-line-broken"),
        )
    ),
    Station(
        "bad-lines-beside-it",
        "safety",
        {"/": page("Goed")},
        pages=("/",),
        settings={"crawler": {"max_depth": 9}},
    ),
)
