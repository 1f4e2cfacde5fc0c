"""What both backends share: a tab spoken to over the DevTools protocol.

Our scripts live in an isolated world that is registered once per tab and exists in every document before
the page's own scripts run; axe-core is registered there too, so no page can replace or read it.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.axe_source import AxeSource
from crawler.browser import failures, scripts
from crawler.browser.base import WORLD, Visit
from drempel.errors import FetchError
from drempel.model.artefact import Exchange, Json
from drempel.model.snapshot import FetchOutcome, Reason, Viewport

QUIET_MS = 100
"""A page counts as settled when its DOM did not change for this long."""

LATE_NAVIGATIONS = 3
"""How often a page may go on to another address by itself before it counts as endless."""

_GONE = ("context", "navigat", "frame", "detached", "inspected target", "no such execution")


@dataclass(frozen=True, slots=True)
class Settled:
    """What the page said of itself when it had settled."""

    url: str
    media_type: str
    charset: str
    status: int
    loaded: bool
    quiet: bool
    bytes_by_host: Mapping[str, int]
    requests: int


class DevToolsTab(ABC):
    """The half of a `Tab` that needs nothing but DevTools commands; backends add the rest."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._url = ""
        self._exchange: Exchange | None = None
        self._notes: list[str] = []
        self._frame_id = ""
        self.is_spoilt = False
        """Whether the tab must not be used for another page."""

    @property
    def url(self) -> str:
        """Return the present address."""
        return self._url

    @property
    def viewport(self) -> Viewport:
        """Return the size of the view."""
        return self._viewport

    @property
    def exchange(self) -> Exchange:
        """Return the HTTP side of the visit; only after the page was loaded."""
        if self._exchange is None:
            raise FetchError(FetchOutcome.CRASHED, Reason("browser", "no page loaded"), permanent=False)
        return self._exchange

    @property
    def notes(self) -> tuple[str, ...]:
        """Return remarks of this visit."""
        return tuple(dict.fromkeys(self._notes))

    @abstractmethod
    async def devtools(self, method: str, params: Mapping[str, Json] | None = None) -> Json:
        """Send one DevTools command; each backend has its own way."""

    async def prepare(self, axe: AxeSource) -> None:
        """Register our isolated world in the tab, once for all its documents."""
        await self.devtools("Page.enable")
        script = {"source": axe.source, "worldName": WORLD}
        await self.devtools("Page.addScriptToEvaluateOnNewDocument", script)
        tree = await self.devtools("Page.getFrameTree")
        self._frame_id = tree["frameTree"]["frame"]["id"]

    async def evaluate(self, script: str, *args: Json, timeout_s: float = 10.0) -> Json:
        """Call a function expression in the isolated world; the deadline holds outside the browser."""
        try:
            async with asyncio.timeout(timeout_s):
                world = await self.devtools(
                    "Page.createIsolatedWorld", {"frameId": self._frame_id, "worldName": WORLD}
                )
                answer = await self.devtools(
                    "Runtime.callFunctionOn",
                    {
                        "functionDeclaration": script,
                        "executionContextId": world["executionContextId"],
                        "arguments": [{"value": arg} for arg in args],
                        "awaitPromise": True,
                        "returnByValue": True,
                    },
                )
        except TimeoutError as error:
            # The page is still busy; only closing its tab ends that.
            self.is_spoilt = True
            raise failures.timed_out("script", timeout_s) from error
        if problem := answer.get("exceptionDetails"):
            text = problem.get("exception", {}).get("description") or problem.get("text", "")
            raise failures.crashed("script", text)
        return answer["result"].get("value")

    async def html(self) -> str:
        """Return the serialised page."""
        return str(await self.evaluate("() => document.documentElement?.outerHTML ?? ''"))

    async def axe(self, options: Mapping[str, Json], timeout_s: float) -> Json:
        """Run axe-core in the isolated world; it reaches shadow roots and same-origin frames."""
        return await self.evaluate(scripts.RUN_AXE, dict(options), timeout_s=timeout_s)

    async def settle(self, visit: Visit) -> Settled:
        """Wait until the page is quiet, following it when it moves on by itself.

        Raises `FetchError` `timeout` for a page that keeps moving on or does not answer.
        """
        cap_ms = round(visit.settle_timeout_s * 1000)
        for attempt in range(LATE_NAVIGATIONS + 1):
            try:
                said = await self.evaluate(
                    scripts.SETTLE, cap_ms, QUIET_MS, timeout_s=visit.settle_timeout_s + 5
                )
            except FetchError as error:
                moved_on = any(word in error.reason.detail.lower() for word in _GONE)
                if not moved_on or attempt == LATE_NAVIGATIONS:
                    raise
                self._notes.append("moved-on")
                await asyncio.sleep(0.05)
                continue
            if not said["loaded"] or not said["quiet"]:
                self._notes.append("settle-timeout")
            return Settled(
                url=said["url"],
                media_type=said["mediaType"],
                charset=said["charset"],
                status=said["status"],
                loaded=said["loaded"],
                quiet=said["quiet"],
                bytes_by_host={urlsplit(u).netloc: n for u, n in said["bytes"]},
                requests=said["requests"],
            )
        raise failures.timed_out("settle", visit.settle_timeout_s)


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return the bare media type of a response, lower case, empty without one."""
    return headers.get("content-type", "").split(";", 1)[0].strip().lower()


HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
"""What is judged as a page."""

PAGE_TYPES = HTML_TYPES | {"image/svg+xml", "application/xml", "text/xml"}
"""What Chromium shows as a document tree."""
