"""What the browser got during one visit: to play the page again, and to know it again.

Kept as the answers come; their bodies stay in the browser until somebody asks for them.
"""

import asyncio
import time
from collections.abc import Container
from typing import Any, Final

import structlog
from playwright.async_api import Error as PlaywrightError

from crawler.browser.base import Answered, Recording, Supplied, Supply
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason, Viewport

log = structlog.get_logger()

_SAFE = frozenset({"GET", "HEAD"})
_UNWANTED_HEADERS = frozenset(
    {
        "cache-control",
        "content-encoding",
        "content-length",
        "expires",
        "pragma",
        "set-cookie",
        "strict-transport-security",
        "transfer-encoding",
        "vary",
    }
)

_KINDS: Final = {
    "document": "document",
    "stylesheet": "style",
    "script": "script",
    "image": "image",
    "font": "font",
    "media": "media",
    "texttrack": "media",
    "xhr": "data",
    "fetch": "data",
    "eventsource": "data",
    "manifest": "data",
}
"""Resource type of Playwright → kind of ours (`drempel.model.transfer.KINDS`)."""


class Recorder:
    """Keeps hold of the answers of one visit; their bodies are only read when a recording is asked for."""

    MAX_ANSWERS = 400
    MAX_BYTES = 40 * 1024 * 1024
    TIMEOUT_S = 10.0
    BODY_TIMEOUT_S = 2.0

    def __init__(self) -> None:
        self._answers: dict[str, Any] = {}
        self._unsure = ""

    def begin(self) -> None:
        """Forget the last visit."""
        self._answers = {}
        self._unsure = ""

    def note(self, response: Any) -> None:
        """Take in an answer as it comes."""
        request = response.request
        if request.method not in _SAFE:
            return
        if len(self._answers) < self.MAX_ANSWERS:
            self._answers[request.url] = response
        else:
            self.doubt("too-many")

    def doubt(self, why: str) -> None:
        """Note why what came is not all that the page hangs on, see `Supply.unsure`."""
        self._unsure = self._unsure or why

    async def recording(self, url: str, viewport: Viewport) -> Recording:
        """Return what came, each under the address that was asked first; raises `FetchError`.

        An answer that led on stands for what it led to, as far as the browser still has that.
        """
        first = {}
        for response in list(self._answers.values()):
            asked = response.request
            while asked.redirected_from is not None:
                asked = asked.redirected_from
            first[asked.url] = response
            first.setdefault(response.request.url, response)
        answers: dict[str, Answered] = {}
        room = self.MAX_BYTES
        known: dict[int, Answered | None] = {}
        try:
            async with asyncio.timeout(self.TIMEOUT_S):
                for address, response in first.items():
                    if id(response) not in known:
                        known[id(response)] = await self._read(response)
                    answered = known[id(response)]
                    if answered is not None and len(answered.body) <= room:
                        room -= len(answered.body)
                        answers[address] = answered
        except TimeoutError:
            log.info("recording_cut", url=url, answers=len(answers))
        if _bare(url) not in answers:
            raise FetchError(FetchOutcome.CRASHED, Reason("browser", "not recorded"), permanent=False)
        return Recording(url, answers, viewport)

    async def one(self, url: str) -> Answered | None:
        """Return what came from one address, `None` where that is gone."""
        bare = _bare(url)
        came = (response for asked, response in reversed(self._answers.items()) if _bare(asked) == bare)
        response = next(came, None)
        return await self._read(response) if response is not None else None

    async def supply(self, page: str, known: Container[str]) -> Supply:
        """Return what came beside the page; without the bodies of the addresses that are known already."""
        told: list[Supplied] = []
        set_cookie = ""
        until = time.monotonic() + self.TIMEOUT_S
        for response in list(self._answers.values()):
            request = response.request
            if 300 <= response.status < 400 and response.status != 304:
                # What it led to has an answer of its own.
                continue
            asked = request
            while asked.redirected_from is not None:
                asked = asked.redirected_from
            url = _bare(asked.url)
            if _bare(request.url) == _bare(page):
                set_cookie = await self._set_cookie(response)
                continue
            if not url.startswith("http"):
                continue
            kind = _KINDS.get(request.resource_type, "other")
            if request.resource_type == "eventsource":
                self.doubt("event-stream")
            body = None
            if url not in known and kind != "media" and time.monotonic() < until:
                body = await self._body_soon(response)
            status = 200 if response.status == 304 else response.status
            headers = {name.lower(): value for name, value in response.headers.items()}
            told.append(Supplied(url, _bare(request.url), kind, status, headers, body))
        return Supply(tuple(told), self._unsure, set_cookie)

    async def _set_cookie(self, response: Any) -> str:
        """Return the headers of an answer that set cookies; those come apart from the others."""
        try:
            async with asyncio.timeout(self.BODY_TIMEOUT_S):
                return "\n".join(await response.header_values("set-cookie"))
        except (PlaywrightError, TimeoutError):
            self.doubt("request-failed")
            return ""

    async def _body_soon(self, response: Any) -> bytes | None:
        try:
            async with asyncio.timeout(self.BODY_TIMEOUT_S):
                body: bytes = await response.body()
                return body
        except (PlaywrightError, TimeoutError):
            return None

    async def _read(self, response: Any) -> Answered | None:
        if 300 <= response.status < 400 and response.status != 304:
            return None
        try:
            body = await response.body()
        except PlaywrightError:
            # A body that is gone, or has not come to its end: a film, a stream.
            return None
        headers = {
            name: value for name, value in response.headers.items() if name.lower() not in _UNWANTED_HEADERS
        }
        return Answered(200 if response.status == 304 else response.status, headers, body)


def _bare(url: str) -> str:
    return url.partition("#")[0]
