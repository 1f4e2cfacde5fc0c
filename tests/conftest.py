"""Fixtures shared by all tests: one event loop, one browser per session."""

import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import hypothesis
import pytest
import structlog

from crawler.axe_source import find_axe
from crawler.browser.base import Recording, Visit
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from crawler.gather.axe import gather_axe
from crawler.gather.dom import gather_dom
from drempel import acting
from drempel.dom import Dom
from drempel.model.artefact import AxeRun, DomCapture, Exchange
from tests.dealing import ByFile
from tests.loop import LoopThread
from tests.shown import STAGE, OpenTab, can_be_shown
from tests.site import Answer, Site
from tests.turns import turn, waits

# Machines that run tests are shared and slow at times; what is slow is measured in benchmarks.
hypothesis.settings.register_profile("drempel", deadline=None)
hypothesis.settings.load_profile("drempel")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Return what deals the tests out to processes."""
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let a heavy test wait for its turn; that time does not count for its timeout."""
    with turn(item.nodeid.partition("::")[0], os.environ.get("PYTEST_XDIST_TESTRUNUID", "")):
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let a test that waits for another process fail twice before it counts, and the summary tell of it.

    A machine that does other work can let any deadline pass. What is wrong with the product is so both times.
    """
    if not config.pluginmanager.hasplugin("rerunfailures"):
        return
    for item in items:
        if waits(item.nodeid, {mark.name for mark in item.iter_markers()}):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """Undo what a command did to the log: it writes to a stderr that is gone after its test."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def loop_thread() -> Iterator[LoopThread]:
    thread = LoopThread()
    yield thread
    thread.close()


class BrowserSession:
    """One browser and one local website for all tests that need a real page."""

    def __init__(self, loop: LoopThread) -> None:
        self._loop = loop
        self._site = Site({})
        self._captures: dict[str, DomCapture] = {}
        self._used: dict[tuple[str, type], Any] = {}
        self.open_tab: OpenTab | None = None
        self.browser = loop.run(
            PlaywrightBrowser.launch(
                LaunchOptions(executable=find_browser(), args=launch_flags()), find_axe()
            )
        )

    def run(
        self, html: str | Answer, work: Callable[..., Any], media_type: str = "text/html; charset=utf-8"
    ) -> Any:
        """Load a page and return what the coroutine function `work(tab)` gives."""
        self._site.routes["/pagina"] = (
            html if isinstance(html, Answer) else Answer(html, media_type=media_type)
        )

        async def visit() -> Any:
            async with self.browser.visit(Visit(f"{self._site.url}/pagina")) as tab:
                return await work(tab)

        return self._loop.run(visit())

    def run_alone(self, work: Callable[[], Any]) -> Any:
        """Return what a coroutine function gives, on the loop on which the browser runs."""
        return self._loop.run(work())

    def capture(self, html: str) -> DomCapture:
        """Return the captured page tree; the same page is loaded once a session, or shown in an open tab."""
        if html not in self._captures:
            self._captures[html] = (
                self._loop.run(self._shown(html)) if can_be_shown(html) else self.run(html, gather_dom)
            )
        return self._captures[html]

    async def _shown(self, html: str) -> DomCapture:
        if self.open_tab is None or self.open_tab.is_worn:
            await self._leave()
            self._site.routes["/pagina"] = Answer(STAGE)
            self.open_tab = await OpenTab.visit(self.browser, f"{self._site.url}/pagina")
        try:
            return await self.open_tab.capture(html)
        except BaseException:
            await self._leave()
            raise

    async def _leave(self) -> None:
        left, self.open_tab = self.open_tab, None
        if left is not None:
            await left.aclose()

    def page(self, html: str) -> dict[type, Any]:
        """Return the artefacts of a page that checks need, by type."""

        async def gather(tab: Any) -> tuple[DomCapture, AxeRun, Exchange]:
            return await gather_dom(tab), await gather_axe(tab), tab.exchange

        capture, axe, exchange = self.run(html, gather)
        return {DomCapture: capture, Dom: Dom(capture), AxeRun: axe, Exchange: exchange}

    def use(self, html: str, *wanted: type) -> dict[type, Any]:
        """Return what the gatherers record that use a page, by type; the same page is used once a session."""
        missing = [kind for kind in wanted if (html, kind) not in self._used]
        if missing:

            async def work(tab: Any) -> tuple[Recording, DomCapture]:
                return await tab.recording(), await gather_dom(tab)

            recording, capture = self.run(html, work)
            probes = acting.act(self.browser, recording, Dom(capture), missing, stages=2)
            self._captures.setdefault(html, capture)
            for kind, artefact in self._loop.run(probes).items():
                self._used[html, kind] = artefact
        return {kind: self._used[html, kind] for kind in wanted}

    def close(self) -> None:
        self._loop.run(self._leave())
        self._loop.run(self.browser.aclose())
        self._site.close()


@pytest.fixture(scope="session")
def browser_session(loop_thread: LoopThread) -> Iterator[BrowserSession]:
    session = BrowserSession(loop_thread)
    yield session
    session.close()
