import pytest

from crawler.axe_source import find_axe
from crawler.browser.discover import find_browser, launch_flags
from crawler.browser.selenium_backend import SeleniumBrowser, SeleniumOptions
from tests.crawler.browser.contract import BrowserContract


@pytest.mark.browser
class TestSelenium(BrowserContract):
    blocks_methods_on_its_own = False

    @staticmethod
    async def launch() -> SeleniumBrowser:
        options = SeleniumOptions(executable=find_browser(), args=launch_flags())
        return await SeleniumBrowser.launch(options, find_axe())
