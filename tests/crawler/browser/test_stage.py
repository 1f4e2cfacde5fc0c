"""The stage: a page is used there as hard as can be, and its server hears nothing of it."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from crawler.browser.base import Conditions, Recording, Visit
from crawler.browser.stage import MAX_DEPARTURES
from drempel.errors import FetchError
from drempel.model.snapshot import Viewport
from tests.conftest import BrowserSession
from tests.site import Answer, Site

pytestmark = pytest.mark.browser

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

DANGEROUS = """<!doctype html><html lang=nl><title>Gevaar</title><link rel=stylesheet href=/stijl.css>
<img src=/plaatje.png alt=Plaatje><iframe src=/kader title=Kader></iframe>
<a id=weg href=/verwijder?id=1>Verwijder</a>
<form action=/betaal method=post><button id=post>Betaal</button></form>
<form action=/zoek><input name=q value=x><button id=get>Zoek</button></form>
<button id=fetch onclick="fetch('/weg', {method: 'DELETE'}).catch(() => 0)">F</button>
<button id=beacon onclick="navigator.sendBeacon('/baken', 'x')">B</button>
<button id=popup onclick="window.open('/venster')">P</button>
<button id=alert onclick="alert('Hallo'); confirm('Zeker?'); prompt('Naam?')">A</button>
<button id=socket onclick="new WebSocket('ws://' + location.host + '/draad')">W</button>
<button id=image onclick="new Image().src = '/teller.png'">I</button>
<button id=frame onclick="document.querySelector('iframe').src = '/ander'">K</button>
<button id=worker onclick="new Worker('/werker.js')">Z</button>
<a id=save href=/plaatje.png download>Bewaar</a>
<a id=ping href=#hier ping=/ping>Ping</a>
<script>localStorage.bezoek = (+localStorage.bezoek || 0) + 1; document.cookie = 'k=1';
document.title = 'Gevaar ' + localStorage.bezoek;
addEventListener('beforeunload', (event) => { event.preventDefault(); navigator.sendBeacon('/dag'); });
</script></html>"""

ROUTES: dict[str, str | Answer] = {
    "/": DANGEROUS,
    "/stijl.css": Answer("img { width: 40px }", media_type="text/css"),
    "/plaatje.png": Answer(PIXEL, media_type="image/png"),
    "/kader": "<!doctype html><title>Kader</title><p>In het kader",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site(dict(ROUTES))
    yield site
    site.close()


def record(session: BrowserSession, site: Site, path: str = "/") -> Recording:
    async def visit() -> Recording:
        async with session.browser.visit(Visit(f"{site.url}{path}")) as tab:
            return await tab.recording()  # type: ignore[attr-defined, no-any-return]

    return session.run_alone(visit)


def play(session: BrowserSession, recording: Recording, work: Callable[[Any], Any]) -> Any:
    async def use() -> Any:
        async with session.browser.stage(recording) as stage:
            return await work(stage)

    return session.run_alone(use)


def test_a_recording_holds_what_the_page_needs(browser_session: BrowserSession, site: Site) -> None:
    recording = record(browser_session, site)
    paths = {url.removeprefix(site.url): answered.status for url, answered in recording.answers.items()}
    assert {path: paths.get(path) for path in ROUTES} == dict.fromkeys(ROUTES, 200)
    assert recording.answers[f"{site.url}/plaatje.png"].body == PIXEL


def test_a_recording_holds_what_the_browser_kept_of_an_earlier_page(browser_session: BrowserSession) -> None:
    keep = {"cache-control": "max-age=600"}
    page = (
        "<!doctype html><title>{}</title><link rel=stylesheet href=/stijl.css><script src=/doe.js></script>"
    )
    routes: dict[str, str | Answer] = {
        "/een": page.format("Een"),
        "/twee": page.format("Twee"),
        "/stijl.css": Answer("p { color: red; content: 'é' }", media_type="text/css", headers=keep),
        "/doe.js": Answer("document.title += '!'", media_type="text/javascript", headers=keep),
    }
    site = Site(routes)
    try:
        record(browser_session, site, "/een")
        recording = record(browser_session, site, "/twee")
    finally:
        site.close()
    style = recording.answers[f"{site.url}/stijl.css"]
    assert style.body.decode() == "p { color: red; content: 'é' }"
    assert style.headers["content-type"].startswith("text/css")
    assert f"{site.url}/doe.js" in recording.answers


@pytest.mark.parametrize(
    ("button", "held"),
    [
        ("weg", ("move", "/verwijder?id=1")),
        ("post", ("post", "/betaal")),
        ("get", ("move", "/zoek?q=x")),
        ("fetch", ("post", "/weg")),
        ("popup", ("popup", "")),
        ("alert", ("dialog", "Hallo")),
        ("image", ("request", "/teller.png")),
        ("frame", ("request", "/ander")),
        ("beacon", ("post", "/baken")),
        ("socket", None),
        ("worker", ("request", "/werker.js")),
        ("save", None),
        ("ping", None),
    ],
)
def test_nothing_reaches_the_server(
    button: str, held: tuple[str, str] | None, browser_session: BrowserSession, site: Site
) -> None:
    recording = record(browser_session, site)
    before = len(site.asked)

    async def press(stage: Any) -> Any:
        tab = await stage.fresh()
        await tab.evaluate("(id) => document.getElementById(id).focus()", button)
        await tab.press("Enter")
        await asyncio.sleep(0.3)
        title = await tab.evaluate("() => document.title")
        seen = tab.held
        again = await stage.fresh()
        return seen, title, await again.evaluate("() => document.title"), again.held

    seen, title, again, afterwards = play(browser_session, recording, press)
    assert [asked.path for asked in site.asked[before:]] == []
    # The page stands where it stood, and nothing is left of the first time: no storage either.
    assert (title, again) == ("Gevaar 1", "Gevaar 1")
    assert afterwards == ()
    if held is not None:
        kind, detail = held
        assert any(one.kind == kind and detail in one.detail for one in seen), seen


@pytest.mark.parametrize(
    "script",
    [
        "while (true) {}",
        "for (;;) alert('nog eens')",
        "setInterval(() => open('about:blank'), 5)",
        "setInterval(() => { location = '/elders?' + Math.random() }, 5)",
        "document.onblur = document.onfocusout = () => { location = '/weg' }",
        "document.onfocusin = () => { const b = document.createElement('button'); document.body.append(b);"
        " b.focus() }",
        "const a = []; setInterval(() => a.push(new Array(1e6).fill(1)), 20)",
        "document.body.replaceChildren(); document.documentElement.remove()",
    ],
)
def test_a_hostile_page_ends_in_time_and_the_next_one_is_clean(
    script: str, browser_session: BrowserSession, site: Site
) -> None:
    act = f"knop.onclick = () => {{ {script} }}"
    page = f"<!doctype html><title>Boos</title><button id=knop>Ga</button><script>{act}</script>"
    site.routes["/boos"] = page
    recording = record(browser_session, site, "/boos")
    before = len(site.asked)

    async def provoke(stage: Any) -> tuple[str, bool]:
        tab = await stage.fresh()
        try:
            async with asyncio.timeout(60):
                await tab.click(20, 20)
                for _ in range(20):
                    await tab.press("Tab")
                await tab.evaluate("() => 1", timeout_s=2.0)
        except (FetchError, TimeoutError):
            pass
        again = await stage.fresh()
        return await again.evaluate("() => document.title"), again.is_spoilt

    assert play(browser_session, recording, provoke) == ("Boos", False)
    assert len(site.asked) == before


def test_a_page_that_wants_away_without_end_does_not_keep_the_browser_busy(
    browser_session: BrowserSession, site: Site
) -> None:
    """However slow the machine: what it asks for beyond some times ends inside the page."""
    flee = (
        "let n = 0; setInterval(() => { document.documentElement.dataset.n = ++n; location = '/w?' + n }, 5)"
    )
    site.routes["/weg"] = (
        f"<!doctype html><title>Weg</title><script>window.onclick = () => {{ {flee} }}</script>"
    )
    recording = record(browser_session, site, "/weg")

    async def flee_and_look(stage: Any) -> tuple[int, bool]:
        tab = await stage.fresh()
        await tab.click(20, 20)
        async with asyncio.timeout(120):
            while await tab.evaluate("() => document.documentElement.dataset.n | 0") < 200:
                await asyncio.sleep(0.2)
        return sum(held.kind == "move" for held in tab.held), tab.is_spoilt

    moves, is_spoilt = play(browser_session, recording, flee_and_look)
    assert 0 < moves <= MAX_DEPARTURES
    assert is_spoilt


def test_conditions(browser_session: BrowserSession, site: Site) -> None:
    site.routes["/vorm"] = """<!doctype html><title>Vorm</title><img id=plaat src=/plaatje.png alt=x>
    <noscript>Zonder</noscript><p id=tekst>Met</p><script>tekst.textContent = 'Script'</script>
    <style>@media (prefers-reduced-motion: reduce) { #tekst { color: rgb(1, 2, 3) } }</style>"""
    recording = record(browser_session, site, "/vorm")

    async def look(stage: Any) -> list[Any]:
        seen = []
        for wanted in (
            Conditions(),
            Conditions(Viewport(320, 256), script=False),
            Conditions(images=False, media={"prefers-reduced-motion": "reduce"}),
            Conditions(),
        ):
            tab = await stage.fresh(wanted)
            seen.append(
                await tab.evaluate(
                    "() => [innerWidth, tekst.textContent, plaat.naturalWidth, getComputedStyle(tekst).color]"
                )
            )
        return seen

    plain = [1280, "Script", 1, "rgb(0, 0, 0)"]
    assert play(browser_session, recording, look) == [
        plain,
        [320, "Met", 1, "rgb(0, 0, 0)"],
        [1280, "Script", 0, "rgb(1, 2, 3)"],
        plain,
    ]
