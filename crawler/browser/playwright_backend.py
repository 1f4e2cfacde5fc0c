"""Chromium through Playwright: one browser process, one context and one tab per host.

Measured per page in CPU seconds: reused tab 0.46, new page 0.71, new context 1.52; so a tab lives on until
its page crashed or hung, and its context, whose HTTP cache serves the next pages, outlives it. Between
visits a tab shows nothing; cookies and storage are cleared.

While a page is visited its documents and the requests that a script can send with another method are held
up one by one (DevTools domain Fetch): that is how only GET and HEAD go out, how a page that has settled is
kept from going elsewhere, and how the answer to the page itself is known whatever becomes of it.
"""

import asyncio
import contextlib
import json
import os
import platform
import re
import shutil
import tempfile
import time
from base64 import b64encode
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import structlog
from playwright.async_api import (
    Browser as ChromiumProcess,
)
from playwright.async_api import (
    BrowserContext,
    CDPSession,
    Dialog,
    Page,
    Playwright,
    ProxySettings,
    Request,
    Response,
    async_playwright,
)
from playwright.async_api import Error as PlaywrightError

from crawler.axe_source import AxeSource
from crawler.browser import failures, scripts
from crawler.browser.base import Answered, Loaded, Recording, Supply, Tab, Visit
from crawler.browser.devtools import LATE_NAVIGATIONS, PAGE_TYPES, DevToolsTab, Settled, media_type_of
from crawler.browser.discover import PREFERENCES, UNWANTED_DEFAULTS
from crawler.browser.memory import MemoryWatch, PageEnd
from crawler.browser.recorder import Recorder
from crawler.browser.stage import PlaywrightStage, needs_context
from crawler.browser.transfers import Ledger, Wire
from crawler.gather.links import refresh_target
from crawler.urls import origin
from drempel.errors import FetchError, SetupError
from drempel.model.artefact import Exchange, Json
from drempel.model.snapshot import FetchOutcome, Viewport

log = structlog.get_logger()

CLOSE_TIMEOUT_S = 5.0
"""After this long a tab that does not close takes its whole browser with it."""

START_TIMEOUT_S = 30.0
"""After this long a tab that does not open counts as a browser that hangs."""

OPEN_GRACE_S = 15.0
"""What loading a page may take beyond its own timeout: waiting for scripts, settling."""

ROOM_MIB = 512
ROOM_TIMEOUT_S = 30.0
"""From here on a visit waits for others to end, but no longer than this. Eight small pages take 450 MiB."""

BIG_TAB_ELEMENTS = 5_000
"""A tab that showed a larger page is closed: its process would keep what that took."""

MAX_CONTEXTS = 16
"""Hosts whose context, with the HTTP cache in it, is kept without a tab; 2 to 5 MiB each."""

CACHE_BYTES = 16 * 1024 * 1024

HUNG_TIMEOUT_S = 1.5
"""How long a tab that hung may take to leave its page before it is closed."""

TIDY_AFTER_VISITS = 8
"""Chromium keeps the documents of a tab that were left for long, 4 MiB each: 310 MiB after 60 small pages,
120 MiB where the tab is tidied after every eighth, for 5 % more computing."""

TOLD_AFTER_S = 0.5
"""How long after the first sign of it the end of a page is told."""

LINKS_TIMEOUT_S = 5.0
"""How long a page that led away may take to name its links."""

MAX_ORIGINS = 20
"""Of how many origins a page's storage is cleared."""

MAX_HOPS = 12
"""Redirects of one visit; Chromium itself goes on to 20, each of them a request."""

MAX_DIALOGS = 20
"""A page that shows more of them does nothing else."""

MAX_LED_TO = 20

PROFILE_PREFIX = "drempel-browser-"
OWNER_FILE = "drempel-owner"

PROXY_DOOR = "http://drempel.local/"
"""An address that our proxy refuses without looking it up: enough to be asked for the credentials."""

_LOST_DRIVER = "Connection closed while reading from the driver"

SAFE_METHODS = frozenset({"GET", "HEAD"})

# Requests that a page's script can send with another method, also in frames and workers (a preflight has
# the type of what it is for); only these are held up to look at the method, since holding up every request
# costs a fifth of the time.
_METHOD_CAN_VARY = ("XHR", "Fetch", "Ping", "CSPViolationReport", "Document")
_PATTERNS = (
    *({"urlPattern": "*", "resourceType": kind} for kind in _METHOD_CAN_VARY),
    {"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"},
)
_CALLS = frozenset({"XHR", "Fetch"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WITHOUT_BODY = frozenset({204, 205, 304})
_WEB = ("http", "https")

# What becomes of a request that is held up: it goes on (with these headers), or it fails.
NOTHING = "about:blank"
_EMPTY = {
    "responseCode": 200,
    "responseHeaders": [{"name": "Content-Type", "value": "text/html"}],
    "body": b64encode(b"<!doctype html>").decode(),
}
_HELD_BACK = "Aborted"
"""Leaves the document that stands; other reasons show an error page in its place."""
_BLOCKED = "BlockedByClient"


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
    """Tabs that are kept for later, those that are being visited counted: none while as many are."""
    recycle_after_pages: int = 200
    page_memory_mib: int = 1024
    """What one page may take of the memory (Linux); `MemoryWatch` ends one that takes more."""
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


@dataclass(slots=True)
class _Journey:
    """The way to one document of the main frame, as its requests and answers tell it."""

    url: str
    hops: list[tuple[str, int]]
    """Addresses passed before `url`, each with the status that led on (0: the page itself)."""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    asked_at: float = field(default_factory=time.monotonic)
    answer_s: float = 0.0
    is_cut_off: bool = False
    is_refused: bool = False
    """Whether its answer is known and its document was not wanted: a download, or nothing."""

    def pass_on(self, url: str) -> None:
        """Note that a redirect led on."""
        self.hops.append((self.url, self.status))
        self.url, self.status, self.headers = url, 0, {}
        self.asked_at = time.monotonic()

    def answered(self, status: int, headers: Mapping[str, str]) -> None:
        """Note the answer, body still to come."""
        self.status, self.headers = status, headers
        self.answer_s = time.monotonic() - self.asked_at

    @property
    def media_type(self) -> str:
        return media_type_of(self.headers)

    @property
    def is_download(self) -> bool:
        return self.headers.get("content-disposition", "").strip().lower().startswith("attachment")


class PlaywrightTab(DevToolsTab):
    """One page in the browser context of its host, kept for the next page of the same host."""

    def __init__(
        self,
        page: Page,
        session: CDPSession,
        viewport: Viewport,
        latest_end: Callable[[], PageEnd | None] = lambda: None,
        ledger: Ledger | None = None,
    ) -> None:
        """`latest_end` says whether a page was ended just now for its memory.

        `ledger` knows the sizes of what the browser's cache still has.
        """
        super().__init__(viewport)
        self._page = page
        self._latest_end = latest_end
        self._end: PageEnd | None = None
        self._crashed = asyncio.Event()
        self._session = session
        self._send = _direct_send(session)
        self._visit = Visit("about:blank")
        self._patterns: Sequence[Mapping[str, str]] = ()
        self._blocked_methods = self._blocked_requests = 0
        self._dialogs = 0
        self._own_request = self._is_leaving = False
        self._nothing = NOTHING
        self._under_way: _Journey | None = None
        self._standing: _Journey | None = None
        self._moved = asyncio.Event()
        """Set when the main frame has come to a document, or did not get to it."""
        self._emptied = asyncio.Event()
        """Set when it has come to nothing, as it was told to."""
        self._moving = asyncio.Event()
        """Set when it sets out for another one by itself."""
        self._moves = 0
        self._failure = self._failed_url = ""
        self._led_away_to = self._unsafe_target = ""
        self._led_to: dict[str, None] = {}
        self._form_targets: set[str] = set()
        """Where forms of the page were sent."""
        self._is_replaced = False
        self._is_dead = False
        self._frames: set[str] = set()
        self._visits = 0
        self.is_big = False
        """Whether the page of the latest visit was."""
        self._proxy_login: Mapping[str, str] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._commands: set[asyncio.Future[Any]] = set()
        self._recorder = Recorder()
        self._wire = Wire(ledger or Ledger())
        page.on("response", self._on_response)
        page.on("dialog", self._on_dialog)
        page.on("crash", self._on_crash)
        page.on("close", self._on_close)
        page.on("requestfailed", self._on_failed)
        page.on("websocket", lambda _: self._recorder.doubt("web-socket"))
        # A link that saves its target leads nowhere.
        page.on("download", lambda _: self._end_journey())
        session.on("Fetch.requestPaused", self._on_paused)
        session.on("Fetch.authRequired", self._on_challenge)
        session.on("Page.frameNavigated", self._on_navigated)
        session.on("Page.frameRequestedNavigation", self._on_wish)
        self._wire.listen(session.on)

    async def prepare(self, axe: AxeSource) -> None:
        """Register the isolated world and the watch on requests."""
        await super().prepare(axe)
        # Only what happens is told; what came is kept by the recorder.
        await self.devtools("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0})
        await self._hold_up(_PATTERNS)

    async def _hold_up(self, patterns: Sequence[Mapping[str, str]]) -> None:
        if patterns != self._patterns:
            await self.devtools("Fetch.enable", {"patterns": list(patterns), "handleAuthRequests": True})
            self._patterns = patterns

    async def log_in_to_proxy(self, username: str, password: str) -> None:
        """Answer the proxy's challenge once; the browser context then remembers it.

        Handing the credentials to Playwright would make it hold up every request of every page, which
        costs a fifth of the time and switches the HTTP cache off.
        """
        self._proxy_login = {"username": username, "password": password}
        await self.devtools(
            "Fetch.enable", {"patterns": [{"urlPattern": f"{PROXY_DOOR}*"}], "handleAuthRequests": True}
        )
        with contextlib.suppress(PlaywrightError):
            await self._page.goto(PROXY_DOOR, wait_until="commit", timeout=CLOSE_TIMEOUT_S * 1000)
        self._proxy_login = {}
        await self.devtools("Fetch.disable")

    @property
    def exchange(self) -> Exchange:
        """Return the HTTP side of the visit, with what was held back until now."""
        return replace(
            super().exchange,
            blocked_requests=self._blocked_requests,
            blocked_methods=self._blocked_methods,
            led_to=tuple(self._led_to),
        )

    async def _command(self, method: str, params: dict[str, Json]) -> Json:
        """Send one DevTools command over the tab's own session; a crash ends it at once."""
        if self._is_dead:
            raise failures.crashed("renderer", "the page is gone")
        command = asyncio.ensure_future(self._send(method, params))
        self._commands.add(command)
        try:
            answer = await command
        except PlaywrightError as error:
            raise failures.from_browser(error) from error
        except asyncio.CancelledError as error:
            if command.cancelled() and self._is_dead:
                raise failures.crashed("renderer", "the page is gone") from error
            raise
        finally:
            command.cancel()
            self._commands.discard(command)
        if self._is_replaced and self._has_settled:
            raise failures.replaced()
        return answer

    async def _forget_memory(self) -> None:
        """Empty the memory cache of the browser; what is on its disk stays.

        A style sheet that a page before had comes from there without an answer that anyone hears of, and the
        page could not be played again with it.
        """
        for is_off in (True, False):
            await self.devtools("Network.setCacheDisabled", {"cacheDisabled": is_off})

    async def recording(self) -> Recording:
        """Return all that the visit loaded, to play it again; raises `FetchError` where that is gone."""
        recording = await self._recorder.recording(self._url, self._viewport)
        sizes = {one.url: one.wire_bytes for one in self.loaded}
        answers = {
            url: replace(answered, wire_bytes=sizes.get(url, 0))
            for url, answered in recording.answers.items()
        }
        return replace(recording, answers=answers)

    @property
    def loaded(self) -> tuple[Loaded, ...]:
        """Return what was asked for until now, with what each answer took on the line."""
        return self._wire.loaded

    async def answer(self) -> Answered | None:
        """Return the answer of the page itself, `None` where that is gone."""
        return await self._on_page(self._recorder.one(self._url))  # type: ignore[no-any-return]

    async def supply(self, known: Container[str]) -> Supply:
        """Return what came beside the page; without the bodies of the addresses that are known already."""
        return await self._on_page(self._recorder.supply(self._url, known))  # type: ignore[no-any-return]

    async def press(self, key: str) -> None:
        """Press and release a key."""
        await self._on_page(self._page.keyboard.press(key))

    async def resize(self, width_px: int, height_px: int) -> None:
        """Give the view another size."""
        await self._on_page(self._page.set_viewport_size({"width": width_px, "height": height_px}))
        self._viewport = Viewport(width_px, height_px)

    async def screenshot(self) -> bytes:
        """Return the view as PNG."""
        shot: bytes = await self._on_page(self._page.screenshot())
        return shot

    async def _on_page(self, work: Awaitable[Any]) -> Any:
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                return await work
        except TimeoutError as error:
            self.is_spoilt = True
            raise failures.timed_out("script", START_TIMEOUT_S) from error
        except PlaywrightError as error:
            raise failures.from_browser(error) from error

    # -- one visit

    def begin(self) -> None:
        """Forget the last visit."""
        super().begin()
        self._recorder.begin()
        self._wire.begin()
        self._blocked_methods = self._blocked_requests = self._dialogs = self._moves = 0
        self._under_way = self._standing = None
        self._moved.clear()
        self._failure = self._failed_url = self._led_away_to = self._unsafe_target = ""
        self._led_to, self._frames, self._form_targets = {}, set(), set()
        self._is_replaced = self._is_leaving = False

    async def open(self, visit: Visit) -> None:
        """Load a page and wait until it has settled; raises `FetchError`."""
        self.begin()
        self._visit = visit
        longest_s = visit.navigation_timeout_s + OPEN_GRACE_S
        try:
            async with asyncio.timeout(longest_s):
                await self._open(visit)
        except TimeoutError as error:
            raise failures.timed_out("navigation", longest_s) from error
        except FetchError as error:
            if error.outcome is FetchOutcome.REDIRECTED_OUT_OF_SCOPE and self._standing is not None:
                # Who has no script, or is faster than it, stays on the page and follows its links.
                with contextlib.suppress(FetchError):
                    error.links = tuple(await self.evaluate(scripts.LINKS, timeout_s=LINKS_TIMEOUT_S))
            raise

    async def _open(self, visit: Visit) -> None:
        clock = asyncio.get_running_loop()
        until = clock.time() + visit.navigation_timeout_s
        await self._forget_memory()
        if visit.viewport != self._viewport:
            await self.resize(visit.viewport.width_px, visit.viewport.height_px)
        await self._hold_up((*_PATTERNS, *({"urlPattern": f"{_glob(o)}/*"} for o in visit.credentials)))
        journey = await self._go(visit, until)
        if not journey.is_refused:
            journey = await self._follow(visit, until)
        elif journey.status in _WITHOUT_BODY:
            raise failures.not_a_page(f"status {journey.status}")
        elif journey.is_download and journey.status < 400:
            raise failures.not_a_page("download")

    async def _go(self, visit: Visit, until: float) -> _Journey:
        """Ask for the page and wait for the first of its document."""
        self._own_request = True
        journey = self._under_way = _Journey(visit.url, [])
        try:
            async with asyncio.timeout_at(until):
                answer = await self._command("Page.navigate", {"url": visit.url})
        except TimeoutError as error:
            raise failures.timed_out("navigation", visit.navigation_timeout_s) from error
        finally:
            self._own_request = False
        self._raise_if_led_astray()
        error_text = str(answer.get("errorText", ""))
        if not error_text and not journey.is_refused:
            await self._arrive(until)
            if self._standing is None:
                raise failures.crashed("browser", "no response")
            return journey
        if not journey.is_refused and not (journey.status >= 400 and "RESPONSE_CODE" in error_text):
            failure = failures.from_browser(PlaywrightError(error_text))
            failure.url = journey.url
            raise failure
        # The answer is known all the same. Where it has no document, nothing shall stand in its place.
        shows_an_error, journey.is_refused = not journey.is_refused, True
        self._note(journey, journey.url, journey.media_type)
        if shows_an_error:
            await self._show_nothing()
        return journey

    async def _follow(self, visit: Visit, until: float) -> _Journey:
        """Wait until the page has settled; follow it a few times where it goes on by itself, then hold it."""
        clock = asyncio.get_running_loop()
        while True:
            before = self._standing
            if before is not None:
                self._note(before, before.url, before.media_type)
            try:
                settled = await self._settled_unless_it_moves(visit, until - clock.time())
            except FetchError:
                self._raise_if_led_astray()
                raise
            self._raise_if_led_astray()
            if settled is not None and self._under_way is None:
                break
            await self._arrive(until)
        standing = self._standing
        if standing is None or urlsplit(settled.url).scheme not in _WEB:
            raise failures.crashed("navigation", settled.url)
        self._has_settled = True
        self.is_big = settled.elements > BIG_TAB_ELEMENTS
        self.require_whole()
        if not settled.loaded:
            # What never comes shall not hold the rest up: a page that waits for a style shows nothing.
            await self.devtools("Page.stopLoading")
        media_type = standing.media_type or settled.media_type
        self._note(standing, settled.url, media_type)
        self._exchange = replace(
            super().exchange,
            charset=settled.charset,
            bytes_by_host=settled.bytes_by_host,
            requests=settled.requests,
        )
        target = refresh_target(standing.url, standing.headers.get("refresh", ""))
        if target and target != standing.url:
            self._hold(target)
        return standing

    async def _settled_unless_it_moves(self, visit: Visit, time_left_s: float) -> Settled | None:
        """Return what the page said when it had settled, `None` when it goes on to another document.

        While a page is about to go its own timers may stand still, and with them our waiting in it.
        """
        self._moving.clear()
        settling = asyncio.create_task(self.settle(visit, time_left_s))
        moving = asyncio.create_task(self._moving.wait())
        try:
            if self._under_way is None:
                await asyncio.wait((settling, moving), return_when=asyncio.FIRST_COMPLETED)
            return settling.result() if settling.done() else None
        finally:
            for task in (settling, moving):
                task.cancel()
            await asyncio.gather(settling, moving, return_exceptions=True)

    async def _arrive(self, until: float) -> None:
        """Wait until a move of the page's own has come to a document, or to nothing."""
        try:
            async with asyncio.timeout_at(until):
                while self._under_way is not None:
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError as error:
            self.is_spoilt = True
            raise failures.timed_out("navigation", self._visit.navigation_timeout_s) from error
        self._raise_if_led_astray()
        if self._is_dead:
            raise failures.crashed("renderer", "the page is gone")

    def _raise_if_led_astray(self) -> None:
        if self._led_away_to:
            raise failures.led_away(self._led_away_to)
        if self._unsafe_target:
            raise failures.unsafe(self._unsafe_target)
        if self._failure:
            failure = failures.from_browser(PlaywrightError(self._failure))
            failure.url = self._failed_url
            raise failure

    def require_whole(self) -> None:
        """Raise `FetchError` where the document that stands was cut off."""
        if self._standing is not None and self._standing.is_cut_off:
            raise failures.truncated(self._standing.url)

    def _note(self, journey: _Journey, final_url: str, media_type: str) -> None:
        self._url = final_url
        self._exchange = Exchange(
            url=self._visit.url,
            final_url=final_url,
            status=journey.status,
            headers=journey.headers,
            media_type=media_type,
            redirects=tuple(url for url, _ in journey.hops),
            redirect_statuses=tuple(status for _, status in journey.hops),
            answer_s=journey.answer_s,
        )

    @asynccontextmanager
    async def blaming_memory(self) -> AsyncIterator[None]:
        """Name the memory as the reason where the page was ended for it, also when nobody noticed."""
        try:
            yield
        except FetchError as error:
            if error.outcome is FetchOutcome.CRASHED and error.reason.key in {"renderer", "browser"}:
                # What was asked of the page may fail a moment before its end is told.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(TOLD_AFTER_S):
                        await self._crashed.wait()
            if self._end is not None:
                raise failures.out_of_memory(self._end.mib, permanent=self._end.would_again) from error
            raise
        if self._end is not None:
            raise failures.out_of_memory(self._end.mib, permanent=self._end.would_again)

    # -- between visits

    async def leave(self) -> bool:
        """Go away from the page and forget what it stored; say whether the tab can take another one."""
        self._is_leaving = True
        try:
            # A page that hung is not waited for again.
            async with asyncio.timeout(HUNG_TIMEOUT_S if self.is_spoilt else CLOSE_TIMEOUT_S):
                await self._clean()
        except (FetchError, TimeoutError):
            # What was gathered stands; only the tab is not used again.
            return False
        return not self.is_spoilt

    async def _clean(self) -> None:
        self._has_settled, self._under_way = False, None
        # Requests that a page sends when it is left are still held up; when its tab is closed they are not.
        await self._show_nothing(origin(self._url) if self._standing is not None else "")
        if self._nothing != NOTHING:
            await self.evaluate(scripts.FORGET)
        await self.devtools("Network.clearBrowserCookies")
        places = {self._visit.url, self._url, *self._frames}
        for place in sorted({origin(url) for url in places if urlsplit(url).scheme in _WEB})[:MAX_ORIGINS]:
            await self.devtools("Storage.clearDataForOrigin", {"origin": place, "storageTypes": "all"})
        self._visits += 1
        if self._visits % TIDY_AFTER_VISITS == 0:
            await self.devtools("HeapProfiler.collectGarbage")

    async def _show_nothing(self, place: str = "") -> None:
        """Go to an empty page: of an origin, which we answer ourselves without any request, or of none.

        To leave an origin and come back costs a process each time, 80 ms of computing.
        """
        self._own_request = True
        self._emptied.clear()
        self._nothing = f"{place}{scripts.NOTHING_PATH}" if place else NOTHING
        try:
            await self.devtools("Page.navigate", {"url": self._nothing}, timeout_s=CLOSE_TIMEOUT_S)
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                # Not just any document: the page of an error can come first.
                await self._emptied.wait()
        finally:
            self._own_request = False

    async def close(self) -> None:
        """Close the tab; raises `TimeoutError` where the browser does not answer."""
        for task in self._tasks:
            task.cancel()
        async with asyncio.timeout(CLOSE_TIMEOUT_S):
            with contextlib.suppress(PlaywrightError):
                await self._page.close()

    # -- what a page may try

    def _later(self, work: Awaitable[Any]) -> None:
        async def quietly() -> None:
            with contextlib.suppress(PlaywrightError, FetchError):
                await work

        task = asyncio.create_task(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_dialog(self, dialog: Dialog) -> None:
        self._dialogs += 1
        self._notes.append("dialog-dismissed")
        self.is_spoilt = self.is_spoilt or self._dialogs > MAX_DIALOGS
        # Leaving a page is never asked about: our own going away would wait for the answer.
        self._later(dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())

    def _on_crash(self, page: Page) -> None:
        self._end = self._latest_end()
        self._crashed.set()
        self._on_close(page)

    def _on_close(self, _page: Page) -> None:
        self.is_spoilt = self._is_dead = True
        self._under_way = None
        self._moved.set()
        for command in list(self._commands):
            command.cancel()

    def close_popup(self, page: Page) -> None:
        """Close a window that the page opened."""
        self._notes.append("popup-closed")
        self._later(page.close())

    def _on_response(self, response: Response) -> None:
        self._recorder.note(response)
        if response.status >= 400:
            self._miss(response.request)

    def _miss(self, request: Request) -> None:
        """Note that the page looks otherwise than it should: a style sheet of it did not come."""
        if request.resource_type == "stylesheet" and "style-missing" not in self._notes:
            self._notes.append("style-missing")

    def _on_failed(self, request: Request) -> None:
        # What the page itself called off is not missed.
        if not self._is_leaving and not self._own_request and "ABORTED" not in (request.failure or ""):
            self._miss(request)
            if "BLOCKED_BY_CLIENT" not in (request.failure or ""):
                self._recorder.doubt("request-failed")
        try:
            is_main = request.is_navigation_request() and request.frame == self._page.main_frame
        except PlaywrightError:
            # The request of a frame that is not there yet, or of no frame.
            return
        if not is_main:
            return
        text, journey = request.failure or "", self._under_way
        if self._own_request or not text:
            return
        if journey is not None and journey.url == request.url:
            if "ABORTED" not in text:
                self._failure, self._failed_url = text, request.url
            # Else overtaken by another move, or stopped by the page.
            self._end_journey()
        elif journey is None and self._standing is not None and "ABORTED" not in text:
            self._standing.is_cut_off = self._standing.is_cut_off or self._standing.url == request.url

    def _on_navigated(self, event: dict[str, Any]) -> None:
        frame = event["frame"]
        if "parentId" in frame:
            return
        journey = self._under_way
        if frame["url"] == self._nothing and self._own_request:
            self._emptied.set()
            return
        if unreachable := frame.get("unreachableUrl"):
            if not self._own_request and journey is not None:
                if journey.status >= 400:
                    self._failure = f"net::ERR_HTTP_RESPONSE_CODE_FAILURE {journey.status}"
                else:
                    self._failure = self._failure or "net::ERR_FAILED"
                self._failed_url = unreachable
        elif urlsplit(frame["url"]).scheme in _WEB and journey is not None:
            self._standing, self._calls = journey, 0
            self._is_inert = _is_sandboxed(journey.headers.get("content-security-policy", ""))
        else:
            self._is_replaced = True
        self._end_journey()

    def _on_wish(self, event: dict[str, Any]) -> None:
        if event["reason"].startswith("formSubmission") and len(self._form_targets) < MAX_LED_TO:
            self._form_targets.add(event["url"].partition("#")[0])

    def _end_journey(self) -> None:
        self._under_way = None
        self._moved.set()

    def _hold(self, url: str) -> None:
        """Keep the document that stands; where the page wanted to go becomes a link."""
        may_go = self._visit.may_go_to is None or self._visit.may_go_to(url)
        if may_go and urlsplit(url).scheme in _WEB and len(self._led_to) < MAX_LED_TO:
            self._led_to[url] = None

    def _on_paused(self, event: dict[str, Any]) -> None:
        is_document = event["resourceType"] == "Document"
        is_main = is_document and event["frameId"] == self._frame_id
        params: dict[str, Json] = {"requestId": event["requestId"]}
        if is_main and self._own_request and event["request"]["url"] == self._nothing:
            self._later(self.devtools("Fetch.fulfillRequest", {**params, **_EMPTY}))
            return
        if "responseStatusCode" in event or "responseErrorReason" in event:
            failure = self._look_at_answer(event, is_main=is_main)
        elif is_main:
            failure = self._look_at_move(event)
        else:
            failure = self._look_at_request(event, is_document=is_document)
        if failure:
            self._later(self.devtools("Fetch.failRequest", {**params, "errorReason": failure}))
            return
        if "responseStatusCode" not in event and (headers := self._with_credentials(event["request"])):
            params["headers"] = headers
        self._later(self.devtools("Fetch.continueRequest", params))

    def _on_challenge(self, event: dict[str, Any]) -> None:
        """Answer who asks for a name and a password; left to itself, the browser shows a dialog that fails.

        A server gets none, so that the page which it has for strangers is seen; our proxy gets them once.
        """
        login: Mapping[str, str] = {}
        if event["authChallenge"].get("source") == "Proxy":
            login, self._proxy_login = self._proxy_login, {}
        answer = {"response": "ProvideCredentials", **login} if login else {"response": "CancelAuth"}
        params: dict[str, Json] = {"requestId": event["requestId"], "authChallengeResponse": answer}
        self._later(self.devtools("Fetch.continueWithAuth", params))

    def _look_at_request(self, event: dict[str, Any], *, is_document: bool) -> str:
        """Return why a request of the page may not go out, empty if it may."""
        request = event["request"]
        if request["method"].upper() not in SAFE_METHODS:
            self._blocked_methods += 1
            self._notes.append("method-blocked")
            return _HELD_BACK if is_document else _BLOCKED
        if any(name.lower() in {"purpose", "sec-purpose"} for name in request["headers"]):
            self._blocked_requests += 1
            return _BLOCKED
        if is_document and request["url"].partition("#")[0] in self._form_targets:
            self._notes.append("form-held")
            return _HELD_BACK
        if is_document:
            if self._visit.may_embed is not None and not self._visit.may_embed(request["url"]):
                self._blocked_requests += 1
                return _HELD_BACK
            self._frames.add(request["url"])
        elif event["resourceType"] in _CALLS and event["frameId"] == self._frame_id:
            self._calls += "redirectedRequestId" not in event
        return ""

    def _look_at_move(self, event: dict[str, Any]) -> str:
        """Return why the main frame may not go where it wants to, empty if it may."""
        request, journey = event["request"], self._under_way
        url = request["url"] + request.get("urlFragment", "")
        if request["method"].upper() not in SAFE_METHODS:
            self._blocked_methods += 1
            self._notes.append("method-blocked")
            return _HELD_BACK
        is_redirect = "redirectedRequestId" in event
        is_ours = self._own_request and not is_redirect and journey is not None and not journey.status
        if not is_redirect and not is_ours:
            if self._is_leaving:
                return _HELD_BACK
            if url.partition("#")[0] in self._form_targets:
                # No form is sent, with whatever method.
                self._notes.append("form-held")
                return _HELD_BACK
            if self._has_settled or self._moves >= LATE_NAVIGATIONS:
                self._notes.append("navigation-held")
                if self._moves < LATE_NAVIGATIONS:
                    # Else it moves on for ever: one more address of it would do so too.
                    self._hold(url)
                return _HELD_BACK
            self._moves += 1
            self._notes.append("moved-on")
        may_go = self._visit.may_go_to is None or self._visit.may_go_to(url)
        if not is_ours and not may_go:
            self._led_away_to = url
            self._end_journey()
            return _HELD_BACK
        if is_redirect and journey is not None and len(journey.hops) >= MAX_HOPS:
            self._failure, self._failed_url = "net::ERR_TOO_MANY_REDIRECTS", url
            self._end_journey()
            return _HELD_BACK
        if is_redirect and journey is not None:
            journey.pass_on(url)
        elif not is_ours:
            passed = self._standing
            hops = [*passed.hops, (passed.url, 0)] if passed is not None else []
            self._under_way = _Journey(url, hops)
            self._moving.set()
        return ""

    def _look_at_answer(self, event: dict[str, Any], *, is_main: bool) -> str:
        """Note the answer to a document; return why it is not wanted, empty if it is."""
        status = event.get("responseStatusCode")
        headers: dict[str, str] = {}
        for field_ in event.get("responseHeaders", ()):
            name = field_["name"].lower()
            headers[name] = f"{headers[name]}, {field_['value']}" if name in headers else field_["value"]
        if not is_main:
            seen = _Journey(event["request"]["url"], [], status or 0, headers)
            return _HELD_BACK if status and _is_unwanted(seen) else ""
        journey = self._under_way
        if journey is None:
            # The document stands already, and the rest of it does not come.
            if event.get("responseErrorReason", "Aborted") != "Aborted" and self._standing is not None:
                self._standing.is_cut_off = True
            return ""
        if status is None:
            # A redirect to no address at all, a connection that broke: the browser says what it was. Also
            # the end of a document that is cut off before it is shown.
            journey.is_cut_off = bool(journey.status) and event["responseErrorReason"] != "Aborted"
            return ""
        journey.answered(status, headers)
        target = urljoin(journey.url, headers.get("location", "")) if status in _REDIRECTS else ""
        if target and urlsplit(target).scheme.lower() not in _WEB:
            self._unsafe_target = target
            self._end_journey()
            return _HELD_BACK
        if target or not (_is_unwanted(journey) or status in _WITHOUT_BODY):
            return ""
        journey.is_refused = True
        if not self._own_request:
            # A page that leads to a document stands, with a link to it.
            self._hold(journey.url)
        self._end_journey()
        return _HELD_BACK

    def _with_credentials(self, request: Mapping[str, Any]) -> list[dict[str, str]]:
        """Return the headers of a request with what its very origin may know, empty where that is nothing."""
        ours = self._visit.credentials.get(origin(request["url"])) if self._visit.credentials else None
        if not ours:
            return []
        headers = dict(request["headers"])
        for name, value in ours.items():
            known = next((key for key in headers if key.lower() == name.lower()), name)
            # The page may have cookies of its own.
            joins = known in headers and name.lower() == "cookie"
            headers[known] = f"{headers[known]}; {value}" if joins else value
        return [{"name": name, "value": value} for name, value in headers.items()]


def _is_sandboxed(policies: str) -> bool:
    """Say whether a content security policy lets no script run at all (CSP 3, 6.3.2)."""
    directives = (words for part in re.split("[,;]", policies.lower()) if (words := part.split()))
    return any(words[0] == "sandbox" and "allow-scripts" not in words for words in directives)


def _is_unwanted(journey: _Journey) -> bool:
    """Say whether an answer is no page: a download, a picture, a document of another kind."""
    kind = journey.media_type
    if journey.is_download or not kind or kind in PAGE_TYPES:
        return journey.is_download
    # What an error says may be read in any text.
    return journey.status < 400 or not (kind.startswith("text/") or kind.endswith("json"))


def _glob(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")


@dataclass(slots=True)
class _Host:
    """What lives on from visit to visit of a host: a context with its HTTP cache, at times a tab in it."""

    context: BrowserContext
    tab: PlaywrightTab | None = None
    knows_proxy: bool = False
    """Whether the context remembers how to log in to our proxy."""
    opens_tab: bool = False

    def close_popup(self, page: Page) -> None:
        """Close a window that a page opened; Chromium lets hardly any of them open at all."""
        if not self.opens_tab and self.tab is not None:
            self.tab.close_popup(page)


class PlaywrightBrowser:
    """A Chromium process with a few tabs; another takes its place every so many pages and after a hang.

    Visits that are under way in the one that is replaced go on to their end: nobody waits for a page that
    hangs.
    """

    def __init__(self, options: LaunchOptions, axe: AxeSource) -> None:
        self._options = options
        self._axe = axe
        self._present: _Chromium | None = None
        self._replaced: set[_Chromium] = set()
        self._starting = asyncio.Lock()

    @classmethod
    async def launch(cls, options: LaunchOptions, axe: AxeSource) -> "PlaywrightBrowser":
        """Start Chromium; raises `SetupError` with what to do when it does not start."""
        browser = cls(options, axe)
        browser._present = await _Chromium.start(options, axe)
        return browser

    @property
    def name(self) -> str:
        """Return e.g. `chromium 139.0.1 (playwright)`."""
        return self._present.name if self._present is not None else ""

    @asynccontextmanager
    async def visit(self, visit: Visit) -> AsyncIterator[Tab]:
        """Load a page in the tab of its host and give it; raises `FetchError`."""
        async with self._in_use() as chromium, chromium.visit(visit) as tab:
            yield tab

    @asynccontextmanager
    async def stage(self, recording: Recording) -> AsyncIterator[PlaywrightStage]:
        """Give a stage for a recording, in a context that is thrown away; raises `FetchError`."""
        async with self._in_use() as chromium, chromium.stage(recording) as stage:
            yield stage

    @asynccontextmanager
    async def _in_use(self) -> AsyncIterator["_Chromium"]:
        """Give the browser for one use; one that was replaced ends with the last use of it."""
        chromium = await self._one_that_runs()
        try:
            yield chromium
        finally:
            chromium.open_visits -= 1
            chromium.visits += 1
            if chromium in self._replaced and not chromium.open_visits:
                self._replaced.discard(chromium)
                await asyncio.shield(chromium.aclose())

    async def wait_for_room(self) -> None:
        """Wait for a while as long as pages that are open take so much memory that one more is too many."""
        until = time.monotonic() + ROOM_TIMEOUT_S
        while time.monotonic() < until:
            present = self._present
            if present is None or not present.open_visits or present.pages_mib <= ROOM_MIB:
                return
            await asyncio.sleep(0.25)

    async def aclose(self) -> None:
        """End the browser and Playwright's driver."""
        present, self._present = self._present, None
        replaced, self._replaced = self._replaced, set()
        await asyncio.gather(
            *(chromium.aclose() for chromium in (present, *replaced) if chromium is not None)
        )

    async def _one_that_runs(self) -> "_Chromium":
        """Return the browser for a visit, which counts as open from now on; a new one if that is worn out."""
        async with self._starting:
            present = self._present
            if present is None or present.is_worn:
                if present is not None and present.open_visits:
                    self._replaced.add(present)
                elif present is not None:
                    await present.aclose()
                self._present = None
                present = self._present = await _Chromium.start(self._options, self._axe)
            present.open_visits += 1
            return present


class _Chromium:
    """One browser process, its driver and its profile, from its start to its end."""

    def __init__(self, options: LaunchOptions, axe: AxeSource) -> None:
        self._options = options
        self._axe = axe
        self._playwright: Playwright | None = None
        self._process: ChromiumProcess | None = None
        self._profile = ""
        self._idle: OrderedDict[str, _Host] = OrderedDict()
        self._user_agent: str | None = None
        self._memory: MemoryWatch | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ledger = Ledger()
        self._is_worn = False
        self.open_visits = self.visits = 0
        self.name = ""

    @property
    def pages_mib(self) -> int:
        """Return the memory of all pages, in MiB; 0 where it is not watched."""
        return self._memory.pages_mib if self._memory is not None else 0

    @property
    def process(self) -> ChromiumProcess:
        """Return the process; raises `FetchError` where it was ended."""
        if self._process is None:
            raise failures.crashed("browser", "not running")
        return self._process

    @property
    def is_worn(self) -> bool:
        """Say whether no visit may begin here any more."""
        is_old = self.visits + self.open_visits >= self._options.recycle_after_pages
        return is_old or self._is_worn or self._process is None or not self._process.is_connected()

    @asynccontextmanager
    async def visit(self, visit: Visit) -> AsyncIterator[Tab]:
        """Load a page in the tab of its host and give it; raises `FetchError`."""
        key = urlsplit(visit.url).netloc
        host = self._idle.pop(key, None) or await self._new_host(visit.viewport)
        try:
            if host.tab is not None and host.tab.is_spoilt:
                # Its page died while the tab waited for this visit.
                dead, host.tab = host.tab, None
                await dead.close()
            tab = host.tab or await self._new_tab(host, visit.viewport)
            async with tab.blaming_memory():
                await tab.open(visit)
                yield tab
        finally:
            # Also where the visit was cancelled, so that no tab stays behind.
            await asyncio.shield(self._later(self._give_back(key, host)))

    @asynccontextmanager
    async def stage(self, recording: Recording) -> AsyncIterator[PlaywrightStage]:
        """Give a context in which a recording is played; closed with all its pages afterwards."""
        work = asyncio.ensure_future(
            self.process.new_context(
                user_agent=self._user_agent, locale=self._options.locale, **needs_context(recording)
            )
        )
        context = await self._made(work, lambda context: context.close())
        try:
            yield PlaywrightStage(context, recording)
        except PlaywrightError as error:
            raise failures.from_browser(error) from error
        finally:
            await asyncio.shield(self._later(self._close_stage(context)))

    async def _close_stage(self, context: BrowserContext) -> None:
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await context.close()
        except TimeoutError:
            self._wear_out("stage does not close")

    async def aclose(self) -> None:
        """End the process, its driver, and all that it left."""
        process, self._process = self._process, None
        playwright, self._playwright = self._playwright, None
        profile, self._profile = self._profile, ""
        memory, self._memory = self._memory, None
        self._idle.clear()
        if memory is not None:
            memory.stop()
        with contextlib.suppress(PlaywrightError, TimeoutError):
            if process is not None:
                async with asyncio.timeout(CLOSE_TIMEOUT_S):
                    await process.close()
        if playwright is not None:
            # Stopping the driver ends every process it started, also a browser that hangs.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_TIMEOUT_S):
                    await playwright.stop()
        if profile:
            await asyncio.to_thread(shutil.rmtree, profile, ignore_errors=True)

    # -- tabs

    async def _new_host(self, viewport: Viewport) -> _Host:
        options = self._options
        work = asyncio.ensure_future(
            self.process.new_context(
                user_agent=self._user_agent,
                locale=options.locale,
                viewport={"width": viewport.width_px, "height": viewport.height_px},
                accept_downloads=False,
                service_workers="block",
                ignore_https_errors=False,
                extra_http_headers=dict(options.headers),
            )
        )
        host = _Host(await self._made(work, lambda context: context.close()))
        host.context.on("page", lambda page: host.close_popup(page))
        return host

    async def _new_tab(self, host: _Host, viewport: Viewport) -> PlaywrightTab:
        host.opens_tab = True
        try:
            work = asyncio.ensure_future(host.context.new_page())
            page = await self._made(work, lambda page: page.close())
        finally:
            host.opens_tab = False
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                session = await host.context.new_cdp_session(page)
                host.tab = tab = PlaywrightTab(page, session, viewport, self._latest_end, self._ledger)
                if self._options.proxy_username and not host.knows_proxy:
                    await tab.log_in_to_proxy(self._options.proxy_username, self._options.proxy_password)
                    host.knows_proxy = True
                await tab.prepare(self._axe)
        except BaseException as error:
            if host.tab is None:
                self._later(page.close())
            else:
                host.tab.is_spoilt = True
            if isinstance(error, (PlaywrightError, FetchError, TimeoutError)):
                raise failures.from_browser(error) from error
            raise
        return tab

    async def _made(self, work: "asyncio.Future[Any]", undo: Callable[[Any], Awaitable[None]]) -> Any:
        """Return what was made; what comes after the visit was given up is put away again."""
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                return await asyncio.shield(work)
        except BaseException as error:
            work.add_done_callback(partial(self._put_away, undo))
            if isinstance(error, TimeoutError):
                self._wear_out("no tab opens")
            if isinstance(error, (PlaywrightError, TimeoutError)):
                raise failures.from_browser(error) from error
            raise

    def _put_away(self, undo: Callable[[Any], Awaitable[None]], work: "asyncio.Future[Any]") -> None:
        if not work.cancelled() and work.exception() is None:
            self._later(undo(work.result()))

    def _later(self, work: Awaitable[Any]) -> "asyncio.Task[None]":
        async def quietly() -> None:
            with contextlib.suppress(PlaywrightError):
                await work

        task = asyncio.create_task(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _give_back(self, key: str, host: _Host) -> None:
        """Keep what can be used again, close the rest."""
        if self._process is None:
            return
        tab, is_clean = host.tab, False
        try:
            if tab is not None:
                is_clean = await tab.leave() and not tab.is_big
                if not is_clean:
                    host.tab = None
                    await tab.close()
            if key in self._idle:
                # Another visit of the same host ran beside this one.
                await self._end(host)
                return
            self._idle[key] = host
            with_tab = [other for other in self._idle.values() if other.tab is not None]
            # A tab takes 60 to 90 MiB: the more are visited, the fewer wait. This one still counts as open.
            room = max(0, self._options.max_tabs - self.open_visits + 1)
            for other in with_tab[: len(with_tab) - room]:
                tab, other.tab = other.tab, None
                if tab is not None:
                    await tab.close()
            while len(self._idle) > MAX_CONTEXTS:
                await self._end(self._idle.popitem(last=False)[1])
        except TimeoutError:
            self._idle.pop(key, None)
            self._wear_out("tab does not close")
        except PlaywrightError:
            self._idle.pop(key, None)

    async def _end(self, host: _Host) -> None:
        async with asyncio.timeout(CLOSE_TIMEOUT_S):
            with contextlib.suppress(PlaywrightError):
                await host.context.close()

    def _wear_out(self, reason: str) -> None:
        """Let the next visit begin with a new browser."""
        if not self._is_worn:
            log.warning("browser_restarts", reason=reason)
        self._is_worn = True

    @classmethod
    async def start(cls, options: LaunchOptions, axe: AxeSource) -> "_Chromium":
        """Start Chromium; raises `SetupError` with what to do when it does not start."""
        chromium = cls(options, axe)
        await chromium._start()
        return chromium

    async def _start(self) -> None:
        options = self._options
        _expect_the_driver_to_end(asyncio.get_running_loop())
        self._playwright = await async_playwright().start()
        args = [*options.args, f"--disk-cache-size={CACHE_BYTES}"]
        proxy: ProxySettings | None = None
        if options.proxy_server:
            proxy = {"server": options.proxy_server, "bypass": "<-loopback>"}
            # The proxy looks names up; what the browser does not ask the proxy for, it cannot find.
            args.append("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
        self._profile = await asyncio.to_thread(_new_profile)
        try:
            # Started with a profile of its own: some of what a browser does unasked is only a setting there.
            first = await self._playwright.chromium.launch_persistent_context(
                self._profile,
                executable_path=options.executable or None,
                args=args,
                ignore_default_args=list(UNWANTED_DEFAULTS),
                proxy=proxy,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
            self._process = first.browser
            if self._process is None:
                raise PlaywrightError("no browser behind the first context")
            for page in first.pages:
                await page.close()
        except PlaywrightError as error:
            await self.aclose()
            raise SetupError(
                "The browser {path} does not start: {reason}\nRun `drempel doctor` to see what is missing.",
                path=options.executable or "Playwright",
                reason=str(error).splitlines()[0],
            ) from error
        self.name = f"chromium {self._process.version} (playwright)"
        session = await self._process.new_browser_cdp_session()
        if options.agent is not None:
            own = str((await session.send("Browser.getVersion"))["userAgent"])
            self._user_agent = options.agent(own.replace("HeadlessChrome", "Chrome"))
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        await session.detach()
        browser = next(process["id"] for process in processes if process["type"] == "browser")
        self._memory = MemoryWatch(browser, options.page_memory_mib, options.max_tabs)
        self._memory.start()

    def _latest_end(self) -> PageEnd | None:
        return self._memory.latest_end() if self._memory is not None else None


def _expect_the_driver_to_end(loop: asyncio.AbstractEventLoop) -> None:
    """Let the loop not report that a driver is gone: a signal to all processes takes it away before us.

    Playwright keeps that as the error of a future that nobody asks. Each visit that needs the driver fails.
    """
    before = loop.get_exception_handler()
    if isinstance(before, partial) and before.func is _report_but_the_driver:
        return
    loop.set_exception_handler(partial(_report_but_the_driver, before))


def _report_but_the_driver(
    before: Callable[[asyncio.AbstractEventLoop, dict[str, Any]], object] | None,
    loop: asyncio.AbstractEventLoop,
    context: dict[str, Any],
) -> None:
    if _LOST_DRIVER in str(context.get("exception")):
        log.info("driver_ended")
    elif before is not None:
        before(loop, context)
    else:
        loop.default_exception_handler(context)


def _new_profile() -> str:
    for left in Path(tempfile.gettempdir()).glob(f"{PROFILE_PREFIX}*"):
        if _is_left_over(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=PROFILE_PREFIX)
    (Path(folder) / OWNER_FILE).write_text(f"{platform.node()} {os.getpid()}", encoding="utf-8")
    (Path(folder) / "Default").mkdir()
    (Path(folder) / "Default" / "Preferences").write_text(json.dumps(PREFERENCES), encoding="utf-8")
    return folder


def _is_left_over(profile: Path) -> bool:
    """Say whether a profile is of a process of this machine that was killed before it could clear it away."""
    try:
        host, _, process = (profile / OWNER_FILE).read_text(encoding="utf-8").rpartition(" ")
    except (OSError, UnicodeDecodeError):
        return False
    return host == platform.node() and Path("/proc/self").exists() and not Path(f"/proc/{process}").exists()
