import pytest

from crawler.axe_source import find_axe
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.playwright_backend import LaunchOptions, PlaywrightBrowser
from tests.crawler.browser.contract import BrowserContract


@pytest.mark.browser
class TestPlaywright(BrowserContract):
    blocks_methods_on_its_own = True

    @staticmethod
    async def launch() -> PlaywrightBrowser:
        options = LaunchOptions(executable=find_browser(), args=launch_flags())
        return await PlaywrightBrowser.launch(options, find_axe())
