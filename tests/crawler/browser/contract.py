"""What every browser backend must do; one class of tests, run on each of them."""

import struct
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, ClassVar

import pytest

from crawler.browser.base import Browser, Tab, Visit
from crawler.gather.axe import gather_axe
from crawler.gather.dom import gather_dom
from crawler.gather.links import gather_links
from crawler.gather.screenshot import gather_screenshot
from crawler.gather.visible_text import gather_visible_text
from drempel.dom import Dom
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Viewport
from tests.loop import LoopThread
from tests.site import Answer, Site, site

PAGE = """<!doctype html><html lang=nl><head><title>Verhuizen</title></head><body>
<header role=banner><nav><a href="/">Start</a> <a href="/contact#adres">Contact</a></nav></header>
<main><h1>Verhuizen</h1>
<p>U meldt uw <b>verhuis</b> bij ons.</p><p style="display:none">Verborgen</p>
<img id=foto src="/a.png"><button id=knop>Verzend</button>
<div id=gast></div><iframe src="/kader" title=Kader></iframe>
</main>
<script>
  const root = document.getElementById('gast').attachShadow({mode: 'open'});
  root.innerHTML = '<p>In de schaduw</p><img id=schaduw src="/b.png"><a href="/schaduw">Schaduwlink</a>';
  document.cookie = 'bezocht=ja'; localStorage.bezocht = 'ja';
</script></body></html>"""

ROUTES: dict[str, Any] = {
    "/": PAGE,
    "/kader": """<html lang=nl><title>Kader</title><link rel=canonical href='/kader-zelf'>
       <p>In het kader</p><a href='uit-kader'>Uit</a><img id=kaderfoto src='/c.png'>""",
    "/kapot": Answer("<h1>Fout</h1>", 500),
    "/oud": Answer("", 301, headers={"location": "/ouder"}),
    "/ouder": Answer("", 302, headers={"location": "/"}),
    "/lus": Answer("", 302, headers={"location": "/lus"}),
    "/script-door": "<html lang=nl><title>Door</title><script>location.replace('/')</script>",
    "/folder.pdf": Answer(b"%PDF-1.4 geen echte", media_type="application/pdf"),
    "/traag": Answer("traag", delay_s=30),
    "/melding": "<html lang=nl><title>Melding</title><h1>Melding</h1><script>alert('stop')</script>",
    "/eindeloos": "<html lang=nl><title>Lus</title><h1>Lus</h1><script>onload=()=>{for(;;){}}</script>",
    "/zonder-axe": """<html lang=nl><title>Zonder</title><script>
       Object.defineProperty(window, 'axe', {value: undefined, writable: false, configurable: false});
       window.define = () => {}; window.define.amd = true;</script><main><h1>Z</h1><img src=x></main>""",
    "/csp": Answer(
        "<html lang=nl><title>CSP</title><main><h1>Streng</h1><img src=/a.png></main>",
        headers={"content-security-policy": "default-src 'none'"},
    ),
    "/koekje": """<html lang=nl><title>Koekje</title><main><h1>K</h1><p id=uit></p></main>
       <script>uit.textContent = 'koekje:' + document.cookie + ' opslag:' + (localStorage.bezocht || '');
       </script>""",
    "/verzendt": """<html lang=nl><title>Verzendt</title><main><h1>V</h1></main><script>
       fetch('/opslaan', {method: 'POST', body: 'x'}).catch(() => {});
       navigator.sendBeacon('/baken', 'x');</script>""",
    "/venster": "<html lang=nl><title>V</title><h1>V</h1><script>window.open('/kader')</script>",
    "/verschijnt": """<html lang=nl><title>Verschijnt</title><style>
       @keyframes in { from { opacity: 0 } } @keyframes om { to { rotate: 1turn } }
       h1 { animation: in 900ms } p { animation: om 1s infinite } div { animation: in 60s }</style>
       <h1>Kop</h1><p>Draait</p><div>Traag</div>""",
    "/a.png": Answer(b"", 404),
}


class BrowserContract:
    """Subclass with `launch` (an async callable that gives a browser) and run."""

    launch: ClassVar[Callable[[], Awaitable[Browser]]]
    blocks_methods_on_its_own: ClassVar[bool]

    @pytest.fixture(scope="class")
    @classmethod
    def server(cls) -> Iterator[Site]:
        with site(ROUTES) as running:
            yield running

    @pytest.fixture(scope="class")
    @classmethod
    def browser(cls, loop_thread: LoopThread) -> Iterator[Browser]:
        browser = loop_thread.run(cls.launch())
        yield browser
        loop_thread.run(browser.aclose())

    @pytest.fixture
    def visit(self, loop_thread: LoopThread, browser: Browser, server: Site) -> Callable[..., Any]:
        def visit(path: str, work: Callable[[Tab], Awaitable[Any]], **options: Any) -> Any:
            async def go() -> Any:
                async with browser.visit(Visit(f"{server.url}{path}", **options)) as tab:
                    return await work(tab)

            return loop_thread.run(go())

        return visit

    def fails(self, visit: Callable[..., Any], path: str, **options: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            visit(path, _exchange, **options)
        return caught.value

    def test_waits_for_what_comes_into_view_and_not_for_what_always_moves(self, visit: Any) -> None:
        def opacity(selector: str) -> str:
            return f"() => Number(getComputedStyle(document.querySelector('{selector}')).opacity)"

        async def look(tab: Tab) -> tuple[Any, Any]:
            return await tab.evaluate(opacity("h1")), await tab.evaluate(opacity("div"))

        title, slow = visit("/verschijnt", look)
        assert title == 1
        assert slow < 1

    def test_names_browser_and_backend(self, browser: Browser) -> None:
        assert any(char.isdigit() for char in browser.name)
        assert "(" in browser.name

    def test_gives_status_type_and_final_address(self, visit: Any, server: Site) -> None:
        exchange = visit("/", _exchange)
        assert (exchange.status, exchange.media_type) == (200, "text/html")
        assert exchange.final_url == f"{server.url}/"
        assert exchange.headers["content-type"].startswith("text/html")
        assert exchange.requests >= 3

    def test_an_error_page_keeps_its_status(self, visit: Any) -> None:
        assert visit("/kapot", _exchange).status == 500
        assert visit("/is-er-niet", _exchange).status == 404

    def test_redirects_are_followed_and_remembered(self, visit: Any, server: Site) -> None:
        exchange = visit("/oud", _exchange)
        assert exchange.final_url == f"{server.url}/"
        assert exchange.redirects == (f"{server.url}/oud", f"{server.url}/ouder")

    def test_a_page_that_moves_on_by_script_is_followed(self, visit: Any, server: Site) -> None:
        exchange = visit("/script-door", _exchange)
        assert exchange.final_url == f"{server.url}/"
        assert exchange.status == 200

    def test_a_redirect_loop_is_an_http_error(self, visit: Any) -> None:
        error = self.fails(visit, "/lus")
        assert (error.outcome, error.reason.key, error.permanent) == (
            FetchOutcome.HTTP_ERROR,
            "redirect-loop",
            True,
        )

    def test_a_document_is_recognised_by_its_type(self, visit: Any) -> None:
        try:
            seen = visit("/folder.pdf", _exchange).media_type
        except FetchError as error:
            seen = error.outcome
        assert seen in {"application/pdf", FetchOutcome.NOT_HTML}

    def test_a_slow_server_ends_in_a_timeout_that_is_worth_a_retry(self, visit: Any) -> None:
        error = self.fails(visit, "/traag", navigation_timeout_s=1.0)
        assert (error.outcome, error.permanent) == (FetchOutcome.TIMEOUT, False)

    def test_a_dead_port_and_an_unknown_host_are_http_errors(
        self, loop_thread: LoopThread, browser: Browser
    ) -> None:
        async def go(url: str) -> None:
            async with browser.visit(Visit(url)):
                pass

        for url, key in (("http://127.0.0.1:9/", "refused"), ("http://bestaat-niet.invalid/", "dns")):
            with pytest.raises(FetchError) as caught:
                loop_thread.run(go(url))
            # Port 9 is on Chromium's list of ports that are never opened.
            assert caught.value.outcome in {FetchOutcome.HTTP_ERROR, FetchOutcome.UNSAFE}
            assert caught.value.reason.key in {key, "scheme"}

    def test_dom_holds_shadow_roots_and_frames_with_roles_and_names(self, visit: Any) -> None:
        dom = Dom(visit("/", gather_dom))
        assert {n["id"] for n in dom.select("img")} == {"foto", "schaduw", "kaderfoto"}
        (button,) = dom.select("#knop")
        assert (button.role, button.name, button.is_visible, button.is_focusable) == (
            "button",
            "Verzend",
            True,
            True,
        )
        assert button.box is not None
        assert button.box.width > 10
        (shadow,) = dom.select("#schaduw")
        assert dom.selector(shadow) == "#gast >>> #schaduw"
        assert not dom.select("p")[1].is_visible
        assert dom.root.lang == "nl"
        assert dom.title == "Verhuizen"
        assert dom.select("nav a")[0].place == "header/nav"

    def test_axe_reaches_shadow_roots_and_frames_and_points_into_the_dom(self, visit: Any) -> None:
        async def both(tab: Tab) -> Any:
            return await gather_dom(tab), await gather_axe(tab)

        capture, run = visit("/", both)
        dom = Dom(capture)
        assert run.error == ""
        assert run.version.startswith("4.")
        failed = next(result for result in run.results if result.rule == "image-alt").violations
        nodes = [dom.at_path(node.path, node.tag) for node in failed]
        assert {node["id"] for node in nodes if node} == {"foto", "schaduw", "kaderfoto"}
        assert any(result.passes for result in run.results)

    @pytest.mark.parametrize("path", ["/zonder-axe", "/csp"])
    def test_a_page_cannot_keep_axe_out(self, visit: Any, path: str) -> None:
        run = visit(path, gather_axe)
        assert run.error == ""
        assert any(result.rule == "image-alt" and result.violations for result in run.results)

    def test_text_and_links_come_from_the_rendered_page(self, visit: Any, server: Site) -> None:
        dom = Dom(visit("/", gather_dom))
        texts = [block.text for block in gather_visible_text(dom).blocks]
        assert "U meldt uw verhuis bij ons." in texts
        assert "In de schaduw" in texts
        assert "Verborgen" not in texts
        links = gather_links(dom)
        assert f"{server.url}/schaduw" in links.urls
        # What stands in a frame belongs to the page, its links too; which page it is, is not for the frame.
        assert f"{server.url}/uit-kader" in links.urls
        assert links.canonical == ""

    def test_a_thumbnail_is_a_small_jpeg(self, visit: Any) -> None:
        shot = visit("/", gather_screenshot)
        assert shot.data.startswith(b"\xff\xd8")
        assert shot.width_px == 320
        assert len(shot.data) < 60_000

    def test_screenshot_has_the_size_of_the_view(self, visit: Any) -> None:
        async def shot(tab: Tab) -> bytes:
            return await tab.screenshot()

        png = visit("/", shot, viewport=Viewport(800, 600))
        assert struct.unpack(">II", png[16:24]) == (800, 600)

    def test_the_same_tab_takes_another_width(self, visit: Any) -> None:
        async def widths(tab: Tab) -> list[Any]:
            seen = [await tab.evaluate("() => innerWidth")]
            await tab.resize(320, 640)
            seen.append(await tab.evaluate("() => innerWidth"))
            return seen

        assert visit("/", widths) == [1280, 320]
        assert visit("/", lambda tab: tab.evaluate("() => innerWidth")) == 1280

    def test_keys_reach_the_page(self, visit: Any) -> None:
        async def tab_once(tab: Tab) -> Any:
            await tab.press("Tab")
            return await tab.evaluate("() => document.activeElement.textContent")

        assert visit("/", tab_once) == "Start"

    def test_each_visit_begins_without_cookies_and_storage(self, visit: Any) -> None:
        visit("/", _exchange)
        said = visit("/koekje", lambda tab: tab.evaluate("() => document.getElementById('uit').textContent"))
        assert said == "koekje: opslag:"

    def test_an_alert_does_not_hold_the_visit_up(self, visit: Any) -> None:
        assert visit("/melding", lambda tab: tab.evaluate("() => document.title")) == "Melding"

    def test_an_endless_script_ends_one_visit_and_the_next_is_clean(self, visit: Any) -> None:
        error = self.fails(visit, "/eindeloos", settle_timeout_s=0.5, navigation_timeout_s=6.0)
        assert error.outcome in {FetchOutcome.TIMEOUT, FetchOutcome.CRASHED}
        assert visit("/", _exchange).status == 200

    def test_a_script_of_ours_that_throws_is_an_error_of_the_visit(self, visit: Any) -> None:
        with pytest.raises(FetchError) as caught:
            visit("/", lambda tab: tab.evaluate("() => { throw new Error('fout') }"))
        assert "fout" in caught.value.reason.detail

    def test_html_is_the_page_as_it_stands(self, visit: Any) -> None:
        assert "Verhuizen" in visit("/", lambda tab: tab.html())

    def test_popups_are_closed(self, visit: Any) -> None:
        assert visit("/venster", _exchange).status == 200
        assert visit("/", _exchange).status == 200

    def test_scripts_of_a_page_do_not_send(self, visit: Any, server: Site) -> None:
        if not self.blocks_methods_on_its_own:
            # This backend leaves it to the proxy; tests of the guard show it.
            assert visit("/verzendt", _exchange).status == 200
            return
        visit("/verzendt", _exchange)
        assert server.paths("POST") == []


async def _exchange(tab: Tab) -> Any:
    return tab.exchange
