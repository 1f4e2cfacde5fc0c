"""Asking for documents on the web: politely, first for their headers, and never more than a limit of bytes.

No browser is used, and nothing that comes is run. Each step of a redirect is asked in its own host's turn,
after its own robots.txt, and through the guard as everything else.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from crawler.fetch import REDIRECTS, Fetched, Fetcher
from crawler.politeness import HostGate
from crawler.robots import RobotsCache
from crawler.urls import absolute, normal_form
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

MAX_STEPS: Final = 5
"""Redirects that are followed for one document."""

PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
"""What servers call a page for the browser."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document from an earlier scan; empty where the server did not say."""

    final_url: str
    etag: str = ""
    last_modified: str = ""
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """What came of asking. `body` is `None` where that was not asked for, as headers said enough."""

    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes | None = None
    is_unchanged: bool = False
    """It is what it was: nothing was loaded."""
    is_too_large: bool = False
    is_page: bool = False
    """It is a page for the browser, whatever the link said."""

    @property
    def media_type(self) -> str:
        """Return the type as declared, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def announced_bytes(self) -> int | None:
        """Return the size that the headers tell, `None` where they do not."""
        said = self.headers.get("content-length", "")
        # With a content coding it is that of what is sent.
        is_plain = self.headers.get("content-encoding", "identity") in {"", "identity"}
        return int(said) if said.isascii() and said.isdigit() and len(said) < 16 and is_plain else None


class DocumentAsker:
    """Asks for documents."""

    def __init__(
        self,
        fetcher: Fetcher,
        gate: HostGate,
        robots: RobotsCache,
        *,
        obey_robots: bool,
        max_bytes: int,
        timeout_s: float,
        stop: asyncio.Event | None = None,
    ) -> None:
        self._fetcher, self._gate, self._robots = fetcher, gate, robots
        self._obeys, self._max_bytes, self._timeout_s, self._stop = obey_robots, max_bytes, timeout_s, stop

    async def ask(self, url: str, known: Known | None = None) -> DocumentAnswer:
        """Return the document at an address; `known` is what an earlier scan saw, where that may do.

        Raises `FetchError` where no answer came, and `TurnRefused` where nothing was asked.
        """
        head = await self._head(url)
        if head is not None:
            if known is not None and _is_same(known, head):
                return _seen(head, is_unchanged=True)
            seen = _seen(head)
            if seen.media_type in PAGES:
                return _seen(head, is_page=True)
            if (seen.announced_bytes or 0) > self._max_bytes:
                return _seen(head, is_too_large=True)
        where = head.final_url if head is not None else url
        answer = await self._walk(where, self._get)
        if answer.status < 400 and DocumentAnswer("", 0, answer.headers).media_type in PAGES:
            return _seen(answer, is_page=True)
        if answer.truncated:
            return _seen(answer, is_too_large=True)
        return _seen(answer, answer.body)

    async def _head(self, url: str) -> Fetched | None:
        """Return what HEAD tells, `None` where the server does not answer that well: then GET must tell."""
        try:
            answer = await self._walk(url, self._fetcher_head)
        except FetchError as error:
            if error.outcome in {FetchOutcome.ROBOTS, FetchOutcome.UNSAFE} or error.reason.key == "dns":
                raise
            return None
        return answer if 200 <= answer.status < 300 else None

    async def _fetcher_head(self, url: str) -> Fetched:
        return await self._fetcher.head(url, deadline_s=self._timeout_s, max_redirects=0)

    async def _get(self, url: str) -> Fetched:
        headers = {"accept": "*/*"}
        return await self._fetcher.ask(
            url, headers=headers, max_bytes=self._max_bytes, deadline_s=self._timeout_s
        )

    async def _walk(self, url: str, ask: Callable[[str], Awaitable[Fetched]]) -> Fetched:
        """Follow redirects one by one; each address is asked only where its host agrees."""
        left: set[str] = set()
        while True:
            if self._obeys:
                rules = await self._robots.for_url(url, self._stop)
                if refusal := rules.refusal(url):
                    raise FetchError(*refusal, permanent=rules.state != "unreachable", url=url)
            here = url
            answer = await self._gate.errand(here, lambda: ask(here), stop=self._stop)  # noqa: B023
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return answer
            left.add(normal_form(url))
            target = absolute(location, url)
            if target is None:
                raise FetchError(FetchOutcome.UNSAFE, Reason("scheme", location[:200]), permanent=True)
            if normal_form(target) in left or len(left) > MAX_STEPS:
                raise FetchError(
                    FetchOutcome.HTTP_ERROR, Reason("redirect-loop", target[:200]), permanent=True
                )
            url = target


def _seen(
    answer: Fetched,
    body: bytes | None = None,
    *,
    is_unchanged: bool = False,
    is_too_large: bool = False,
    is_page: bool = False,
) -> DocumentAnswer:
    return DocumentAnswer(
        answer.final_url, answer.status, answer.headers, body, is_unchanged, is_too_large, is_page
    )


def _is_same(known: Known, head: Fetched) -> bool:
    """Tell whether headers say that a document is what it was: by its mark, else by its time and size.

    A weak mark (`W/`) tells that it means the same (RFC 9110, 8.8.1), which is not enough alone.
    """
    etag, changed = head.headers.get("etag", ""), head.headers.get("last-modified", "")
    if normal_form(head.final_url) != normal_form(known.final_url):
        return False
    if known.etag and etag and not etag.startswith("W/"):
        return etag == known.etag
    size = DocumentAnswer("", 0, head.headers).announced_bytes
    return bool(changed) and changed == known.last_modified and size is not None and size == known.bytes
