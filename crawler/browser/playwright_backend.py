"""Chromium through Playwright: one browser process, one tab reused per host.

Measured per page in CPU seconds: reused tab 0.46, new page 0.71, new context 1.52; so a tab lives on until
its page crashed, hung or opened a dialog. Cookies and storage are cleared between visits.
"""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from inspect import signature
from typing import Any
from urllib.parse import urlsplit

import structlog
from playwright.async_api import Browser as ChromiumProcess
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Dialog,
    Page,
    Playwright,
    ProxySettings,
    Request,
    async_playwright,
)
from playwright.async_api import Error as PlaywrightError

from crawler.axe_source import AxeSource
from crawler.browser import failures
from crawler.browser.base import Tab, Visit
from crawler.browser.devtools import DevToolsTab, media_type_of
from drempel.errors import FetchError, SetupError
from drempel.model.artefact import Exchange, Json
from drempel.model.snapshot import Viewport

log = structlog.get_logger()

CLOSE_TIMEOUT_S = 5.0
"""After this long a tab that does not close takes its whole browser with it."""

PROXY_DOOR = "http://drempel.local/"
"""An address that our proxy refuses without looking it up: enough to be asked for the credentials."""

SAFE_METHODS = frozenset({"GET", "HEAD"})

# Requests that a page's script can send with another method; only these are held up to look at the method,
# since holding up every request costs a fifth of the time.
_METHOD_CAN_VARY = ("XHR", "Fetch", "Ping", "CSPViolationReport", "Document")


@dataclass(frozen=True, slots=True)
class LaunchOptions:
    """How Chromium is started. `executable` empty: the browser that Playwright brought."""

    executable: str = ""
    agent: Callable[[str], str] | None = None
    """Makes our user agent of the browser's own; `None` keeps the browser's."""
    args: Sequence[str] = ()
    proxy_server: str = ""
    proxy_username: str = ""
    proxy_password: str = ""
    locale: str = "nl-BE"
    max_tabs: int = 4
    recycle_after_pages: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def _direct_send(session: CDPSession) -> Callable[[str, dict[str, Json]], Awaitable[Json]]:
    """Return the session's `send` without the walk through every value of the answer.

    Playwright's public `send` looks in each answer for objects of its own. A DevTools answer has none, and
    on a page tree the walk takes more time than decoding the message (28 against 19 ms a page). What lies
    below is not public: where it looks different, the public one is used.
    """
    inner = getattr(getattr(session, "_impl_obj", None), "send", None)
    known = set(signature(inner).parameters) if inner is not None else set()
    if inner is not None and known == {"method", "params", "timeout"}:
        return lambda method, params: inner(method=method, params=params, timeout=None)
    if inner is not None and known == {"method", "params"}:
        return lambda method, params: inner(method=method, params=params)
    return session.send


class PlaywrightTab(DevToolsTab):
    """One page in its own browser context, kept for the next page of the same host."""

    def __init__(self, context: BrowserContext, page: Page, session: CDPSession, viewport: Viewport) -> None:
        super().__init__(viewport)
        self._context = context
        self._page = page
        self._session = session
        self._send = _direct_send(session)
        self._blocked_methods = 0
        self._failed_url = self._led_to = ""
        self._may_go_to: Callable[[str], bool] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        page.on("dialog", self._on_dialog)
        page.on("crash", self._on_crash)
        page.on("requestfailed", self._on_failed)
        context.on("page", self._on_popup)
        session.on("Fetch.requestPaused", self._on_paused)

    async def prepare(self, axe: AxeSource) -> None:
        """Register the isolated world and the watch on request methods."""
        await super().prepare(axe)
        patterns = [{"urlPattern": "*", "resourceType": kind} for kind in _METHOD_CAN_VARY]
        await self.devtools("Fetch.enable", {"patterns": patterns})

    async def log_in_to_proxy(self, username: str, password: str) -> None:
        """Answer the proxy's challenge once; the browser context then remembers it.

        Handing the credentials to Playwright would make it hold up every request of every page, which
        costs a fifth of the time and switches the HTTP cache off.
        """
        answered: set[str] = set()

        def on_challenge(event: dict[str, Any]) -> None:
            request_id = event["requestId"]
            answer = {"response": "ProvideCredentials", "username": username, "password": password}
            if request_id in answered or event["authChallenge"].get("source") != "Proxy":
                answer = {"response": "CancelAuth"}
            answered.add(request_id)
            self._later(
                self.devtools(
                    "Fetch.continueWithAuth", {"requestId": request_id, "authChallengeResponse": answer}
                )
            )

        self._session.on("Fetch.authRequired", on_challenge)
        await self.devtools(
            "Fetch.enable", {"patterns": [{"urlPattern": f"{PROXY_DOOR}*"}], "handleAuthRequests": True}
        )
        with contextlib.suppress(PlaywrightError):
            await self._page.goto(PROXY_DOOR, wait_until="commit", timeout=CLOSE_TIMEOUT_S * 1000)
        self._session.remove_listener("Fetch.authRequired", on_challenge)
        await self.devtools("Fetch.disable")

    async def devtools(self, method: str, params: Mapping[str, Json] | None = None) -> Json:
        """Send one DevTools command over the tab's own session."""
        try:
            return await self._send(method, dict(params or {}))
        except PlaywrightError as error:
            raise failures.from_browser(error) from error

    async def press(self, key: str) -> None:
        """Press and release a key."""
        await self._page.keyboard.press(key)

    async def resize(self, width_px: int, height_px: int) -> None:
        """Give the view another size."""
        await self._page.set_viewport_size({"width": width_px, "height": height_px})
        self._viewport = Viewport(width_px, height_px)

    async def screenshot(self) -> bytes:
        """Return the view as PNG."""
        return await self._page.screenshot()

    async def open(self, visit: Visit) -> None:
        """Load a page and wait until it has settled; raises `FetchError`."""
        self._notes, self._blocked_methods, self._exchange = [], 0, None
        self._failed_url = self._led_to = ""
        self._may_go_to = visit.may_go_to
        if visit.viewport != self._viewport:
            await self.resize(visit.viewport.width_px, visit.viewport.height_px)
        try:
            async with asyncio.timeout(visit.navigation_timeout_s):
                response = await self._page.goto(
                    visit.url, wait_until="commit", timeout=visit.navigation_timeout_s * 1000
                )
        except TimeoutError as error:
            raise failures.timed_out("navigation", visit.navigation_timeout_s) from error
        except PlaywrightError as error:
            if self._led_to:
                raise failures.led_away(self._led_to) from error
            failure = failures.from_browser(error)
            failure.url = self._failed_url
            raise failure from error
        if response is None:
            raise failures.crashed("browser", "no response")
        headers = response.headers
        status, media_type = response.status, media_type_of(headers)
        redirects = []
        request = response.request
        while request.redirected_from is not None:
            request = request.redirected_from
            redirects.append(request.url)
        self._url = response.url
        self._exchange = Exchange(
            url=visit.url,
            final_url=response.url,
            status=status,
            headers=headers,
            media_type=media_type,
            redirects=tuple(reversed(redirects)),
        )
        settled = await self.settle(visit)
        if self._led_to:
            raise failures.led_away(self._led_to)
        if self.is_spoilt:
            raise failures.crashed("renderer", "page crashed")
        moved = settled.url.split("#")[0] != response.url.split("#")[0]
        self._url = settled.url
        self._exchange = Exchange(
            url=visit.url,
            final_url=settled.url,
            status=(settled.status or status) if moved else status,
            headers=headers,
            media_type=settled.media_type if moved or not media_type else media_type,
            charset=settled.charset,
            redirects=(*reversed(redirects), response.url) if moved else tuple(reversed(redirects)),
            bytes_by_host=settled.bytes_by_host,
            requests=settled.requests,
            blocked_methods=self._blocked_methods,
        )

    async def is_cleaned(self) -> bool:
        """Forget cookies and storage, so that each visit begins as a first visit; say whether that worked."""
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await self._clean()
        except (FetchError, TimeoutError):
            # What was gathered stands; only the tab is not used again.
            return False
        return True

    async def _clean(self) -> None:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self._url))
        await self.devtools("Network.clearBrowserCookies")
        await self.devtools("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})

    async def close(self) -> None:
        """Close the context; raises `TimeoutError` where the browser does not answer."""
        async with asyncio.timeout(CLOSE_TIMEOUT_S):
            with contextlib.suppress(PlaywrightError):
                await self._context.close()

    # -- what a page may try

    def _later(self, work: Any) -> None:
        async def quietly() -> None:
            with contextlib.suppress(PlaywrightError, FetchError):
                await work

        task = asyncio.create_task(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_dialog(self, dialog: Dialog) -> None:
        self._notes.append("dialog-dismissed")
        self.is_spoilt = self.is_spoilt or len(self._notes) > 20
        self._later(dialog.dismiss())

    def _on_crash(self, _page: Page) -> None:
        self.is_spoilt = True

    def _on_failed(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self._failed_url = request.url

    def _on_popup(self, page: Page) -> None:
        if page is not self._page:
            self._notes.append("popup-closed")
            self._later(page.close())

    def _on_paused(self, event: dict[str, Any]) -> None:
        request_id, request = event["requestId"], event["request"]
        is_main = event["resourceType"] == "Document" and event["frameId"] == self._frame_id
        if is_main and self._may_go_to is not None and not self._may_go_to(request["url"]):
            self._led_to = request["url"]
            self._later(
                self.devtools(
                    "Fetch.failRequest", {"requestId": request_id, "errorReason": "BlockedByClient"}
                )
            )
        elif request["method"].upper() in SAFE_METHODS:
            self._later(self.devtools("Fetch.continueRequest", {"requestId": request_id}))
        else:
            self._blocked_methods += 1
            self._notes.append("method-blocked")
            self._later(
                self.devtools(
                    "Fetch.failRequest", {"requestId": request_id, "errorReason": "BlockedByClient"}
                )
            )


class PlaywrightBrowser:
    """A Chromium process with a few tabs, restarted every so many pages and after a hang."""

    def __init__(self, options: LaunchOptions, axe: AxeSource) -> None:
        self._options = options
        self._axe = axe
        self._playwright: Playwright | None = None
        self._process: ChromiumProcess | None = None
        self._idle: OrderedDict[str, PlaywrightTab] = OrderedDict()
        self._open = 0
        self._all_closed = asyncio.Event()
        self._all_closed.set()
        self._pages_since_start = 0
        self._name = ""
        self._user_agent: str | None = None
        self._starting = asyncio.Lock()

    @classmethod
    async def launch(cls, options: LaunchOptions, axe: AxeSource) -> "PlaywrightBrowser":
        """Start Chromium; raises `SetupError` with what to do when it does not start."""
        browser = cls(options, axe)
        await browser._start()
        return browser

    @property
    def name(self) -> str:
        """Return e.g. `chromium 139.0.1 (playwright)`."""
        return self._name

    @asynccontextmanager
    async def visit(self, visit: Visit) -> AsyncIterator[Tab]:
        """Load a page in the tab of its host and give it; raises `FetchError`."""
        host = urlsplit(visit.url).netloc
        await self._begin_visit()
        try:
            tab = self._idle.pop(host, None) or await self._new_tab(visit.viewport)
            try:
                await tab.open(visit)
                yield tab
            except BaseException:
                tab.is_spoilt = True
                raise
            finally:
                await self._give_back(host, tab)
        finally:
            self._open -= 1
            self._pages_since_start += 1
            if not self._open:
                self._all_closed.set()

    async def aclose(self) -> None:
        """End the browser and Playwright's driver."""
        process, self._process = self._process, None
        playwright, self._playwright = self._playwright, None
        self._idle.clear()
        with contextlib.suppress(PlaywrightError, TimeoutError):
            if process is not None:
                async with asyncio.timeout(CLOSE_TIMEOUT_S):
                    await process.close()
        if playwright is not None:
            # Stopping the driver ends every process it started, also a browser that hangs.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_TIMEOUT_S):
                    await playwright.stop()

    # -- tabs

    async def _begin_visit(self) -> None:
        """See to it that a browser runs, and is not older than it may get, before a visit counts as open."""
        async with self._starting:
            if self._pages_since_start >= self._options.recycle_after_pages:
                # Nobody begins a visit meanwhile, so this comes to an end also with many hosts side by side.
                await self._all_closed.wait()
                await self.aclose()
            if self._process is None or not self._process.is_connected():
                await self.aclose()
                await self._start()
            self._open += 1
            self._all_closed.clear()

    async def _new_tab(self, viewport: Viewport) -> PlaywrightTab:
        if self._process is None:
            raise failures.crashed("browser", "not running")
        options = self._options
        context: BrowserContext | None = None
        try:
            context = await self._process.new_context(
                user_agent=self._user_agent,
                locale=options.locale,
                viewport={"width": viewport.width_px, "height": viewport.height_px},
                accept_downloads=False,
                service_workers="block",
                ignore_https_errors=False,
                extra_http_headers=dict(options.headers),
            )
            page = await context.new_page()
            session = await context.new_cdp_session(page)
            tab = PlaywrightTab(context, page, session, viewport)
            if options.proxy_username:
                await tab.log_in_to_proxy(options.proxy_username, options.proxy_password)
            await tab.prepare(self._axe)
        except (PlaywrightError, FetchError) as error:
            if context is not None:
                with contextlib.suppress(PlaywrightError):
                    await context.close()
            raise failures.from_browser(error) from error
        return tab

    async def _give_back(self, host: str, tab: PlaywrightTab) -> None:
        process = self._process
        if not tab.is_spoilt and host not in self._idle and await tab.is_cleaned():
            self._idle[host] = tab
            if len(self._idle) <= self._options.max_tabs:
                return
            _, tab = self._idle.popitem(last=False)
        try:
            await tab.close()
        except TimeoutError:
            log.warning("browser_restarts", reason="tab does not close")
            if self._process is process:
                # The next visit waits until the others are done and begins with a new browser.
                self._pages_since_start = self._options.recycle_after_pages

    async def _start(self) -> None:
        options = self._options
        self._pages_since_start = 0
        self._playwright = await async_playwright().start()
        proxy: ProxySettings | None = None
        if options.proxy_server:
            proxy = {"server": options.proxy_server, "bypass": "<-loopback>"}
        try:
            self._process = await self._playwright.chromium.launch(
                executable_path=options.executable or None,
                args=list(options.args),
                proxy=proxy,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except PlaywrightError as error:
            await self.aclose()
            raise SetupError(
                "The browser {path} does not start: {reason}\nRun `drempel doctor` to see what is missing.",
                path=options.executable or "Playwright",
                reason=str(error).splitlines()[0],
            ) from error
        self._name = f"chromium {self._process.version} (playwright)"
        if options.agent is not None:
            session = await self._process.new_browser_cdp_session()
            own = str((await session.send("Browser.getVersion"))["userAgent"])
            await session.detach()
            self._user_agent = options.agent(own.replace("HeadlessChrome", "Chrome"))
