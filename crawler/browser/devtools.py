"""What both backends share: a tab spoken to over the DevTools protocol.

Our scripts live in an isolated world that is registered once per tab and exists in every document before
the page's own scripts run; axe-core is registered there too, so no page can replace or read it.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.axe_source import AxeSource
from crawler.browser import failures, scripts
from crawler.browser.base import WORLD, Visit
from drempel.errors import FetchError
from drempel.model.artefact import Exchange, Json
from drempel.model.snapshot import FetchOutcome, Reason, Viewport

QUIET_MS = 100
"""A page without scripts counts as settled when its DOM did not change for this long."""

SCRIPT_PAUSE_MS = 250
THIN_PAUSE_MS = 1_000
FEW_LINKS = 20
"""A page with scripts must be quiet for longer, and longest with few links: its content may be to come."""

CALLS_GRACE_S = 2.0
"""How much longer than it has to get quiet a page may wait for what its scripts asked the server for."""

LATE_NAVIGATIONS = 3
"""How often a page may go on to another address by itself before it is judged where it stands."""

PARSER_TIMEOUT_S = 10.0
"""How long the parser of a whole document may wait for a script that does not come."""

HUNG_AFTER_S = 5.0
"""A page that does not answer for this long beyond what it was asked for is busy for good."""

COMMAND_TIMEOUT_S = 30.0
"""What one DevTools command may take: a tree of 100,000 nodes takes a few seconds."""

MAX_LOCATED = 200
"""Of how many findings in frames of other origins the place is looked up."""

GONE = ("context", "navigat", "frame", "detached", "inspected target", "no such execution")
"""Words in Chromium's messages about a document that is no longer there."""


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
    elements: int


class DevToolsTab(ABC):
    """The half of a `Tab` that needs nothing but DevTools commands; backends add the rest."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._url = ""
        self._exchange: Exchange | None = None
        self._notes: list[str] = []
        self._frame_id = ""
        self._world: int | None = None
        self._has_settled = False
        self._is_inert = False
        """Whether no script of the page runs, by its own wish: no timer and no axe-core runs in it either."""
        self._calls = 0
        """What the page's scripts asked for (fetch, XMLHttpRequest), where the backend sees that."""
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

    async def devtools(
        self,
        method: str,
        params: Mapping[str, Json] | None = None,
        *,
        timeout_s: float = COMMAND_TIMEOUT_S,
    ) -> Json:
        """Send one DevTools command; the deadline holds outside the browser."""
        try:
            async with asyncio.timeout(timeout_s):
                return await self._command(method, dict(params or {}))
        except TimeoutError as error:
            # The page is still busy; only closing its tab ends that.
            self.is_spoilt = True
            raise failures.timed_out("script", timeout_s) from error

    @abstractmethod
    async def _command(self, method: str, params: dict[str, Json]) -> Json:
        """Send one DevTools command; each backend has its own way."""

    async def prepare(self, axe: AxeSource) -> None:
        """Register our isolated world in the tab, once for all its documents."""
        await self.devtools("Page.enable")
        script = {"source": scripts.in_documents(axe.source), "worldName": WORLD}
        await self.devtools("Page.addScriptToEvaluateOnNewDocument", script)
        await self.devtools("Page.addScriptToEvaluateOnNewDocument", {"source": scripts.WITHOUT_SIDE_DOORS})
        tree = await self.devtools("Page.getFrameTree")
        self._frame_id = tree["frameTree"]["frame"]["id"]

    def begin(self) -> None:
        """Forget the last visit."""
        self._notes, self._exchange, self._world, self._has_settled = [], None, None, False
        self._calls, self._is_inert = 0, False

    async def evaluate(self, script: str, *args: Json, timeout_s: float = 10.0) -> Json:
        """Call a function expression in the isolated world; the deadline holds outside the browser.

        After the page has settled, another document in its place is an error: what is gathered is of one
        document.
        """
        try:
            async with asyncio.timeout(timeout_s):
                answer = await self._call_function(script, args, await self._our_world())
        except TimeoutError as error:
            self.is_spoilt = True
            raise failures.timed_out("script", timeout_s) from error
        except FetchError as error:
            if self._has_settled and is_of_a_gone_document(error):
                raise failures.replaced() from error
            raise
        if problem := answer.get("exceptionDetails"):
            text = problem.get("exception", {}).get("description") or problem.get("text", "")
            raise failures.crashed("script", text)
        return answer["result"].get("value")

    async def _our_world(self) -> int:
        """Return the isolated world; once settled only that of the document that was waited for."""
        if self._world is None or not self._has_settled:
            world = await self.devtools(
                "Page.createIsolatedWorld", {"frameId": self._frame_id, "worldName": WORLD}
            )
            self._world = int(world["executionContextId"])
        return self._world

    async def _call_function(
        self, script: str, args: Sequence[Json], world: int, *, by_value: bool = True
    ) -> Any:
        return await self.devtools(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": script,
                "executionContextId": world,
                "arguments": [{"value": arg} for arg in args],
                "awaitPromise": True,
                "returnByValue": by_value,
            },
            timeout_s=600,
        )

    async def html(self) -> str:
        """Return the serialised page."""
        return str(await self.evaluate("() => document.documentElement?.outerHTML ?? ''"))

    async def axe(self, options: Mapping[str, Json], timeout_s: float) -> Json:
        """Run axe-core in the isolated world; it reaches shadow roots and frames of the same process."""
        if self._is_inert:
            raise failures.crashed("script", "the page lets no script run")
        raw = await self.evaluate(scripts.RUN_AXE, dict(options), timeout_s=timeout_s)
        rules = (*raw["violations"], *raw["incomplete"])
        lost = [node for rule in rules for node in rule["nodes"] if "path" not in node]
        frames: dict[tuple[str, ...], tuple[int, list[int]] | None] = {}
        for node in [node for node in lost if len(node["target"]) > 1][:MAX_LOCATED]:
            node.update(await self._place(node["target"], frames))
        return raw

    async def _place(
        self, target: Sequence[Json], frames: dict[tuple[str, ...], tuple[int, list[int]] | None]
    ) -> dict[str, Json]:
        """Return path and tag of an element in a frame of another origin, step by step from frame to frame.

        No script sees from one into the other. `frames` keeps the ways that were found before.
        """
        steps = tuple(map(str, target))
        try:
            world = await self._our_world()
            path: list[int] = []
            for at, step in enumerate(target[:-1], 1):
                if steps[:at] not in frames:
                    frames[steps[:at]] = None
                    frames[steps[:at]] = await self._enter(world, path, step)
                known = frames[steps[:at]]
                if known is None:
                    return {}
                world, path = known
            answer = await self._call_function(scripts.LOCATE, ([target[-1]],), world)
        except FetchError:
            # The frame went away: the finding keeps its selector.
            return {}
        place = answer["result"].get("value")
        return {"path": [*path, *place["path"]], "tag": place["tag"]} if place else {}

    async def _enter(self, world: int, path: list[int], step: Json) -> tuple[int, list[int]] | None:
        """Return our world in the frame that a selector finds, and the path to its document."""
        place = (await self._call_function(scripts.LOCATE, ([step],), world))["result"].get("value")
        found = await self._call_function(scripts.FIND, (step,), world, by_value=False)
        if not place or not (handle := found["result"].get("objectId")):
            return None
        node = (await self.devtools("DOM.describeNode", {"objectId": handle}))["node"]
        inner = {"frameId": node.get("frameId", ""), "worldName": WORLD}
        entered = await self.devtools("Page.createIsolatedWorld", inner)
        return int(entered["executionContextId"]), [*path, *place["path"], -2]

    async def settle(self, visit: Visit, time_left_s: float | None = None) -> Settled:
        """Wait until the page is quiet, following it when it moves on by itself.

        `time_left_s` is what is left for the document itself to arrive. Raises `FetchError` `timeout` for
        one that does not, and for a page that keeps moving on or does not answer.
        """
        clock = asyncio.get_running_loop()
        document_until = clock.time() + (visit.navigation_timeout_s if time_left_s is None else time_left_s)
        moves = 0
        while True:
            try:
                said = await self._said(visit, document_until)
            except FetchError as error:
                moves += 1
                if not is_of_a_gone_document(error) or moves > LATE_NAVIGATIONS:
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
                elements=said["elements"],
            )

    async def _said(self, visit: Visit, document_until: float) -> dict[str, Any]:
        """Return what the page says when its document is whole and it is quiet, or had time to be."""
        cap_ms = round(visit.settle_timeout_s * 1000)
        clock = asyncio.get_running_loop()
        if self._is_inert:
            return await self._said_by_itself(clock.time() + visit.settle_timeout_s)
        parser_until: float | None = None
        pauses = (QUIET_MS, SCRIPT_PAUSE_MS, THIN_PAUSE_MS, FEW_LINKS)
        calls_until = clock.time() + visit.settle_timeout_s + CALLS_GRACE_S
        while True:
            said: dict[str, Any] = await self.evaluate(
                scripts.SETTLE, cap_ms, *pauses, timeout_s=visit.settle_timeout_s + HUNG_AFTER_S
            )
            self.require_whole()
            now = clock.time()
            if said["parsed"]:
                if not said["quiet"] or self._calls <= said["answered"] or now >= calls_until:
                    return said
                # What scripts asked for is still to come: a short look each time.
                pauses = (QUIET_MS,) * 3 + (0,)
                continue
            if not said["whole"] and now >= document_until:
                raise failures.timed_out("document", visit.navigation_timeout_s)
            if said["whole"]:
                # All of the document is there; its parser waits for a script.
                parser_until = parser_until or now + PARSER_TIMEOUT_S - visit.settle_timeout_s
                if now >= parser_until:
                    return said

    async def _said_by_itself(self, until: float) -> dict[str, Any]:
        """Return what an inert page says when it has loaded; we wait out here, for nothing waits in it."""
        while True:
            said: dict[str, Any] = await self.evaluate(scripts.LOOK)
            self.require_whole()
            if said["loaded"] or asyncio.get_running_loop().time() >= until:
                return said
            await asyncio.sleep(0.1)

    def require_whole(self) -> None:  # noqa: B027 - a backend that cannot know does nothing
        """Raise `FetchError` where the backend knows that the document was cut off."""


def is_of_a_gone_document(error: FetchError) -> bool:
    """Say whether an error means that the document it was about has made place for another one."""
    return any(word in error.reason.detail.lower() for word in GONE)


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return the bare media type of a response, lower case, empty without one."""
    return headers.get("content-type", "").split(";", 1)[0].strip().lower()


HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
"""What is judged as a page."""

PAGE_TYPES = HTML_TYPES | {"image/svg+xml", "application/xml", "text/xml"}
"""What Chromium shows as a document tree."""
