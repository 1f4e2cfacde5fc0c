"""Quiet: only GET and HEAD, no forms, downloads, prompts, pop-ups or dialogs; the page is good all the same.

That no other method ever reaches a server is demanded of every station, here it is tried in every way.
"""

from collections.abc import Iterator
from typing import Any

from tests.lab.base import Outcome, Reply, Request, Route, Station, page


def quiet(
    name: str, html: str = "", *, code: str = "", never: tuple[str, ...] = ("/gestuurd",), **more: Any
) -> Station:
    """Return a station whose first page does something; it and the page after it are good."""
    body = f"{html}<script>{code}</script>" if code else html
    routes: dict[str, Route] = {
        "/": page(f"Begin van {name}", body, links=("/goed",)),
        "/goed": page(f"Goed van {name}"),
        "/gestuurd": page("Gestuurd"),
        **more.pop("routes", {}),
    }
    return Station(name, "quiet", routes, pages=more.pop("pages", ("/", "/goed")), never=never, **more)


def worker(code: str) -> str:
    """Return a script that runs code in a worker."""
    return f"new Worker(URL.createObjectURL(new Blob([{code!r}], {{type: 'text/javascript'}})))"


def _gives_sheet(request: Request) -> Reply:
    return Reply(
        b"PK\x03\x04" + b"0" * 100,
        media_type="application/zip",
        headers=(("Content-Disposition", "attachment; filename=lijst.zip"),),
    )


def _small(outcome: Outcome) -> Iterator[str]:
    """Complain of a big file that was taken in more than needed."""
    for request in outcome.asked("/groot.iso"):
        if request.until - request.at > 20:
            yield "a download was let run for more than 20 s"


FORM = '<form id="f" method="post" action="/gestuurd"><label>Naam <input name="n" value="x"></label></form>'
DOWNLOAD = Reply(b"0" * 3_000_000, media_type="application/octet-stream")

STATIONS = (
    *(
        quiet(f"method-{method.lower()}", code=f"fetch('/gestuurd', {{method: '{method}'}}).catch(() => 0)")
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACK-X")
    ),
    quiet(
        "method-post-awaited",
        code="fetch('/gestuurd', {method: 'POST', body: 'x'}).then(() => 0, "
        "() => document.querySelector('h1').textContent = 'Zonder')",
    ),
    quiet(
        "method-lower-case",
        code="fetch('/gestuurd', {method: 'post', body: 'x'}).catch(() => 0);"
        "fetch('/gestuurd', {method: 'patch', body: 'x'}).catch(() => 0)",
    ),
    quiet(
        "method-override",
        code="fetch('/lees', {headers: {'X-HTTP-Method-Override': 'DELETE'}}).catch(() => 0)",
        never=("/gestuurd",),
    ),
    quiet("xhr-post", code="let x = new XMLHttpRequest(); x.open('POST', '/gestuurd'); x.send('a=b')"),
    quiet(
        "xhr-synchronous",
        code="let x = new XMLHttpRequest(); x.open('PUT', '/gestuurd', false);"
        "try { x.send('a=b') } catch (e) {}",
    ),
    quiet("beacon", code="navigator.sendBeacon('/gestuurd', 'x')"),
    quiet(
        "beacon-when-left",
        code="addEventListener('pagehide', () => navigator.sendBeacon('/gestuurd', 'x'));"
        "addEventListener('unload', () => navigator.sendBeacon('/gestuurd', 'y'));"
        "document.addEventListener('visibilitychange', () => navigator.sendBeacon('/gestuurd', 'z'))",
    ),
    quiet(
        "keepalive",
        code="fetch('/gestuurd', {method: 'POST', keepalive: true, body: 'x'}).catch(() => 0);"
        "addEventListener('pagehide', () => fetch('/gestuurd', "
        "{method: 'POST', keepalive: true, body: 'x'}))",
    ),
    quiet(
        "fetch-later",
        code="window.fetchLater && fetchLater('/gestuurd', {method: 'POST', body: 'x', activateAfter: 0})",
    ),
    quiet("form-submit", FORM, code="document.getElementById('f').submit()"),
    quiet(
        "form-request-submit",
        FORM,
        code="setTimeout(() => document.getElementById('f').requestSubmit(), 300)",
    ),
    quiet("form-late", FORM, code="setTimeout(() => document.getElementById('f').submit(), 1500)"),
    quiet(
        "form-in-frame",
        '<iframe title="Kader" src="/kader"></iframe>',
        routes={"/kader": page("Kader", FORM + "<script>document.getElementById('f').submit()</script>")},
    ),
    quiet(
        "form-to-frame",
        '<iframe title="Kader" name="k"></iframe>' + FORM.replace("<form", '<form target="k"'),
        code="document.getElementById('f').submit()",
    ),
    quiet(
        "form-to-new-window",
        FORM.replace("<form", '<form target="_blank"'),
        code="document.getElementById('f').submit()",
    ),
    quiet("form-get", '<form id="f" action="/gestuurd"><input aria-label="Zoek" name="q" value="x"></form>'),
    quiet("form-dialog", '<dialog open><form method="dialog"><button>Sluit</button></form></dialog>'),
    quiet(
        "form-on-other-site",
        FORM.replace('"/gestuurd"', '"http://elders.form-on-other-site.lab.example/gestuurd"'),
        code="document.getElementById('f').submit()",
        routes={"elders:/gestuurd": page("Elders")},
        unasked=("elders.form-on-other-site.lab.example",),
    ),
    quiet(
        "ping",
        '<a id="a" ping="/gestuurd" href="#deel">Deel</a>',
        code="document.getElementById('a').click()",
    ),
    quiet("worker-post", code=worker("fetch(location.origin + '/gestuurd', {method: 'POST', body: 'x'})")),
    quiet(
        "worker-from-file",
        code="new Worker('/w.js')",
        routes={
            "/w.js": Reply(
                "fetch('/gestuurd', {method: 'DELETE'}); let x = new XMLHttpRequest();"
                "x.open('POST', '/gestuurd'); x.send()",
                media_type="text/javascript",
            )
        },
    ),
    quiet(
        "shared-worker-post",
        code="new SharedWorker('/w.js')",
        routes={
            "/w.js": Reply("fetch('/gestuurd', {method: 'POST', body: 'x'})", media_type="text/javascript")
        },
    ),
    quiet(
        "frame-post",
        '<iframe title="Kader" src="/kader"></iframe>',
        routes={"/kader": page("Kader", "<script>fetch('/gestuurd', {method: 'POST'})</script>")},
    ),
    quiet(
        "blank-frame-post",
        code="let f = document.createElement('iframe'); document.body.append(f);"
        "f.contentWindow.fetch('/gestuurd', {method: 'POST'})",
    ),
    quiet(
        "sandboxed-frame-post",
        '<iframe title="Kader" sandbox="allow-scripts allow-forms" srcdoc="'
        "<script>fetch('http://sandboxed-frame-post.lab.example/gestuurd',{method:'POST',mode:'no-cors'})</script>"
        '"></iframe>',
    ),
    quiet(
        "cross-origin-preflight",
        code="fetch('http://elders.cross-origin-preflight.lab.example/gestuurd',"
        "{method: 'PUT', headers: {'X-A': 'b'}}).catch(() => 0)",
        routes={"elders:/gestuurd": page("Elders")},
        unasked=("elders.cross-origin-preflight.lab.example",),
    ),
    quiet(
        "csp-report",
        routes={
            "/": Reply(
                page(
                    "Streng",
                    '<img alt="" src="http://elders.csp-report.lab.example/i.png">',
                    links=("/goed",),
                ),
                headers=(("Content-Security-Policy", "img-src 'self'; report-uri /gestuurd"),),
            )
        },
        unasked=("elders.csp-report.lab.example",),
    ),
    quiet(
        "network-report",
        routes={
            "/": Reply(
                page("Meldt", '<img alt="" src="/weg.png">', links=("/goed",)),
                headers=(
                    ("Reporting-Endpoints", 'default="http://network-report.lab.example/gestuurd"'),
                    ("NEL", '{"report_to":"default","max_age":9,"failure_fraction":1}'),
                ),
            )
        },
    ),
    # Downloads
    quiet("download-link", '<a download href="/lijst.zip">Lijst</a>', routes={"/lijst.zip": _gives_sheet}),
    quiet(
        "download-click",
        '<a id="a" download href="/lijst.zip">Lijst</a>',
        code="document.getElementById('a').click()",
        routes={"/lijst.zip": _gives_sheet},
    ),
    quiet(
        "download-made",
        code="let a = document.createElement('a'); a.download = 'x.txt';"
        "a.href = URL.createObjectURL(new Blob(['x'])); document.body.append(a); a.click()",
    ),
    quiet(
        "download-by-frame",
        '<iframe title="Kader" src="/lijst.zip"></iframe>',
        routes={"/lijst.zip": _gives_sheet},
    ),
    quiet(
        "download-by-script",
        code="setTimeout(() => location.href = '/lijst.zip', 200)",
        routes={"/lijst.zip": _gives_sheet},
        pages=("/goed",),
        ends={"/": "ok|not-html"},
    ),
    quiet(
        "download-linked",
        '<a href="/lijst.zip">Lijst</a><a href="/groot.iso">Groot</a>',
        routes={"/lijst.zip": _gives_sheet, "/groot.iso": DOWNLOAD},
        ends={"/lijst.zip": "not-html", "/groot.iso": "not-html"},
        check=_small,
    ),
    quiet(
        "download-of-a-page",
        '<a href="/als-bestand">Bestand</a>',
        routes={
            "/als-bestand": Reply(
                page("Als bestand"), headers=(("Content-Disposition", "attachment; filename=a.html"),)
            )
        },
        ends={"/als-bestand": "not-html"},
    ),
    # Dialogs and permissions
    quiet("dialogs", code="alert('Hallo'); confirm('Zeker?'); prompt('Naam?')"),
    quiet(
        "dialogs-on-load",
        code="addEventListener('load', () => { alert(1); if (!confirm('Blijven?')) "
        "document.querySelector('h1').dataset.x = 1 })",
    ),
    quiet("dialog-in-frame", '<iframe title="Kader" srcdoc="<script>alert(1)</script>"></iframe>'),
    quiet("dialogs-20", code="for (let n = 0; n < 20; n++) alert(n)"),
    quiet(
        "before-unload",
        code="addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'x' })",
    ),
    quiet("print", code="window.print()"),
    quiet(
        "print-on-load",
        routes={"/": page("Druk af", links=("/goed",)).replace("<body>", '<body onload="print()">')},
    ),
    quiet(
        "permissions",
        code="Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => 0);"
        "navigator.mediaDevices && "
        "navigator.mediaDevices.getUserMedia({audio: true, video: true}).catch(() => 0);"
        "navigator.clipboard && navigator.clipboard.readText().catch(() => 0);"
        "navigator.requestMIDIAccess && navigator.requestMIDIAccess().catch(() => 0)",
    ),
    quiet("notification", code="Notification.requestPermission().then(() => new Notification('Hallo'))"),
    quiet("full-screen", code="document.documentElement.requestFullscreen().catch(() => 0)"),
    quiet(
        "protocol-handler",
        code="navigator.registerProtocolHandler && navigator.registerProtocolHandler("
        "'web+lab', location.origin + '/?%s')",
    ),
    quiet(
        "other-app",
        '<iframe title="Kader" src="mailto:iemand@lab.example"></iframe>',
        code="let f = document.createElement('iframe'); f.src = 'tel:112'; document.body.append(f)",
    ),
    quiet(
        "basic-auth",
        '<a href="/mijn">Mijn</a>',
        routes={
            "/mijn": Reply("<h1>Log in</h1>", 401, headers=(("WWW-Authenticate", 'Basic realm="Mijn"'),))
        },
        ends={"/mijn": "http-error|blocked"},
    ),
    quiet(
        "basic-auth-part",
        '<img alt="" src="/slot.png">',
        routes={"/slot.png": Reply("", 401, headers=(("WWW-Authenticate", 'Basic realm="Beeld"'),))},
    ),
    # Windows
    quiet("popup", code="window.open('/gestuurd')"),
    quiet(
        "popup-elsewhere",
        code="window.open('http://elders.popup-elsewhere.lab.example/gestuurd', 'x', 'width=99')",
        routes={"elders:/gestuurd": page("Elders")},
        unasked=("elders.popup-elsewhere.lab.example",),
    ),
    quiet(
        "popup-click",
        '<a id="a" target="_blank" href="/gestuurd?nieuw">Nieuw</a>',
        code="document.getElementById('a').click()",
        never=(),
        most={"^/gestuurd": 1},
    ),
    quiet("popup-named", code="let w = open('about:blank'); w && (w.location = '/gestuurd')"),
    quiet("popup-many", code="for (let n = 0; n < 30; n++) window.open('/gestuurd?' + n)"),
    quiet(
        "popup-written",
        code="let w = open(''); w && w.document.write('<script>fetch(\"/gestuurd\")<\\/script>')",
    ),
    quiet(
        "popup-from-frame", '<iframe title="Kader" srcdoc="<script>open(\'/gestuurd\')</script>"></iframe>'
    ),
    # What would stay behind
    quiet(
        "service-worker",
        code="navigator.serviceWorker && navigator.serviceWorker.register('/gestuurd-sw.js')",
        routes={"/gestuurd-sw.js": Reply("onfetch = 0", media_type="text/javascript")},
    ),
    quiet(
        "storage",
        code="try { localStorage.x = 'y'; sessionStorage.x = 'y' } catch (e) {}"
        "document.cookie = 'koekje=van-begin; path=/'; indexedDB.open('x')",
    ),
    quiet(
        "cookies",
        routes={
            "/": Reply(
                page("Met koekje", links=("/goed",)), headers=(("Set-Cookie", "koekje=van-server; Path=/"),)
            )
        },
    ),
    quiet(
        "sounds",
        '<audio autoplay loop src="/geluid.mp3"></audio>',
        code="try { let c = new AudioContext(); let o = c.createOscillator(); "
        "o.connect(c.destination); o.start() }"
        "catch (e) {}; speechSynthesis.speak(new SpeechSynthesisUtterance('Hallo'))",
    ),
)
