"""The stage: a page played again from what a visit recorded, on which gatherers may act.

Nothing that is tried here reaches a server. A stage has a browser context of its own whose requests are all
answered from the recording, and whose proxy is a closed door for whatever would come past that. Where the
page wants to go, what it wants to send, open, ask or save is written down and does not happen.
"""

import asyncio
import contextlib
from base64 import b64encode
from collections.abc import Awaitable, Mapping
from typing import Any
from urllib.parse import urlsplit

import structlog
from playwright.async_api import BrowserContext, CDPSession, Dialog, Page
from playwright.async_api import Error as PlaywrightError

from crawler.browser import failures, scripts
from crawler.browser.base import AS_VISITED, WORLD, Conditions, Recording, Visit
from crawler.browser.devtools import DevToolsTab
from crawler.urls import origin
from drempel.errors import FetchError
from drempel.model.acting import Held
from drempel.model.artefact import Json
from drempel.model.snapshot import Viewport

log = structlog.get_logger()

CLOSED_DOOR = "http://127.0.0.1:9"
"""The proxy of a stage: nobody listens there, and a browser that asks another address asks this one first."""

MAX_HELD = 200
MAX_DIALOGS = 20
"""A page that shows more of them does nothing else."""

MAX_DEPARTURES = 40
"""A page that wants to go elsewhere so often, or opens so many windows, does nothing else."""

STEP_TIMEOUT_S = 5.0
"""What one key, one movement or one picture may take."""

LOAD_TIMEOUT_S = 10.0
"""What the page may take to stand again: nothing of it comes from far."""

SETTLE_TIMEOUT_S = 2.0

_SAFE = frozenset({"GET", "HEAD"})
_KEPT = frozenset({"Stylesheet", "Image", "Font", "Script"})
"""What the browser may keep from one load of the page to the next: half of what a load costs."""


class StageTab(DevToolsTab):
    """The page on the stage. All that it tries to do to the world is in `held`."""

    def __init__(self, page: Page, session: CDPSession, viewport: Viewport, recording: Recording) -> None:
        super().__init__(viewport)
        self._page = page
        self._session = session
        self._recording = recording
        self._is_loading = False
        self._held: list[Held] = []
        self._dialogs = self._departures = 0
        self._conditions = AS_VISITED
        self._tasks: set[asyncio.Task[None]] = set()
        page.on("dialog", self._on_dialog)
        page.on("crash", lambda _: self._spoil())
        page.on("download", lambda download: self.hold("download", download.url))
        session.on("Fetch.requestPaused", self._on_paused)
        session.on("Page.frameRequestedNavigation", self._on_wish)
        session.on("Page.windowOpen", lambda event: self.hold("popup", event["url"]))

    async def set_up(self) -> None:
        """Bring all requests of the page under our hand, and our world into its documents: no axe-core."""
        await self.devtools("Page.enable")
        watch = {"source": scripts.KEEP_TO_THE_WEB + scripts.stays_after(MAX_DEPARTURES), "worldName": WORLD}
        await self.devtools("Page.addScriptToEvaluateOnNewDocument", watch)
        await self.devtools("Page.addScriptToEvaluateOnNewDocument", {"source": scripts.WITHOUT_SIDE_DOORS})
        tree = await self.devtools("Page.getFrameTree")
        self._frame_id = tree["frameTree"]["frame"]["id"]
        await self.devtools("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    async def _command(self, method: str, params: dict[str, Json]) -> Json:
        try:
            return await self._session.send(method, params)
        except PlaywrightError as error:
            raise failures.from_browser(error) from error

    # -- what the page tried

    @property
    def held(self) -> tuple[Held, ...]:
        """Return what the page wanted to do since it was loaded or since `forget_held`."""
        return tuple(self._held)

    def forget_held(self) -> None:
        """Begin a new list of what the page tries."""
        self._held = []

    def hold(self, kind: str, detail: str) -> None:
        """Write down what the page wanted to do."""
        self._departures += kind == "popup"
        if len(self._held) < MAX_HELD:
            self._held.append(Held(kind, detail[:500]))

    def _on_dialog(self, dialog: Dialog) -> None:
        self._dialogs += 1
        self.hold("leave" if dialog.type == "beforeunload" else "dialog", dialog.message)
        if self._dialogs > MAX_DIALOGS:
            self._spoil()
        self.later(dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())

    def _spoil(self) -> None:
        self.is_spoilt = True

    def later(self, work: Awaitable[None]) -> None:
        """Do something beside all else; what becomes of it does not matter."""

        async def quietly() -> None:
            with contextlib.suppress(PlaywrightError):
                await work

        task = asyncio.ensure_future(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_wish(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self._frame_id and not self._is_loading:
            self._departures += 1
            if self._departures >= MAX_DEPARTURES:
                self._spoil()

    def _on_paused(self, event: dict[str, Any]) -> None:
        self.later(self._answer(event))

    async def _answer(self, event: dict[str, Any]) -> None:
        request, kind = event["request"], event["resourceType"]
        params: dict[str, Json] = {"requestId": event["requestId"]}
        with contextlib.suppress(FetchError):
            if self._is_refused(event):
                await self._command("Fetch.failRequest", {**params, "errorReason": "Aborted"})
                return
            answered = self._recording.answer(request["url"])
            if kind == "Image" and not self._conditions.images:
                answered = None
            elif answered is None and not self._is_loading:
                self.hold("request", request["url"])
            if answered is None:
                await self._command("Fetch.failRequest", {**params, "errorReason": "Failed"})
                return
            if (line := self._conditions.line) is not None:
                size = answered.wire_bytes or len(answered.body)
                await line.carry(request["url"], size, request.get("initialPriority", ""))
            headers = [{"name": name, "value": value} for name, value in answered.headers.items()]
            if kind in _KEPT:
                headers.append({"name": "cache-control", "value": "max-age=3600"})
            body = b64encode(answered.body).decode("ascii")
            params |= {"responseCode": answered.status, "responseHeaders": headers, "body": body}
            await self._command("Fetch.fulfillRequest", params)

    def _is_refused(self, event: dict[str, Any]) -> bool:
        """Write down and refuse what would go to a server, and where the page itself wants to go."""
        request = event["request"]
        if request["method"].upper() not in _SAFE:
            self.hold("post", f"{request['method']} {request['url']}")
            return True
        is_main = event["resourceType"] == "Document" and event["frameId"] == self._frame_id
        if is_main and not (self._is_loading and request["url"] == _bare(self._recording.url)):
            self.hold("move", request["url"])
            return True
        return False

    # -- what gatherers do

    async def press(self, key: str) -> None:
        """Press and release a key, with modifiers before it: `Shift+Tab`."""
        await self._step(self._page.keyboard.press(key))

    async def type(self, text: str) -> None:
        """Type a text, key by key."""
        await self._step(self._page.keyboard.type(text))

    async def move(self, x: float, y: float) -> None:
        """Move the pointer to a place in the view, in CSS pixels."""
        await self._step(self._page.mouse.move(x, y, steps=2))

    async def down(self) -> None:
        """Press the main button of the pointer."""
        await self._step(self._page.mouse.down())

    async def up(self) -> None:
        """Release the main button of the pointer."""
        await self._step(self._page.mouse.up())

    async def click(self, x: float, y: float) -> None:
        """Click at a place in the view."""
        await self._step(self._page.mouse.click(x, y))

    async def resize(self, width_px: int, height_px: int) -> None:
        """Give the view another size."""
        await self._step(self._page.set_viewport_size({"width": width_px, "height": height_px}))
        self._viewport = Viewport(width_px, height_px)

    async def screenshot(self) -> bytes:
        """Return the view as PNG."""
        shot: bytes = await self._step(self._page.screenshot(caret="initial"))
        return shot

    async def _step(self, work: Awaitable[Any]) -> Any:
        if self.is_spoilt:
            if asyncio.iscoroutine(work):
                work.close()
            raise failures.crashed("renderer", "the page on the stage is gone")
        try:
            async with asyncio.timeout(STEP_TIMEOUT_S):
                return await work
        except TimeoutError as error:
            self.is_spoilt = True
            raise failures.timed_out("script", STEP_TIMEOUT_S) from error
        except PlaywrightError as error:
            raise failures.from_browser(error) from error

    # -- loading

    async def load(self, conditions: Conditions) -> None:
        """Load the page anew under these conditions; nothing is left of what was tried before."""
        self._is_loading = True
        try:
            await self._load(self._recording, conditions)
        finally:
            self._is_loading = False

    async def _load(self, recording: Recording, conditions: Conditions) -> None:
        if self._url:
            await self.devtools("Network.clearBrowserCookies")
            await self.devtools(
                "Storage.clearDataForOrigin", {"origin": origin(recording.url), "storageTypes": "all"}
            )
        await self._set(conditions)
        self.begin()
        self.forget_held()
        self._dialogs = self._departures = 0
        self._url = recording.url
        most_s = conditions.wait_s or LOAD_TIMEOUT_S
        try:
            async with asyncio.timeout(most_s):
                await self._page.goto(recording.url, wait_until="commit", timeout=most_s * 1000)
                # What the page said good-bye with is not of this one.
                self.forget_held()
                if not conditions.wait_s and conditions.script:
                    settled = await self.settle(
                        Visit(recording.url, self._viewport, settle_timeout_s=SETTLE_TIMEOUT_S),
                        LOAD_TIMEOUT_S,
                    )
                    self._url = settled.url
                elif not conditions.wait_s:
                    await self._page.wait_for_load_state("load", timeout=LOAD_TIMEOUT_S * 1000)
        except TimeoutError as error:
            self.is_spoilt = True
            raise failures.timed_out("navigation", most_s) from error
        except PlaywrightError as error:
            raise failures.from_browser(error) from error
        self._has_settled = True

    async def _set(self, wanted: Conditions) -> None:
        have = self._conditions
        if wanted.viewport != self._viewport:
            await self.resize(wanted.viewport.width_px, wanted.viewport.height_px)
        if wanted.script != have.script:
            await self.devtools("Emulation.setScriptExecutionDisabled", {"value": not wanted.script})
        if _is_without_cache(wanted) != _is_without_cache(have):
            await self.devtools("Network.setCacheDisabled", {"cacheDisabled": _is_without_cache(wanted)})
        if wanted.cpu_slowdown != have.cpu_slowdown:
            await self.devtools("Emulation.setCPUThrottlingRate", {"rate": wanted.cpu_slowdown})
        if wanted.media != have.media:
            features = [{"name": name, "value": value} for name, value in wanted.media.items()]
            await self.devtools("Emulation.setEmulatedMedia", {"features": features})
        self._conditions = wanted

    @property
    def conditions(self) -> Conditions:
        """Return under which conditions the page stands."""
        return self._conditions

    async def close(self) -> None:
        """Close the page."""
        for task in self._tasks:
            task.cancel()
        # Where it does not close in time, the stage that ends closes it, or else the end of the browser.
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(STEP_TIMEOUT_S):
                await self._page.close()


class PlaywrightStage:
    """A browser context that knows one recording and nothing of the world."""

    def __init__(self, context: BrowserContext, recording: Recording) -> None:
        self._context = context
        self._recording = recording
        self._tab: StageTab | None = None
        self._opens_tab = False
        context.on("page", self._on_popup)

    @property
    def recording(self) -> Recording:
        """Return what is played."""
        return self._recording

    async def fresh(self, conditions: Conditions = AS_VISITED) -> StageTab:
        """Return the page as it stood when it had loaded; another call makes an earlier tab useless.

        Raises `FetchError` where it does not stand within some seconds.
        """
        if self._tab is not None and not self._tab.is_spoilt:
            with contextlib.suppress(FetchError):
                return await self._loaded(self._tab, conditions)
        # A page that hangs, or that goes on and on by itself, makes place for none.
        if self._tab is not None:
            spoilt, self._tab = self._tab, None
            await spoilt.close()
        return await self._loaded(await self._new_tab(conditions.viewport), conditions)

    async def _loaded(self, tab: StageTab, conditions: Conditions) -> StageTab:
        await tab.load(conditions)
        return tab

    async def _new_tab(self, viewport: Viewport) -> StageTab:
        self._opens_tab = True
        try:
            async with asyncio.timeout(LOAD_TIMEOUT_S):
                page = await self._context.new_page()
                session = await self._context.new_cdp_session(page)
                self._tab = tab = StageTab(page, session, viewport, self._recording)
                await tab.resize(viewport.width_px, viewport.height_px)
                await tab.set_up()
        except PlaywrightError as error:
            raise failures.from_browser(error) from error
        except TimeoutError as error:
            raise failures.timed_out("script", LOAD_TIMEOUT_S) from error
        finally:
            self._opens_tab = False
        return tab

    def _on_popup(self, page: Page) -> None:
        if not self._opens_tab and self._tab is not None:
            self._tab.later(page.close())


def _is_without_cache(conditions: Conditions) -> bool:
    # Slowly means: as for somebody who comes for the first time.
    return not conditions.images or conditions.wait_s > 0


def _bare(url: str) -> str:
    return url.partition("#")[0]


def needs_context(recording: Recording) -> Mapping[str, Any]:
    """Return the options of the context on which a recording is played."""
    return {
        "viewport": {"width": recording.viewport.width_px, "height": recording.viewport.height_px},
        "accept_downloads": False,
        "service_workers": "block",
        "proxy": {"server": CLOSED_DOOR, "bypass": "<-loopback>"},
        "ignore_https_errors": urlsplit(recording.url).scheme == "https",
    }
