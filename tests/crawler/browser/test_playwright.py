import asyncio
from typing import Any

import pytest

from crawler.axe_source import find_axe
from crawler.browser.base import Visit
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from drempel.model.snapshot import FetchOutcome
from tests.crawler.browser.contract import BrowserContract
from tests.loop import LoopThread
from tests.site import Site, site


@pytest.mark.browser
class TestPlaywright(BrowserContract):
    blocks_methods_on_its_own = True

    @staticmethod
    async def launch() -> PlaywrightBrowser:
        options = LaunchOptions(executable=find_browser(), args=launch_flags())
        return await PlaywrightBrowser.launch(options, find_axe())

    @pytest.mark.parametrize("path", ["/oud", "/script-door"])
    def test_a_redirect_to_where_it_may_not_go_is_not_asked(
        self, visit: Any, server: Site, path: str
    ) -> None:
        before = server.paths().count("/")
        error = self.fails(visit, path, may_go_to=lambda url: url != f"{server.url}/")
        assert (error.outcome, error.url) == (FetchOutcome.REDIRECTED_OUT_OF_SCOPE, f"{server.url}/")
        assert server.paths().count("/") == before


@pytest.mark.browser
def test_the_browser_starts_anew_between_visits_of_many_hosts(loop_thread: LoopThread) -> None:
    async def scan(sites: list[Site]) -> list[int]:
        options = LaunchOptions(executable=find_browser(), args=launch_flags(), recycle_after_pages=3)
        browser = await PlaywrightBrowser.launch(options, find_axe())

        async def walk(server: Site) -> int:
            seen = 0
            for _ in range(4):
                async with browser.visit(Visit(f"{server.url}/")) as tab:
                    seen += tab.exchange.status == 200
            return seen

        try:
            return await asyncio.gather(*map(walk, sites))
        finally:
            await browser.aclose()

    with site({"/": "<title>A</title>"}) as one, site({"/": "<title>B</title>"}) as other:
        assert loop_thread.run(scan([one, other])) == [4, 4]
