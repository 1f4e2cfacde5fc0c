"""Ask a server whether a page is still the same, without a browser: conditionally, else by its content.

What pages load is asked for once in a scan. Whatever is not surely the same counts as changed: an error, an
answer that was cut off, other headers, other cookies. Who asks holds the host's turn.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from crawler.fetch import REDIRECTS, Fetched
from crawler.gather.marks import TELLING, cookie_names, source_of, telling
from crawler.sameness import assets, digest, is_same, sent_at, without_buster
from crawler.urls import absolute, page_identity
from drempel.errors import FetchError
from drempel.model.marks import Mark, PageMarks, Supplies
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome, FetchRecord

ACCEPT_PAGE: Final = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
)
"""As browsers ask for a page: a server may choose by it."""

AT_ONCE: Final = 4
MAX_BYTES: Final = 10_000_000
MAX_REDIRECTS: Final = 10
NOT_MODIFIED: Final = 304


class Asks(Protocol):
    """What is needed of a `Fetcher`."""

    async def ask(
        self, url: str, *, headers: Mapping[str, str], max_bytes: int = ..., max_redirects: int = ...
    ) -> Fetched:
        """Return the answer to a request with these headers or raise `FetchError`."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is the same."""

    changed: str = ""
    """What is not the same: `status`, `headers`, `cookies`, `content`, an address; empty where nothing is."""
    moved: Mapping[str, str] | None = None
    """Where what the page loads stands now, by its address without what keeps it out of caches."""

    @property
    def is_same(self) -> bool:
        """Return whether all that was asked is as it was."""
        return not self.changed


class Recognition:
    """Recognises the pages of one scan."""

    def __init__(self, asks: Asks) -> None:
        self._asks = asks
        self._supplies: dict[tuple[str, Mark], asyncio.Task[bool]] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def ask_page(self, url: str, marks: PageMarks) -> Fetched:
        """Return the answer of a page, conditionally where it has validators; raises `FetchError`."""
        headers = {"accept": ACCEPT_PAGE, **_condition(marks.page)}
        answer = await self._asks.ask(url, headers=headers, max_bytes=MAX_BYTES)
        if answer.status in REDIRECTS and marks.page.final_url and _target(answer) == marks.page.final_url:
            # The way that it went before.
            return await self._asks.ask(marks.page.final_url, headers=headers, max_bytes=MAX_BYTES)
        return answer

    def judge_page(self, marks: PageMarks, answer: Fetched) -> Verdict:
        """Return whether an answer is the one that the page gave before."""
        page = marks.page
        if answer.final_url != (page.final_url or page.url):
            return Verdict("redirect")
        if answer.status == NOT_MODIFIED and _condition(page):
            told = {name: value for name, value in telling(answer.headers).items() if name in TELLING}
            if any(marks.headers.get(name) != value for name, value in told.items()):
                return Verdict("headers")
            return Verdict("" if set(cookie_names(answer.headers)) <= set(marks.cookies) else "cookies")
        if answer.status != page.status:
            return Verdict("status")
        if telling(answer.headers) != marks.headers:
            return Verdict("headers")
        if cookie_names(answer.headers) != marks.cookies:
            return Verdict("cookies")
        text = source_of("document", answer.body, answer.headers)
        if text is None or answer.truncated or not page.digests:
            return Verdict("content")
        if digest(text) == page.digests[0]:
            return Verdict()
        if not is_same(text, sent_at(answer.headers, datetime.now(UTC)), page.digests):
            return Verdict("content")
        moved = {
            without_buster(joined): joined
            for _, address in assets(text)
            if (joined := absolute(address, answer.final_url)) is not None
        }
        return Verdict(moved=moved)

    async def judge_supplies(self, supplies: Supplies, moved: Mapping[str, str] | None = None) -> str:
        """Return the address of something that the page loads and that is not as it was; empty for none."""
        waiting: list[tuple[str, asyncio.Task[bool]]] = []
        for mark in supplies.marks:
            url = moved.get(without_buster(mark.url), mark.url) if moved else mark.url
            key = (url, mark)
            task = self._supplies.get(key)
            if task is None:
                task = self._supplies[key] = asyncio.create_task(self._is_same(url, mark))
            if not task.done():
                waiting.append((url, task))
            elif not task.result():
                return url
        for url, task in waiting:
            # Others wait for it too: who is called off does not call it off.
            if not await asyncio.shield(task):
                return url
        return ""

    async def ends_as(self, record: FetchRecord) -> tuple[bool, Fetched]:
        """Return whether an address that gave no page ends as it did, and the answer; raises `FetchError`."""
        answer = await self._asks.ask(record.url, headers={"accept": ACCEPT_PAGE}, max_bytes=0)
        match record.outcome:
            case FetchOutcome.HTTP_ERROR:
                return answer.status == record.status and answer.status in GONE_STATUSES, answer
            case FetchOutcome.NOT_HTML:
                wanted = record.reason.detail if record.reason else ""
                return answer.status == 200 and bool(wanted) and answer.media_type == wanted, answer
            case FetchOutcome.DUPLICATE:
                leads = page_identity(_target(answer)).page_url == record.duplicate_of
                return leads and _target(answer) == record.final_url, answer
            case FetchOutcome.REDIRECTED_OUT_OF_SCOPE:
                return bool(record.final_url) and _target(answer) == record.final_url, answer
        return False, answer

    async def aclose(self) -> None:
        """Call off what is still asked for."""
        for task in self._supplies.values():
            task.cancel()
        await asyncio.gather(*self._supplies.values(), return_exceptions=True)

    async def _is_same(self, url: str, mark: Mark) -> bool:
        limit = MAX_BYTES if mark.digests else 0
        headers = {"accept": "*/*", **_condition(mark)}
        try:
            async with self._at_once:
                answer = await self._asks.ask(
                    url, headers=headers, max_bytes=limit, max_redirects=MAX_REDIRECTS
                )
        except FetchError:
            return False
        is_where_it_was = answer.final_url == (mark.final_url or mark.url) or url != mark.url
        if not is_where_it_was or answer.status >= 500 or answer.status == 429:
            return False
        if answer.status == NOT_MODIFIED:
            return bool(_condition(mark))
        if answer.status != mark.status:
            return False
        if answer.status >= 400 or (mark.etag and answer.headers.get("etag") == mark.etag):
            return True
        if answer.truncated or not mark.digests:
            return False
        text = source_of(mark.kind, answer.body, answer.headers)
        if text is None:
            return digest(answer.body) in mark.digests
        return is_same(text, sent_at(answer.headers, datetime.now(UTC)), mark.digests)


def can_end_again(record: FetchRecord) -> bool:
    """Tell whether an address that gave no page may end again by what its server says, without a browser."""
    key = record.reason.key if record.reason else ""
    return (
        (record.outcome is FetchOutcome.HTTP_ERROR and record.status in GONE_STATUSES)
        or (record.outcome is FetchOutcome.NOT_HTML and key == "media-type")
        or (record.outcome is FetchOutcome.DUPLICATE and key == "redirect" and bool(record.final_url))
        or (record.outcome is FetchOutcome.REDIRECTED_OUT_OF_SCOPE and bool(record.final_url))
    )


def _condition(mark: Mark) -> dict[str, str]:
    found = {}
    if mark.etag:
        found["if-none-match"] = mark.etag
    if mark.modified:
        found["if-modified-since"] = mark.modified
    return found


def _target(answer: Fetched) -> str:
    location = answer.headers.get("location", "")
    if answer.status not in REDIRECTS or not location:
        return ""
    return absolute(location, answer.final_url) or ""
