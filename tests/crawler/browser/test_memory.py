"""Pages that eat memory are ended by name, and only they."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from crawler.axe_source import find_axe
from crawler.browser import playwright_backend
from crawler.browser.base import Visit
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome
from tests.loop import LoopThread
from tests.site import Site
from tests.site import site as website

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, as the watch does"),
]

LIMIT_MIB = 300

HOGS = {
    "buffers": "const kept = []; setInterval(() => kept.push(new Uint8Array(4e7).fill(7)), 20);",
    "elements": "document.body.hidden = true; setInterval(() => { for (let i = 0; i < 2e4; i++) "
    "document.body.append(new Text('x'.repeat(99)), document.createElement('p')); }, 1);",
    "at once": "const kept = []; for (;;) kept.push(new Uint8Array(4e7).fill(7));",
}


def page(title: str, script: str = "") -> str:
    return (
        f"<!doctype html><html lang=nl><title>{title}</title><body><h1>{title}</h1><script>{script}</script>"
    )


@pytest.fixture(scope="module")
def browser(loop_thread: LoopThread) -> Iterator[PlaywrightBrowser]:
    options = LaunchOptions(find_browser(), args=launch_flags(), page_memory_mib=LIMIT_MIB)
    running = loop_thread.run(PlaywrightBrowser.launch(options, find_axe()))
    yield running
    loop_thread.run(running.aclose())


@pytest.fixture
def town() -> Iterator[Site]:
    with website({"/goed": page("Goed")}) as site:
        yield site


def title_of(loop: LoopThread, browser: PlaywrightBrowser, url: str, linger_s: float = 0.0) -> str:
    """Visit a page, stay there for a while, and return its title."""

    async def visit() -> str:
        async with browser.visit(Visit(url, navigation_timeout_s=20)) as tab:
            if linger_s:
                wait = "(ms) => new Promise((done) => setTimeout(done, ms))"
                await tab.evaluate(wait, linger_s * 1000, timeout_s=linger_s + 5)
            return str(await tab.evaluate("() => document.title"))

    return str(loop.run(visit()))


@pytest.mark.parametrize("hog", HOGS)
def test_a_page_that_eats_memory_is_named_and_the_next_one_is_clean(
    loop_thread: LoopThread, browser: PlaywrightBrowser, town: Site, hog: str
) -> None:
    town.routes["/vreter"] = page("Vreter", HOGS[hog])
    with pytest.raises(FetchError) as caught:
        title_of(loop_thread, browser, f"{town.url}/vreter", linger_s=60)
    assert (caught.value.outcome, caught.value.reason.key) == (FetchOutcome.CRASHED, "memory")
    assert caught.value.permanent, "it would do so again"
    assert title_of(loop_thread, browser, f"{town.url}/goed") == "Goed"


def test_an_ordinary_page_is_left_alone(
    loop_thread: LoopThread, browser: PlaywrightBrowser, town: Site
) -> None:
    assert title_of(loop_thread, browser, f"{town.url}/goed", linger_s=2) == "Goed"


def test_the_browser_leads_the_group_that_is_watched(browser: PlaywrightBrowser) -> None:
    assert browser._present is not None
    watch = browser._present._memory
    assert watch is not None
    assert watch._browser != os.getpgid(0), "our own processes are in another group"
    watch.look()
    assert {"browser", "service"} <= set(watch._kinds.values())


def test_a_page_that_dies_while_its_tab_waits_does_not_fail_the_next_visit(
    loop_thread: LoopThread, browser: PlaywrightBrowser, town: Site
) -> None:
    assert title_of(loop_thread, browser, f"{town.url}/goed") == "Goed"
    assert browser._present is not None
    watch = browser._present._memory
    assert watch is not None
    watch.look()
    pages = [process for process, kind in watch._kinds.items() if kind == "renderer"]
    assert pages, "the tab of the host waits for its next page"
    for process in pages:
        # One that was not needed any more may have ended by itself.
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    loop_thread.run(told_of_the_end(browser._present))
    assert title_of(loop_thread, browser, f"{town.url}/goed") == "Goed"


async def told_of_the_end(chromium: playwright_backend._Chromium) -> None:
    """Wait until the end of the pages has been told: on a busy machine that takes seconds."""
    async with asyncio.timeout(30):
        while any(host.tab and not host.tab.is_spoilt for host in chromium._idle.values()):
            await asyncio.sleep(0.05)


def test_a_worn_browser_ends_its_visits_beside_the_new_one(loop_thread: LoopThread, town: Site) -> None:
    async def story() -> None:
        options = LaunchOptions(find_browser(), args=launch_flags(), recycle_after_pages=1)
        running = await PlaywrightBrowser.launch(options, find_axe())
        try:
            async with running.visit(Visit(f"{town.url}/goed")) as slow:
                first = running._present
                assert first is not None
                async with running.visit(Visit(f"{town.url}/goed")) as quick:
                    assert running._present is not first
                    assert await quick.evaluate("() => document.title") == "Goed"
                assert await slow.evaluate("() => document.title") == "Goed"
                assert first._process is not None
            assert first._process is None, "nobody visits anything in it any more"
        finally:
            await running.aclose()
        assert running._replaced == set()

    loop_thread.run(story())


async def _until_the_watch_has_looked(browser: PlaywrightBrowser) -> None:
    assert browser._present is not None
    async with asyncio.timeout(30):
        while browser._present.pages_mib <= playwright_backend.ROOM_MIB:
            await asyncio.sleep(0.05)


def test_a_visit_waits_for_the_memory_of_others_but_not_for_ever(
    loop_thread: LoopThread, browser: PlaywrightBrowser, town: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playwright_backend, "ROOM_MIB", 1)

    async def waited_s() -> float:
        begun = time.monotonic()
        await browser.wait_for_room()
        return time.monotonic() - begun

    async def story() -> None:
        assert await waited_s() < 5, "nothing is open"
        async with browser.visit(Visit(f"{town.url}/goed")):
            await _until_the_watch_has_looked(browser)
            waiting = asyncio.create_task(browser.wait_for_room())
            await asyncio.sleep(0.3)
            assert not waiting.done()
        await asyncio.wait_for(waiting, 20)
        monkeypatch.setattr(playwright_backend, "ROOM_TIMEOUT_S", 0.4)
        async with browser.visit(Visit(f"{town.url}/goed")):
            await _until_the_watch_has_looked(browser)
            assert 0.3 < await waited_s() < 20

    loop_thread.run(story())


def test_the_tab_of_a_big_page_is_not_kept(
    loop_thread: LoopThread, browser: PlaywrightBrowser, town: Site
) -> None:
    town.routes["/groot"] = f"<!doctype html><html lang=nl><title>Groot</title>{'<p>Regel' * 6_000}"
    for path, is_kept in (("/groot", False), ("/goed", True)):
        title_of(loop_thread, browser, f"{town.url}{path}")
        assert browser._present is not None
        host = browser._present._idle[town.url.removeprefix("http://")]
        assert (host.tab is not None) is is_kept
