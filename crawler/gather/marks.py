"""Gather the `PageMarks` and `Supplies` artefacts: by what a page is known again when it did not change.

Nothing is asked for it. What many pages load (styles, scripts) is read once in a scan.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from crawler.browser.base import Supplied, Tab, Tells
from crawler.parties import tracker_class
from crawler.sameness import digest, digests, sent_at, text_of
from crawler.urls import host_key
from drempel.errors import FetchError
from drempel.model.artefact import Exchange
from drempel.model.marks import Mark, PageMarks, Supplies

TELLING: Final = (
    "content-type",
    "content-language",
    "content-security-policy",
    "link",
    "permissions-policy",
    "referrer-policy",
    "refresh",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "x-robots-tag",
)
"""Headers that a judgement or the way on can depend on."""

MAX_REMEMBERED: Final = 20_000
SOURCE_KINDS: Final = frozenset(("document", "data"))
"""What a server may make anew for each answer."""

_NONCE = re.compile(r"'nonce-[^']*'|(?<=report-uri )\S+|(?<=report-to )\S+")
_COOKIE = re.compile(r"(?:^|, |\n)([!#$%&'*+.^`|~\w-]+)=")


class MarkBook:
    """The marks of what the pages of one scan load, by address, as it was first seen."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}

    def __contains__(self, url: object) -> bool:
        return url in self._marks

    def mark(self, answer: Supplied, now: datetime) -> Mark:
        """Return the mark of an answer."""
        known = self._marks.get(answer.url)
        if known is None:
            known = mark_of_supply(answer, now)
            if len(self._marks) < MAX_REMEMBERED:
                self._marks[answer.url] = known
        return known


async def gather_marks(tab: Tab, book: MarkBook) -> tuple[PageMarks, Supplies]:
    """Return by what the page is known; both are empty where the backend does not tell."""
    if not isinstance(tab, Tells):
        return PageMarks(), Supplies()
    try:
        answered = await tab.answer()
        supply = await tab.supply(book)
    except FetchError:
        return PageMarks(), Supplies()
    if answered is None:
        return PageMarks(), Supplies()
    exchange, now = tab.exchange, datetime.now(UTC)
    page = Mark(
        exchange.url,
        "document",
        exchange.final_url if exchange.final_url != exchange.url else "",
        exchange.status,
        exchange.headers.get("etag", ""),
        exchange.headers.get("last-modified", ""),
        _digests("document", answered.body, exchange.headers, now, is_utf8=True),
    )
    marks = (book.mark(one, now) for one in supply.answers if not _is_of_tracker(one))
    broken = any(one.status >= 500 or one.status == 429 for one in supply.answers)
    unsure = supply.unsure or _unsure(exchange) or ("server-error" if broken else "")
    told = telling(exchange.headers)
    cookies = cookie_names({"set-cookie": supply.set_cookie})
    return PageMarks(page, told, cookies, unsure), Supplies(tuple(sorted(marks, key=lambda mark: mark.url)))


def mark_of_supply(answer: Supplied, now: datetime) -> Mark:
    """Return the mark of something that a page loaded."""
    found = (
        () if answer.body is None else _digests(answer.kind, answer.body, answer.headers, now, is_utf8=True)
    )
    return Mark(
        answer.url,
        answer.kind,
        answer.final_url if answer.final_url != answer.url else "",
        answer.status,
        answer.headers.get("etag", ""),
        answer.headers.get("last-modified", ""),
        found,
    )


def telling(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that tell whether a page is the same, without what differs each time."""
    return {name: _NONCE.sub("", headers[name]) for name in TELLING if headers.get(name)}


def cookie_names(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the cookies that an answer sets; several headers may stand in one."""
    return tuple(sorted(set(_COOKIE.findall(headers.get("set-cookie", "")))))


def source_of(kind: str, body: bytes, headers: Mapping[str, str]) -> str | None:
    """Return the text of what is compared as text, `None` for what is compared byte by byte."""
    return text_of(body, headers.get("content-type", "")) if kind in SOURCE_KINDS else None


def _digests(
    kind: str, body: bytes, headers: Mapping[str, str], now: datetime, *, is_utf8: bool
) -> tuple[str, ...]:
    media_type = headers.get("content-type", "")
    if kind in SOURCE_KINDS and text_of(b"", media_type) is not None:
        # The browser gives texts in UTF-8, whatever they were sent in.
        text = (
            body.decode("utf-8", "replace").removeprefix("\ufeff") if is_utf8 else text_of(body, media_type)
        )
        return digests(text or "", sent_at(headers, now))
    return (digest(body),)


def _is_of_tracker(answer: Supplied) -> bool:
    """Tell whether an answer is to what a known tracker counts with: another one each time, and not shown."""
    host = host_key(answer.url).rpartition(":")[0] or host_key(answer.url)
    return answer.kind in {"data", "image", "other"} and bool(tracker_class(host))


def _unsure(exchange: Exchange) -> str:
    if 0 in exchange.redirect_statuses:
        return "moved-by-script"
    return "led-on" if exchange.led_to else ""
