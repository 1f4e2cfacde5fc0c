"""Chromium, Chrome or Edge through Selenium: a local driver, or a Grid that a department already has.

Each driver is one browser with one window and lives in its own thread. The DevTools commands of the
protocol go through WebDriver's own door to them, so the same gatherers run here. What WebDriver cannot
do: hold up single requests, so methods other than GET and HEAD inside https are not stopped here (the
guard's proxy stops them on plain http), and proxy credentials.
"""

import asyncio
import contextlib
import json
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from axe_selenium_python import Axe
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from crawler.axe_source import AxeSource
from crawler.browser import failures, scripts
from crawler.browser.base import Tab, Visit
from crawler.browser.devtools import DevToolsTab, media_type_of
from drempel.errors import FetchError, SetupError
from drempel.model.artefact import Exchange, Json
from drempel.model.snapshot import Viewport

log = structlog.get_logger()

T = TypeVar("T")

CLOSE_TIMEOUT_S = 10.0
_KEYS = {
    "Tab": Keys.TAB,
    "Enter": Keys.ENTER,
    "Escape": Keys.ESCAPE,
    " ": Keys.SPACE,
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowUp": Keys.ARROW_UP,
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
}


@dataclass(frozen=True, slots=True)
class SeleniumOptions:
    """How the driver is started. `grid_url` empty: a local driver for `executable`."""

    executable: str = ""
    driver: str = ""
    grid_url: str = ""
    agent: Callable[[str], str] | None = None
    """Makes our user agent of the browser's own; `None` keeps the browser's."""
    args: Sequence[str] = ()
    proxy_server: str = ""
    before_visit: Callable[[str], Awaitable[None]] | None = None
    """Looks at an address first, where the browser does not go through our proxy; raises `FetchError`."""
    locale: str = "nl-BE"
    max_drivers: int = 1
    recycle_after_pages: int = 200


class SeleniumTab(DevToolsTab):
    """The one window of a driver."""

    def __init__(self, driver: Any, viewport: Viewport) -> None:
        super().__init__(viewport)
        self._driver = driver
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="webdriver")
        self._axe_path = ""
        self.is_spoilt = False
        self.pages = 0

    async def _call(self, work: Callable[[], T]) -> T:
        """Run one blocking driver call in the driver's thread; foreign errors become `FetchError`."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except WebDriverException as error:
            raise failures.from_browser(error) from error
        except (OSError, ConnectionError) as error:
            raise failures.crashed("browser", str(error)) from error

    async def prepare(self, axe: AxeSource) -> None:
        """Register the isolated world."""
        await super().prepare(axe)
        self._axe_path = str(axe.path)

    async def _command(self, method: str, params: dict[str, Json]) -> Json:
        """Send one DevTools command through WebDriver."""
        sent = {"cmd": method, "params": params}
        # The plain command works on a Grid too, where the driver class has no method for it.
        return await self._call(lambda: self._driver.execute("executeCdpCommand", sent)["value"])

    def _log(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self._driver.execute("getLog", {"type": "performance"})["value"]
        return entries

    async def axe(self, options: Mapping[str, Json], timeout_s: float) -> Json:
        """Run axe through axe-selenium-python; in the isolated world where the page does not let it."""
        axe = Axe(self._driver, script_url=self._axe_path)

        def run() -> Json:
            self._driver.set_script_timeout(timeout_s)
            axe.inject()
            results = axe.run(None, json.dumps(dict(options)))
            return self._driver.execute_script(f"return ({scripts.REDUCE})(arguments[0])", results)

        try:
            async with asyncio.timeout(timeout_s + 2):
                return await self._call(run)
        except (FetchError, TimeoutError):
            # A page can take `axe` or `define` away from scripts in its own world.
            self._notes.append("axe-isolated")
            return await super().axe(options, timeout_s)

    async def press(self, key: str) -> None:
        """Press and release a key."""
        await self._call(lambda: ActionChains(self._driver).send_keys(_KEYS.get(key, key)).perform())

    async def resize(self, width_px: int, height_px: int) -> None:
        """Give the view another size."""
        await self.devtools(
            "Emulation.setDeviceMetricsOverride",
            {
                "width": width_px,
                "height": height_px,
                "deviceScaleFactor": 1,
                "mobile": False,
            },
        )
        self._viewport = Viewport(width_px, height_px)

    async def screenshot(self) -> bytes:
        """Return the view as PNG."""
        return await self._call(self._driver.get_screenshot_as_png)

    async def open(self, visit: Visit) -> None:
        """Load a page and wait until it has settled; raises `FetchError`."""
        self.begin()
        await self.resize(visit.viewport.width_px, visit.viewport.height_px)

        def load() -> None:
            self._log()
            self._driver.set_page_load_timeout(visit.navigation_timeout_s)
            self._driver.get(visit.url)

        try:
            async with asyncio.timeout(visit.navigation_timeout_s + 2):
                await self._call(load)
        except TimeoutError as error:
            raise failures.timed_out("navigation", visit.navigation_timeout_s) from error
        events = await self._call(self._log)
        response, redirects, failure = _main_response(events, self._frame_id)
        if response is None and failure:
            # The driver shows an error page of the browser and says nothing.
            problem = failures.from_browser(WebDriverException(failure[0]))
            problem.url = failure[1]
            raise problem
        if response is None:
            raise failures.crashed("browser", "no response")
        headers = {name.lower(): value for name, value in response["headers"].items()}
        media_type = media_type_of(headers) or response.get("mimeType", "")
        self._url = response["url"]
        self._exchange = Exchange(
            url=visit.url,
            final_url=self._url,
            status=response["status"],
            headers=headers,
            media_type=media_type,
            redirects=redirects,
        )
        settled = await self.settle(visit)
        if settled.url == "about:blank":
            # A download leaves the window empty; what was answered is known all the same.
            return
        moved = settled.url.split("#")[0] != self._url.split("#")[0]
        self._exchange = Exchange(
            url=visit.url,
            final_url=settled.url,
            status=(settled.status or response["status"]) if moved else response["status"],
            headers=headers,
            media_type=settled.media_type if moved or not media_type else media_type,
            charset=settled.charset,
            redirects=(*redirects, self._url) if moved else redirects,
            bytes_by_host=settled.bytes_by_host,
            requests=settled.requests,
        )
        self._url = settled.url

    async def is_cleaned(self) -> bool:
        """Forget cookies and storage and leave the page; say whether that worked."""
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._clean()
        except (FetchError, TimeoutError):
            # What was gathered stands; only the driver is not used again.
            return False
        return True

    async def _clean(self) -> None:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self._url))
        await self.devtools("Network.clearBrowserCookies")
        await self.devtools("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        await self.devtools("Page.navigate", {"url": "about:blank"})

    async def close(self) -> None:
        """End the driver and its browser, by force where it does not answer."""
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                with contextlib.suppress(FetchError):
                    await self._call(self._driver.quit)
        except TimeoutError:
            self.kill()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def kill(self) -> None:
        """Kill a local driver process; a Grid ends its session by its own time limit."""
        service = getattr(self._driver, "service", None)
        process = getattr(service, "process", None)
        if process is not None:
            log.warning("driver_killed")
            with contextlib.suppress(OSError):
                process.send_signal(signal.SIGKILL)


class SeleniumBrowser:
    """A few drivers, each used for one page at a time."""

    def __init__(self, options: SeleniumOptions, axe: AxeSource) -> None:
        self._options = options
        self._axe = axe
        self._idle: list[SeleniumTab] = []
        self._slots = asyncio.Semaphore(options.max_drivers)
        self._name = ""

    @classmethod
    async def launch(cls, options: SeleniumOptions, axe: AxeSource) -> "SeleniumBrowser":
        """Start the first driver; raises `SetupError` when it does not start."""
        browser = cls(options, axe)
        browser._idle.append(await browser._new_tab())
        return browser

    @property
    def name(self) -> str:
        """Return e.g. `chrome 139.0 (selenium)`."""
        return self._name

    @asynccontextmanager
    async def visit(self, visit: Visit) -> AsyncIterator[Tab]:
        """Load a page in a free driver; raises `FetchError`."""
        if self._options.before_visit is not None:
            await self._options.before_visit(visit.url)
        async with self._slots:
            tab = self._idle.pop() if self._idle else await self._new_tab()
            try:
                await tab.open(visit)
                yield tab
            except BaseException:
                tab.is_spoilt = True
                raise
            finally:
                tab.pages += 1
                is_old = tab.pages >= self._options.recycle_after_pages
                if tab.is_spoilt or is_old or not await tab.is_cleaned():
                    await tab.close()
                else:
                    self._idle.append(tab)

    async def wait_for_room(self) -> None:
        """Return at once: what a driver's browser takes is not watched."""

    async def aclose(self) -> None:
        """End all drivers."""
        idle, self._idle = self._idle, []
        for tab in idle:
            await tab.close()

    async def _new_tab(self) -> SeleniumTab:
        options = webdriver.ChromeOptions()
        options.page_load_strategy = "eager"
        options.unhandled_prompt_behavior = "dismiss"
        for arg in (*self._options.args, "--headless=new", f"--lang={self._options.locale}"):
            options.add_argument(arg)
        if self._options.proxy_server:
            options.add_argument(f"--proxy-server={self._options.proxy_server}")
            options.add_argument("--proxy-bypass-list=<-loopback>")
        options.add_experimental_option(
            "prefs",
            {
                "download_restrictions": 3,
                "profile.default_content_setting_values.notifications": 2,
                "intl.accept_languages": f"{self._options.locale},nl",
            },
        )
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})

        def start() -> Any:
            if self._options.grid_url:
                return webdriver.Remote(command_executor=self._options.grid_url, options=options)
            options.binary_location = self._options.executable
            # Without a driver on this machine Selenium looks for one on the network, by itself.
            driver = self._options.driver or shutil.which("chromedriver")
            service = webdriver.ChromeService(executable_path=driver)
            return webdriver.Chrome(options=options, service=service)

        try:
            driver = await asyncio.to_thread(start)
        except (WebDriverException, OSError) as error:
            raise SetupError(
                "The Selenium driver does not start: {reason}\n"
                "Install chromedriver for your browser, or set [browser] selenium_url to your Grid.",
                reason=str(error).splitlines()[0],
            ) from error
        capabilities = driver.capabilities
        self._name = f"{capabilities['browserName']} {capabilities['browserVersion']} (selenium)"
        tab = SeleniumTab(driver, Viewport())
        await tab.prepare(self._axe)
        if self._options.agent is not None:
            own = str((await tab.devtools("Browser.getVersion"))["userAgent"])
            ours = self._options.agent(own.replace("HeadlessChrome", "Chrome"))
            await tab.devtools(
                "Emulation.setUserAgentOverride",
                {
                    "userAgent": ours,
                    "acceptLanguage": f"{self._options.locale},nl",
                },
            )
        return tab


def _main_response(
    events: Sequence[Mapping[str, Any]], frame_id: str
) -> tuple[dict[str, Any] | None, tuple[str, ...], tuple[str, str] | None]:
    """Return the last response of the main document in a performance log and the addresses before it.

    Last comes what went wrong, as Chromium's error text and the address that was asked.
    """
    failure: tuple[str, str] | None = None
    documents: dict[str, str] = {}
    response: dict[str, Any] | None = None
    redirects: list[str] = []
    for event in events:
        message = json.loads(event["message"])["message"]
        params = message["params"]
        if message["method"] == "Network.loadingFailed" and params["requestId"] in documents:
            failure = params.get("errorText", ""), documents[params["requestId"]]
        if params.get("type") != "Document" or params.get("frameId") != frame_id:
            continue
        if message["method"] == "Network.requestWillBeSent":
            documents[params["requestId"]] = params["request"]["url"]
        if message["method"] == "Network.requestWillBeSent" and "redirectResponse" in params:
            redirects.append(params["redirectResponse"]["url"])
        elif message["method"] == "Network.responseReceived":
            if response is not None:
                redirects.append(response["url"])
            response = params["response"]
    return response, tuple(redirects), failure
