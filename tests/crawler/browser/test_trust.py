"""What makes a visit one that can be relied on, whatever the page or the server tries."""

import asyncio
import gzip
import os
import platform
import random
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.axe_source import find_axe
from crawler.browser.base import Browser, Records, Tab, Visit
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from crawler.gather.axe import gather_axe
from crawler.gather.dom import gather_dom, has_unseen_frame
from crawler.gather.screenshot import gather_screenshot
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.artefact import Exchange
from drempel.model.snapshot import FetchOutcome
from tests.crawler.browser.wire import (
    CAN_MAKE_CERTIFICATES,
    Certificate,
    Wire,
    answer,
    make_certificate,
    page,
    wire,
)
from tests.loop import LoopThread

pytestmark = pytest.mark.browser

Work = Callable[[Tab], Awaitable[Any]]


class Desk:
    """A browser and a server, and the way to visit one with the other."""

    def __init__(self, loop: LoopThread, browser: Browser, site: Wire) -> None:
        self.loop, self.browser, self.site = loop, browser, site

    def shows(self, path: str, body: str, *headers: str) -> str:
        """Put a page on the server; return its path."""
        self.site.replies[path] = page(f"<!doctype html><html lang=nl>{body}", *headers)
        return path

    def visit(self, path: str, work: Work | None = None, **options: Any) -> Any:
        async def go() -> Any:
            async with self.browser.visit(Visit(self.site.url + path, **options)) as tab:
                return await (work or _exchange)(tab)

        return self.loop.run(go())

    def fails(self, path: str, work: Work | None = None, **options: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.visit(path, work, **options)
        return caught.value

    def is_clean(self) -> bool:
        """Say whether the next visit of this host is as if nothing had been."""
        self.shows("/schoon", "<title>Schoon</title><h1>Schoon</h1>")
        exchange, notes, title = self.visit("/schoon", _told)
        return (exchange.status, notes, title) == (200, (), "Schoon")


async def _exchange(tab: Tab) -> Exchange:
    return tab.exchange


async def _told(tab: Tab) -> tuple[Exchange, tuple[str, ...], str]:
    title = Dom(await gather_dom(tab)).title
    return tab.exchange, tab.notes, title


async def _now(tab: Tab) -> None:
    """Tell a page of `LATER` that the moment has come: it has settled."""
    await tab.evaluate("() => { dispatchEvent(new Event('nu')) }")


async def _until(tab: Tab, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():
            await tab.evaluate("() => new Promise((done) => setTimeout(done, 50))")


async def _launch(*flags: str, **options: Any) -> PlaywrightBrowser:
    launch = LaunchOptions(executable=find_browser(), args=(*launch_flags(), *flags), **options)
    return await PlaywrightBrowser.launch(launch, find_axe())


@pytest.fixture(scope="module")
def browser(loop_thread: LoopThread) -> Iterator[PlaywrightBrowser]:
    running = loop_thread.run(_launch())
    yield running
    loop_thread.run(running.aclose())


@pytest.fixture
def desk(loop_thread: LoopThread, browser: PlaywrightBrowser) -> Iterator[Desk]:
    with wire({"/doel": page("<title>Doel</title>")}) as site:
        yield Desk(loop_thread, browser, site)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    if not CAN_MAKE_CERTIFICATES:
        pytest.skip("openssl makes the certificate")
    return make_certificate(Path(tmp_path_factory.mktemp("tls")))


# -- a page that has settled stays


LATER = """<title>Blijft</title><h1>Blijft</h1><form id=f action=/doel></form>
<script>addEventListener('nu', () => {{ {} }})</script>"""


@pytest.mark.parametrize(
    ("move", "led_to"),
    [
        ("location = '/doel'", "/doel"),
        ("location.reload()", "/later"),
        ("navigation.navigate('/doel')", "/doel"),
        ("document.body.insertAdjacentHTML('beforeend', '<a id=a href=/doel>'); a.click()", "/doel"),
    ],
)
def test_a_move_after_settling_is_held_and_becomes_a_link(desk: Desk, move: str, led_to: str) -> None:
    path = desk.shows("/later", LATER.format(move))

    async def wait(tab: Tab) -> tuple[Exchange, tuple[str, ...], str]:
        await _now(tab)
        await _until(tab, lambda: bool(tab.exchange.led_to))
        return await _told(tab)

    exchange, notes, title = desk.visit(path, wait)
    assert (exchange.led_to, title) == ((desk.site.url + led_to,), "Blijft")
    assert "navigation-held" in notes
    assert exchange.final_url == desk.site.url + path
    assert desk.site.methods("/doel") == []
    assert len(desk.site.methods(path)) == 1
    assert desk.is_clean()


@pytest.mark.parametrize(
    "move",
    [
        "location = 'about:blank'",
        "location = 'data:text/html,weg'",
        "location = URL.createObjectURL(new Blob(['weg'], {type: 'text/html'}))",
        "history.back()",
        "navigation.back()",
        "location = 'javascript:void 0'",
    ],
)
def test_no_other_address_replaces_the_page(desk: Desk, move: str) -> None:
    path = desk.shows("/later", LATER.format(move))

    async def wait(tab: Tab) -> tuple[Exchange, tuple[str, ...], str]:
        await _now(tab)
        await tab.evaluate("() => new Promise((done) => setTimeout(done, 300))")
        return await _told(tab)

    exchange, _, title = desk.visit(path, wait)
    assert (exchange.final_url, exchange.status, title) == (desk.site.url + path, 200, "Blijft")


def test_a_document_that_was_replaced_all_the_same_is_noticed(desk: Desk) -> None:
    path = desk.shows("/weg", LATER.format("location = 'javascript:\"nieuw\"'"))

    async def replace_it(tab: Tab) -> Any:
        await _now(tab)
        return await gather_dom(tab)

    error = desk.fails(path, replace_it)
    assert (error.outcome, error.reason.key) == (FetchOutcome.CRASHED, "navigation")
    assert desk.is_clean()


def test_a_form_that_a_script_posts_is_counted_and_the_page_stays(desk: Desk) -> None:
    path = desk.shows(
        "/post", "<title>Post</title><form id=f method=post action=/doel></form><script>f.submit()</script>"
    )
    exchange, notes, title = desk.visit(path, _told)
    assert (exchange.blocked_methods, title) == (1, "Post")
    assert "method-blocked" in notes
    assert desk.site.methods("/doel") == []


@pytest.mark.parametrize("where", ["/formulier", "http://elders.example/formulier"])
def test_a_form_that_a_script_sends_by_get_is_held_and_the_page_stays(desk: Desk, where: str) -> None:
    form = f"<form action={where}><input name=a value=1></form><script>document.forms[0].submit()</script>"
    path = desk.shows("/stuurt", f"<title>Vraag</title>{form}")

    async def seen(tab: Tab) -> tuple[str, str, tuple[str, ...]]:
        return tab.exchange.final_url, await tab.evaluate("() => document.title"), tab.notes

    url, title, notes = desk.visit(path, seen, may_go_to=lambda url: "elders" not in url)
    assert (url, title) == (desk.site.url + path, "Vraag")
    assert "form-held" in notes
    assert desk.site.methods("/formulier") == []


@pytest.mark.parametrize("pause_ms", [0, 600, 900])
def test_what_scripts_bring_late_is_waited_for(desk: Desk, pause_ms: int) -> None:
    script = f"setTimeout(() => document.body.append('Er is meer'), {pause_ms})"
    path = desk.shows(f"/laat-{pause_ms}", f"<title>Laat</title><body><p>Begin</p><script>{script}</script>")
    text = desk.visit(path, lambda tab: tab.evaluate("() => document.body.innerText"))
    assert "Er is meer" in text


@pytest.mark.parametrize(
    ("policy", "runs"),
    [("sandbox", False), ("default-src 'self', sandbox", False), ("sandbox allow-scripts", True)],
)
def test_a_page_that_lets_no_script_run_is_seen_all_the_same(desk: Desk, policy: str, runs: bool) -> None:
    body = (
        "<title>Stil</title><main><h1>Stil</h1><img src=/weg.png></main><script>document.title = 'x'</script>"
    )
    path = desk.shows("/stil", body, f"Content-Security-Policy: {policy}; script-src 'unsafe-inline'")

    async def seen(tab: Tab) -> tuple[str, int, str]:
        dom = Dom(await gather_dom(tab))
        shot = await gather_screenshot(tab)
        axe = await gather_axe(tab)
        return dom.title, len(shot.data), axe.error

    begun = time.monotonic()
    title, size, error = desk.visit(path, seen)
    assert time.monotonic() - begun < 45
    assert (title, bool(error)) == (("x", False) if runs else ("Stil", True))
    assert size > 500
    assert desk.is_clean()


def test_a_few_moves_are_followed_and_then_it_is_judged_where_it_stands(desk: Desk) -> None:
    path = desk.shows("/heen", "<title>Heen</title><script>location = '/weer'</script>")
    desk.shows("/weer", "<title>Weer</title><script>location = '/heen'</script>")
    exchange, notes, title = desk.visit(path, _told)
    assert (exchange.final_url, title) == (f"{desk.site.url}/weer", "Weer")
    assert exchange.redirects == tuple(desk.site.url + p for p in ("/heen", "/weer", "/heen"))
    assert exchange.redirect_statuses == (0, 0, 0)
    assert exchange.led_to == (), "one more of its addresses would move on too"
    assert {"moved-on", "navigation-held"} <= set(notes)


def test_pushed_state_gives_the_final_address_and_is_no_redirect(desk: Desk) -> None:
    exchange = desk.visit(desk.shows("/spa", "<script>history.pushState({}, '', '/spa/een')</script>"))
    assert (exchange.final_url, exchange.redirects) == (f"{desk.site.url}/spa/een", ())


def test_where_a_page_may_not_go_is_no_link_either(desk: Desk) -> None:
    path = desk.shows("/later", LATER.format("location = '/doel'"))

    async def wait(tab: Tab) -> tuple[Exchange, tuple[str, ...]]:
        await _now(tab)
        await _until(tab, lambda: "navigation-held" in tab.notes)
        return tab.exchange, tab.notes

    exchange, _ = desk.visit(path, wait, may_go_to=lambda url: not url.endswith("/doel"))
    assert exchange.led_to == ()


def test_a_page_that_leads_to_a_document_stands(desk: Desk) -> None:
    desk.site.replies["/stuk.pdf"] = answer(
        "HTTP/1.1 200 OK", "Content-Type: application/pdf", body=b"%PDF-1.4"
    )
    path = desk.shows("/naar-stuk", "<title>Hier</title><script>location = '/stuk.pdf'</script>")
    exchange, _, title = desk.visit(path, _told)
    assert (exchange.status, exchange.media_type, title) == (200, "text/html", "Hier")
    assert exchange.led_to == (f"{desk.site.url}/stuk.pdf",)


# -- what the server answered is known


@pytest.mark.parametrize("status", [401, 404, 429, 503])
def test_an_error_without_a_body_has_its_status_and_headers(desk: Desk, status: int) -> None:
    desk.site.replies["/leeg"] = answer(f"HTTP/1.1 {status} Nee", "Retry-After: 7", "Content-Length: 0")
    desk.site.replies["/door"] = answer("HTTP/1.1 301 Door", "Location: /leeg", "Content-Length: 0")
    exchange, notes, title = desk.visit("/door", _told)
    assert (exchange.status, exchange.headers["retry-after"]) == (status, "7")
    assert (exchange.final_url, title, notes) == (f"{desk.site.url}/leeg", "", ())
    assert desk.is_clean()


@pytest.mark.parametrize("body", ["<title>Niet bevoegd</title>Meld u aan.", ""])
def test_who_asks_for_a_password_shows_what_strangers_get(desk: Desk, body: str) -> None:
    ask = 'WWW-Authenticate: Basic realm="Loket"'
    desk.site.replies["/deur"] = page(body, ask, status="401 Unauthorized")
    for _ in range(2):
        exchange = desk.visit("/deur")
        assert exchange.status == 401
        assert "www-authenticate" in exchange.headers
    assert desk.is_clean()


def test_a_chain_of_redirects_keeps_its_statuses(desk: Desk) -> None:
    codes = (301, 302, 303, 307, 308)
    for at, code in enumerate(codes):
        desk.site.replies[f"/{at}"] = answer(
            f"HTTP/1.1 {code} Door", f"Location: /{at + 1}", "Content-Length: 0"
        )
    desk.shows("/5", "<title>Eind</title>")
    exchange = desk.visit("/0")
    assert (exchange.status, exchange.redirect_statuses) == (200, codes)
    assert exchange.redirects == tuple(f"{desk.site.url}/{at}" for at in range(5))


def test_how_long_an_answer_took_is_known(desk: Desk) -> None:
    def late(connection: Any) -> None:
        desk.site.stopping.wait(0.5)
        connection.sendall(page("<title>Laat</title>"))

    desk.site.replies["/laat"] = late
    desk.site.replies["/door"] = answer("HTTP/1.1 301 Door", "Location: /laat", "Content-Length: 0")
    assert 0.45 < desk.visit("/door").answer_s < 10


def test_a_refresh_header_is_followed_at_once_or_a_link(desk: Desk) -> None:
    assert desk.visit(desk.shows("/nu", "Nu", "Refresh: 0; url=/doel")).final_url == f"{desk.site.url}/doel"
    exchange = desk.visit(desk.shows("/straks", "Straks", "Refresh: 20; url=/doel"))
    assert (exchange.final_url, exchange.led_to) == (f"{desk.site.url}/straks", (f"{desk.site.url}/doel",))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "data:text/html,x", "ftp://127.0.0.1/", "javascript:1"]
)
def test_a_redirect_to_what_is_no_web_address_is_unsafe(desk: Desk, target: str) -> None:
    desk.site.replies["/weg"] = answer("HTTP/1.1 302 Door", f"Location: {target}", "Content-Length: 0")
    error = desk.fails("/weg")
    assert (error.outcome, error.reason.key, error.permanent) == (FetchOutcome.UNSAFE, "scheme", True)
    assert desk.is_clean()


def test_a_redirect_to_a_port_of_another_service_is_unsafe(desk: Desk) -> None:
    desk.site.replies["/weg"] = answer(
        "HTTP/1.1 302 Door", "Location: http://127.0.0.1:25/", "Content-Length: 0"
    )
    assert desk.fails("/weg").outcome is FetchOutcome.UNSAFE


@pytest.mark.parametrize(
    ("kind", "more"),
    [("application/pdf", ()), ("image/png", ()), ("application/zip", ("Content-Disposition: attachment",))],
)
def test_what_is_no_page_is_told_by_its_type_and_not_loaded(
    desk: Desk, kind: str, more: tuple[str, ...]
) -> None:
    desk.site.replies["/stuk"] = answer("HTTP/1.1 200 OK", f"Content-Type: {kind}", *more, body=b"x" * 1000)
    if more:
        assert desk.fails("/stuk").outcome is FetchOutcome.NOT_HTML
    else:
        exchange = desk.visit("/stuk")
        assert (exchange.status, exchange.media_type) == (200, kind)
    assert desk.is_clean()


@pytest.mark.parametrize(
    "reply",
    [
        answer("HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Disposition: attachment", body=b"<p>x"),
        answer("HTTP/1.1 204 Niets"),
        answer("HTTP/1.1 205 Niets", "Content-Length: 0"),
    ],
)
def test_a_download_or_nothing_is_no_page(desk: Desk, reply: bytes) -> None:
    desk.site.replies["/stuk"] = reply
    assert desk.fails("/stuk").outcome is FetchOutcome.NOT_HTML
    assert desk.is_clean()


# -- a document is whole or is not judged


PACKED = gzip.compress(b"<title>Ingepakt</title>" + random.Random(1).randbytes(20_000).hex().encode())
SPOILT = bytes(byte ^ 255 for byte in PACKED[9000:12_000])
HTML = ("HTTP/1.1 200 OK", "Content-Type: text/html")
CUT_OFF = {
    "short": answer(*HTML, "Content-Length: 90000", body=b"<title>Half</title><h1>Half</h1>"),
    "unended": answer(*HTML, "Transfer-Encoding: chunked", body=b"18\r\n<title>Half</title><h1>H\r\n"),
    "spoilt": answer(*HTML, "Content-Encoding: gzip", body=PACKED[:9000] + SPOILT),
    "not packed": answer(*HTML, "Content-Encoding: gzip", body=b"<title>Niet ingepakt</title>"),
}


@pytest.mark.parametrize("reply", CUT_OFF.values(), ids=CUT_OFF)
def test_a_document_that_was_cut_off_is_not_judged(desk: Desk, reply: bytes) -> None:
    desk.site.replies["/half"] = reply
    error = desk.fails("/half")
    assert (error.outcome, error.reason.key, error.permanent) == (FetchOutcome.HTTP_ERROR, "truncated", False)
    assert desk.is_clean()


def test_more_than_was_announced_does_no_harm(desk: Desk) -> None:
    desk.site.replies["/meer"] = answer(*HTML, "Content-Length: 20", body=b"<title>Genoeg</title><h1>te veel")
    assert desk.visit("/meer").status == 200


def test_a_document_that_keeps_coming_is_a_timeout(desk: Desk) -> None:
    def drip(connection: Any) -> None:
        connection.sendall(answer(*HTML, "Content-Length: 9000", body=b"<title>Traag</title>"))
        while not desk.site.stopping.wait(0.2):
            connection.sendall(b"<p>meer")

    desk.site.replies["/druppelt"] = drip
    error = desk.fails("/druppelt", navigation_timeout_s=2, settle_timeout_s=0.5)
    assert (error.outcome, error.reason.key) == (FetchOutcome.TIMEOUT, "document")
    assert desk.is_clean()


def test_an_answer_that_never_begins_is_a_timeout_and_spoils_nothing(desk: Desk) -> None:
    desk.site.replies["/stil"] = desk.site.never
    path = desk.shows("/naar-stil", "<script>location = '/stil'</script>")
    for asked in ("/stil", path):
        error = desk.fails(asked, navigation_timeout_s=1.5)
        assert (error.outcome, error.reason.key) == (FetchOutcome.TIMEOUT, "navigation")
    assert desk.is_clean()


@pytest.mark.parametrize(
    "part",
    [
        "<img src=/stil>",
        "<link rel=stylesheet href=/stil>",
        "<style>@font-face { font-family: a; src: url(/stil) } h1 { font-family: a }</style>",
        "<script defer src=/stil></script>",
        "<iframe src=/stil></iframe>",
    ],
)
def test_a_part_that_never_comes_does_not_hold_the_page_up(desk: Desk, part: str) -> None:
    desk.site.replies["/stil"] = desk.site.never
    path = desk.shows("/wacht", f"<title>Wacht</title>{part}<h1>Toch</h1>")

    async def all_of_it(tab: Tab) -> tuple[Exchange, tuple[str, ...], str]:
        told = await _told(tab)
        await gather_screenshot(tab)
        return told

    exchange, notes, title = desk.visit(path, all_of_it, settle_timeout_s=1)
    assert (exchange.status, title) == (200, "Wacht")
    assert "settle-timeout" in notes


def test_a_page_without_its_style_sheet_is_said_to_be_so(desk: Desk) -> None:
    desk.site.replies["/stijl.css"] = answer("HTTP/1.1 404 Nee", "Content-Length: 0")
    path = desk.shows("/kaal", "<title>Kaal</title><link rel=stylesheet href=/stijl.css><h1>Kaal</h1>")
    _, notes, title = desk.visit(path, _told)
    assert (notes, title) == (("style-missing",), "Kaal")
    gone = "<title>Kaal</title><link rel=stylesheet href=http://127.0.0.1:1/stijl.css><h1>Kaal</h1>"
    _, notes, title = desk.visit(desk.shows("/weg", gone), _told)
    assert (notes, title) == (("style-missing",), "Kaal")
    assert desk.is_clean()


def test_a_style_sheet_that_a_page_before_had_can_be_played_again(desk: Desk) -> None:
    style = "HTTP/1.1 200 OK", "Content-Type: text/css", "Cache-Control: max-age=600", "Content-Length: 10"
    desk.site.replies["/stijl.css"] = answer(*style, body=b"h1{top:1p}")

    async def recorded(tab: Tab) -> Any:
        assert isinstance(tab, Records)
        return await tab.recording()

    for name in ("een", "twee"):
        body = f"<title>{name}</title><link rel=stylesheet href=/stijl.css><h1>{name}</h1>"
        recording = desk.visit(desk.shows(f"/{name}", body), recorded)
        assert f"{desk.site.url}/stijl.css" in recording.answers, name


def test_a_script_that_holds_the_parser_is_waited_for_a_while(desk: Desk) -> None:
    desk.site.replies["/stil"] = desk.site.never
    path = desk.shows("/wacht", "<title>Wacht</title><h1>Begin</h1><script src=/stil></script><p>Rest")
    began = time.monotonic()
    exchange, notes, title = desk.visit(path, _told, settle_timeout_s=1)
    assert (exchange.status, title) == (200, "Wacht")
    assert "settle-timeout" in notes
    assert time.monotonic() - began < 45


def test_form_fields_with_the_names_of_properties_do_not_mislead_us(desk: Desk) -> None:
    fields = "".join(f"<form name={n}></form>" for n in ("readyState", "fonts", "images", "documentElement"))
    exchange, notes, _ = desk.visit(desk.shows("/namen", f"<title>N</title>{fields}"), _told)
    assert (exchange.status, notes) == (200, ())


# -- one page ends, the next is clean


HOSTILE = {
    "alerts": "for (;;) alert(1)",
    "busy from the start": "for (;;) {}",
    "busy later": "onload = () => setTimeout(() => { for (;;) {} })",
    "busy in a frame": "document.write('<iframe srcdoc=\"<script>for (;;) {}</' + 'script>\"></iframe>')",
    "busy with promises": "onload = async () => { for (;;) await 0 }",
    "writes": "onload = () => { for (;;) document.write('<p>x') }",
    "busy when left": "onpagehide = () => { for (;;) {} }",
    "busy in a worker": "new Worker(URL.createObjectURL(new Blob(['for (;;) {}'])))",
    "asks before it is left": "onbeforeunload = (e) => { e.preventDefault(); return 'x' }",
    "timers": "for (let i = 0; i < 20000; i++) setInterval(() => Math.sqrt(i), 1)",
    "grows": "setInterval(() => { for (let i = 0; i < 50; i++) document.body.append(new Text('x'), f()) });"
    "const f = () => document.createElement('p')",
    "stops itself": "window.stop()",
    "questions": "prompt('naam'); confirm('zeker'); print()",
}


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_ends_and_the_next_is_clean(desk: Desk, script: str) -> None:
    path = desk.shows("/kwaad", f"<title>K</title><body><h1>K</h1><script>{script}</script>")
    began = time.monotonic()
    try:
        ended = desk.visit(path, navigation_timeout_s=5, settle_timeout_s=0.5).status
    except FetchError as error:
        ended = error.outcome
    assert ended in {200, FetchOutcome.TIMEOUT, FetchOutcome.CRASHED}
    assert time.monotonic() - began < 60
    assert desk.is_clean()


def test_a_tab_that_was_killed_is_a_crash_at_once_and_the_next_is_clean(desk: Desk) -> None:
    path = desk.shows("/dood", "<title>D</title><h1>D</h1>")

    async def killed(tab: Tab) -> float:
        began = time.monotonic()
        waiting = asyncio.create_task(tab.evaluate("() => new Promise(() => {})", timeout_s=60))
        await tab.evaluate("() => 1")
        for process in _renderers_below(os.getpid()):
            os.kill(process, signal.SIGKILL)
        with pytest.raises(FetchError) as caught:
            await waiting
        assert caught.value.outcome is FetchOutcome.CRASHED
        return time.monotonic() - began

    assert desk.visit(path, killed) < 30
    assert desk.is_clean()


def _renderers_below(parent: int) -> list[int]:
    """Return the renderers among the processes that this one started (Linux)."""
    parents, renderers = {}, []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            if b"--type=renderer" in (folder / "cmdline").read_bytes():
                renderers.append(int(folder.name))
        except OSError:
            continue

    def is_ours(process: int) -> bool:
        while process in parents:
            process = parents[process]
            if process == parent:
                return True
        return False

    return list(filter(is_ours, renderers))


# -- quiet


SENDS = """<!doctype html><html lang=nl><title>Zendt</title><h1>Zendt</h1>
<iframe src="{other}/kader"></iframe>
<iframe sandbox=allow-scripts
  srcdoc="<script>fetch('{other}/p', {{method: 'POST', mode: 'no-cors'}})</script>"></iframe>
<iframe name=doel></iframe><form id=f method=post action=/p target=doel></form>
<a id=a href=/venster target=_blank>a</a><a id=b href=/venster target=_blank rel=noopener>b</a>
<a id=c href=/stuk download>c</a>
<form id=g action=/venster target=_blank></form>
<link rel=prefetch href=/vooruit><link rel=preconnect href="{other}">
<script type=speculationrules>{{
  "prefetch": [{{"source": "list", "urls": ["/vooruit"], "eagerness": "immediate"}}],
  "prerender": [{{"source": "list", "urls": ["/vooruit"], "eagerness": "immediate"}}]}}</script>
<script>
const work = "fetch('SELF/p', {{method: 'POST', body: 'x'}}).catch(() => 0);" +
  "const x = new XMLHttpRequest(); x.open('PUT', 'SELF/p'); x.send('x');";
const mine = work.replaceAll('SELF', location.origin);
const file = (text) => URL.createObjectURL(new Blob([text]));
new Worker(file(mine));
new Worker(file(`new Worker(URL.createObjectURL(new Blob([${{JSON.stringify(mine)}}])))`));
try {{ new SharedWorker(file(mine)) }} catch {{}}
eval(mine);
fetch('/p', {{method: 'DELETE', keepalive: true}}).catch(() => 0);
fetch('{other}/p', {{headers: {{'x-eigen': '1'}}}}).catch(() => 0);
navigator.sendBeacon('/p', 'x'); f.submit(); g.submit(); a.click(); b.click(); c.click();
open('/venster'); open('/venster', '_blank', 'noopener');
try {{ fetchLater('/p', {{method: 'POST'}}) }} catch {{}}
navigator.serviceWorker?.register('/dienst.js').catch(() => 0);
for (const when of ['pagehide', 'unload', 'visibilitychange'])
  addEventListener(when, () => {{ navigator.sendBeacon('/p', when);
    fetch('/p', {{method: 'POST', keepalive: true, body: when}}) }});
</script>"""

KADER = """<p>Kader</p><script>
fetch('/p', {method: 'POST', body: 'x'}).catch(() => 0); navigator.sendBeacon('/p', 'x')
</script>"""


def test_inside_https_nothing_goes_out_but_get(loop_thread: LoopThread, certificate: Certificate) -> None:
    asked = answer("HTTP/1.1 200 OK", "Report-To: {}", "Content-Length: 0")
    replies = {"/kader": page(KADER), "/p": asked, "/dienst.js": page("")}
    with (
        wire(replies, certificate) as site,
        wire(replies, certificate, host="127.0.0.2") as other,
    ):
        reporting = (
            f'Reporting-Endpoints: default="{other.url}/p"',
            "Content-Security-Policy-Report-Only: img-src 'none'; report-to default; report-uri /p",
        )
        site.replies["/"] = page(SENDS.format(other=other.url) + "<img src=/x.png>", *reporting)

        async def story() -> Exchange:
            browser = await _launch(f"--ignore-certificate-errors-spki-list={certificate.spki}")
            try:
                async with browser.visit(Visit(f"{site.url}/")) as tab:
                    await tab.evaluate("() => new Promise((done) => setTimeout(done, 1000))")
                    exchange = tab.exchange
                async with browser.visit(Visit(f"{site.url}/kader")):
                    return exchange
            finally:
                await browser.aclose()

        exchange = loop_thread.run(story())
        sent = [*site.heard, *other.heard]
        assert {heard.method for heard in sent} == {"GET"}
        assert exchange.blocked_methods >= 10
        assert other.methods("/kader")
        for path in ("/venster", "/vooruit", "/dienst.js"):
            assert site.methods(path) == []


def test_windows_and_what_is_ahead_of_need_are_not_asked_for(desk: Desk) -> None:
    with wire({}, host="127.0.0.2") as other:
        desk.site.replies["/"] = page(SENDS.format(other=other.url))

        async def wait(tab: Tab) -> Exchange:
            await tab.evaluate("() => new Promise((done) => setTimeout(done, 500))")
            return tab.exchange

        exchange = desk.visit("/", wait)
        assert {heard.method for heard in desk.site.heard} == {"GET"}
        assert exchange.blocked_requests == 1
        for path in ("/venster", "/vooruit"):
            assert desk.site.methods(path) == []
    assert desk.is_clean()


def test_through_a_proxy_the_browser_looks_no_name_up(loop_thread: LoopThread) -> None:
    page_of_names = page(
        "<link rel=preconnect href=//een.example><link rel=dns-prefetch href=//twee.example>"
        "<script>const kinds = [typeof RTCPeerConnection, typeof WebTransport];"
        "document.title = kinds.join()</script>"
    )
    with wire({"http://vier.example/": page_of_names}) as proxy:

        async def story() -> str:
            browser = await _launch(proxy_server=proxy.url)
            try:
                async with browser.visit(Visit("http://vier.example/")) as tab:
                    return Dom(await gather_dom(tab)).title
            finally:
                await browser.aclose()

        assert loop_thread.run(story()) == "undefined,undefined"
        hosts = {heard.path for heard in proxy.heard if "vier.example" not in heard.path}
        assert hosts == set()


# -- frames and credentials


def test_a_frame_of_another_origin_is_seen_and_one_that_may_not_be_is_not_asked_for(desk: Desk) -> None:
    frame = page("<!doctype html><html lang=nl><title>Ander</title><button>Koop</button><img src=/f.png>")
    with wire({"/kader": frame}, host="127.0.0.2") as other:
        path = desk.shows(
            "/", f"<title>T</title><main><h1>T</h1><iframe title=k src='{other.url}/kader'></iframe>"
        )

        async def both(tab: Tab) -> Any:
            return await gather_dom(tab), await gather_axe(tab), tab.exchange

        capture, run, _ = desk.visit(path, both)
        dom = Dom(capture)
        (button,) = dom.select("button")
        assert (button.role, button.name, button.is_visible) == ("button", "Koop", True)
        assert not has_unseen_frame(dom)
        images = next(result for result in run.results if result.rule == "image-alt").violations
        assert [dom.at_path(node.path, node.tag) for node in images] == dom.select("img")
        other.heard.clear()
        capture, run, exchange = desk.visit(path, both, may_embed=lambda url: "127.0.0.2" not in url)
        assert (exchange.blocked_requests, other.heard, run.error) == (1, [], "")
        assert has_unseen_frame(Dom(capture))


def test_credentials_go_to_their_own_origin_only(desk: Desk) -> None:
    secret = {"Authorization": "Basic geheim", "X-Sleutel": "geheim", "Cookie": "sleutel=geheim"}
    picture = answer("HTTP/1.1 200 OK", "Content-Type: image/png", "Content-Length: 0")
    with wire({"/b.png": picture, "/pagina": page("P")}) as other_port:
        to = other_port.url
        desk.site.replies["/weg.png"] = answer(
            "HTTP/1.1 302 Door", f"Location: {to}/b.png", "Content-Length: 0"
        )
        desk.site.replies["/weg"] = answer("HTTP/1.1 302 Door", f"Location: {to}/pagina", "Content-Length: 0")
        desk.shows(
            "/",
            f"<title>T</title><img src=/a.png><img src=/weg.png><img src={to}/b.png>"
            f"<iframe src={to}/pagina></iframe>",
            "Set-Cookie: eigen=1",
        )
        with_secret: dict[str, Any] = {"credentials": {desk.site.url: secret}}
        assert desk.visit("/", **with_secret).status == 200
        assert desk.visit("/weg", **with_secret).final_url == f"{to}/pagina"
        told = {heard.path: heard.headers for heard in desk.site.heard}
        assert {"/", "/a.png", "/weg.png", "/weg"} <= set(told)
        for headers in told.values():
            assert (headers["authorization"], headers["x-sleutel"]) == ("Basic geheim", "geheim")
            assert "sleutel=geheim" in headers["cookie"]
        assert "eigen=1" in told["/a.png"]["cookie"]
        assert {"/b.png", "/pagina"} <= {heard.path for heard in other_port.heard}
        assert "geheim" not in str([heard.headers for heard in other_port.heard])
        desk.site.heard.clear()
        desk.visit("/")
        assert "geheim" not in str([heard.headers for heard in desk.site.heard])


# -- tabs


def test_parts_of_a_site_are_fetched_once_also_after_a_page_that_hung(desk: Desk) -> None:
    style = answer(
        "HTTP/1.1 200 OK", "Content-Type: text/css", "Cache-Control: max-age=600", body=b"h1 { color: red }"
    )
    desk.site.replies["/stijl.css"] = style
    part = "<link rel=stylesheet href=/stijl.css>"
    desk.visit(desk.shows("/een", f"<title>1</title>{part}"))
    desk.fails(
        desk.shows("/hangt", f"<title>2</title>{part}<script>onload = () => {{ for (;;) {{}} }}</script>"),
        settle_timeout_s=0.2,
    )
    desk.visit(desk.shows("/drie", f"<title>3</title>{part}"))
    assert desk.site.methods("/stijl.css") == ["GET"]


def test_nothing_of_a_page_is_left_in_its_tab(desk: Desk) -> None:
    keeps = "window.name = 'x'; sessionStorage.x = localStorage.x = 'x'; document.cookie = 'x=x'"
    desk.visit(desk.shows("/bewaart", f"<script>{keeps}</script>"))
    told = (
        "document.title = [name, sessionStorage.x, localStorage.x, document.cookie, history.length].join('|')"
    )
    path = desk.shows("/vertelt", f"<title></title><script>{told}</script>")
    title = desk.visit(path, lambda tab: tab.evaluate("() => document.title"))
    assert title.startswith("|||")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")
def test_the_profile_of_a_browser_that_was_killed_is_cleared_away(
    loop_thread: LoopThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead, alive = tmp_path / "drempel-browser-dead", tmp_path / "drempel-browser-alive"
    for profile, process in ((dead, 2**22 + 1), (alive, os.getpid())):
        profile.mkdir()
        (profile / "drempel-owner").write_text(f"{platform.node()} {process}")

    async def story() -> None:
        await (await _launch()).aclose()

    loop_thread.run(story())
    assert list(tmp_path.glob("drempel-browser-*")) == [alive]


def test_a_visit_that_is_given_up_leaves_no_tab_behind(desk: Desk, browser: PlaywrightBrowser) -> None:
    desk.site.replies["/stil"] = desk.site.never

    async def give_up() -> None:
        for after_s in (0.0, 0.05, 0.3, 0.6):
            try:
                async with asyncio.timeout(after_s), browser.visit(Visit(f"{desk.site.url}/stil")):
                    pass
            except TimeoutError:
                continue

    desk.loop.run(give_up())
    assert desk.is_clean()
    assert browser._present is not None
    mine = [page for context in browser._present.process.contexts for page in context.pages]
    assert len(mine) <= browser._options.max_tabs
