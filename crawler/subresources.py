"""What pages have in common (styles, scripts, fonts, images), kept for the length of one scan.

The browser's own cache is emptied with its tab and knows one host's pages only; this one stands in the
proxy, so that a site is asked once for what a thousand of its pages, and pages of other sites, show. It is
a shared cache by RFC 9111 with two differences. A scan is one moment: what says nothing about its
lifetime stays for the whole of it. And only what is no page is kept: documents always come from the server.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

from crawler.messages import Answer, Request

MAX_BYTES = 32 * 1024 * 1024
MAX_ITEM_BYTES = 4 * 1024 * 1024

_KEPT_TYPES = re.compile(
    rb"text/css|(?:application|text)/(?:x-)?(?:java|ecma)script|font/[\w.+-]+|image/[\w.+-]+"
    rb"|application/(?:x-)?font[\w.+-]*|application/vnd\.ms-fontobject",
)
_DATA_TYPES = re.compile(rb"(?:application|text)/(?:[\w.-]+\+)?json")
"""As likely the answer to a script's question as a file: kept only if it says for how long."""

_STATIC_PATH = re.compile(
    rb"[^?]+\.(?:css|m?js|woff2?|ttf|otf|eot|png|jpe?g|gif|svg|webp|avif|ico)(?:\?|$)", re.IGNORECASE
)
_VARIES_ON = frozenset((b"accept", b"accept-encoding", b"accept-language", b"origin", b"user-agent"))
"""Fields that are part of the key, so that an answer may depend on them."""

_MOMENTARY = frozenset((b"age", b"date"))

Key = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True, slots=True)
class Resource:
    """An answer as it goes to the browser: head without the empty line, and body as it was sent."""

    head: bytes
    body: bytes
    validators: bytes
    """Lines with which the server can be asked whether it still holds; empty if it gave no mark."""
    fresh_until: float

    @property
    def size_bytes(self) -> int:
        """Return what it takes."""
        return len(self.head) + len(self.body)


class Resources:
    """The cache: at most `max_bytes`, what was not used for longest goes first.

    `never` holds the `host:port` to which credentials are sent; nothing of theirs is kept.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        *,
        max_item_bytes: int = MAX_ITEM_BYTES,
        never: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.hits = 0
        """Requests answered without asking the server."""
        self.confirmed = 0
        """Requests for which the server only said that nothing changed."""
        self.kept_bytes = 0
        self.max_item_bytes = min(max_item_bytes, max_bytes)
        self.clock = clock
        self._max_bytes = max_bytes
        self._never = never
        self._kept: OrderedDict[Key, Resource] = OrderedDict()
        self._underway: dict[Key, Recording] = {}

    def key_of(self, request: Request) -> Key | None:
        """Return under what an answer to a request is kept; `None` for what always goes to the server."""
        if request.method != b"GET" or request.is_personal or request.is_websocket:
            return None
        if request.key in self._never or b"text/html" in dict(request.selecting).get(b"accept", b"text/html"):
            return None
        return f"{request.scheme}://{request.key}", request.path, request.selecting

    async def get(self, key: Key) -> tuple[Resource | None, bool]:
        """Return what is kept, and whether it holds without asking the server.

        While a request for the same file is under way, its answer is waited for and shared.
        """
        resource = self._kept.get(key)
        is_fresh = resource is not None and self.clock() < resource.fresh_until
        underway = self._underway.get(key)
        if underway is not None and not is_fresh and _is_static(key):
            await underway.ended.wait()
            resource = underway.result or self._kept.get(key)
            is_fresh = underway.result is not None
        if key in self._kept:
            self._kept.move_to_end(key)
        return resource, is_fresh

    def record(self, key: Key) -> "Recording":
        """Return what takes note of the answer to a request; whoever asks the same meanwhile waits for it."""
        recording = Recording(self, key)
        self._underway.setdefault(key, recording)
        return recording

    def keep(self, key: Key, resource: Resource) -> None:
        """Take in a resource, and let go of others if there is no room."""
        self.drop(key)
        self._kept[key] = resource
        self.kept_bytes += resource.size_bytes
        while self.kept_bytes > self._max_bytes:
            _, oldest = self._kept.popitem(last=False)
            self.kept_bytes -= oldest.size_bytes

    def drop(self, key: Key) -> None:
        """Forget a resource."""
        if old := self._kept.pop(key, None):
            self.kept_bytes -= old.size_bytes

    def end(self, recording: "Recording") -> None:
        """Let those go on who waited for a recording."""
        if self._underway.get(recording.key) is recording:
            del self._underway[recording.key]


class Recording:
    """One answer while it comes in; kept at its end if it is whole and may be kept."""

    def __init__(self, cache: Resources, key: Key) -> None:
        self.key = key
        self.ended = asyncio.Event()
        self.result: Resource | None = None
        """What came of it; `None` if that is not for sharing."""
        self._cache = cache
        self._head = b""
        self._pieces: list[bytes] = []
        self._bytes = 0
        self._validators = b""
        self._fresh_until: float | None = None

    def begin(self, answer: Answer) -> None:
        """Look at the head of the answer; what may not be kept holds up nobody any longer."""
        fields = _fields(answer.head)
        self._fresh_until = None
        if answer.status == 200 and not answer.body.ends_with_connection and _may_keep(fields):
            self._fresh_until = _fresh_until(fields, self._cache.clock())
        self._validators = _validators(fields)
        if self._fresh_until is None or (self._fresh_until <= self._cache.clock() and not self._validators):
            self._give_up()
            return
        self._head = answer.head

    def add(self, piece: bytes) -> None:
        """Take the next piece of the body."""
        if self._head:
            self._bytes += len(piece)
            if self._bytes > self._cache.max_item_bytes:
                self._give_up()
            else:
                self._pieces.append(piece)

    def finish(self) -> None:
        """Keep the answer: it is whole."""
        if self._head and self._fresh_until is not None:
            body = b"".join(self._pieces)
            self.result = Resource(self._head, body, self._validators, self._fresh_until)
            self._cache.keep(self.key, self.result)

    def confirm(self, resource: Resource, answer: Answer) -> None:
        """Keep a resource longer: the server said (304) that it still holds."""
        held = {name: value for name, value in _fields(resource.head).items() if name not in _MOMENTARY}
        fresh_until = _fresh_until(held | _fields(answer.head), self._cache.clock())
        self.result = replace(resource, fresh_until=fresh_until)
        self._cache.confirmed += 1
        self._cache.keep(self.key, self.result)

    def _give_up(self) -> None:
        self._head, self._pieces = b"", []
        self._cache.drop(self.key)
        self._end()

    def _end(self) -> None:
        self._cache.end(self)
        self.ended.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()


def _is_static(key: Key) -> bool:
    """Tell whether a request is surely for a file: only those wait for each other.

    A script's own question (fetch, XHR) looks the same as one for a script or font, and may take long.
    """
    _, path, selecting = key
    accept = dict(selecting).get(b"accept", b"")
    return accept.startswith((b"image/", b"text/css")) or bool(_STATIC_PATH.match(path))


def _fields(head: bytes) -> dict[bytes, bytes]:
    fields: dict[bytes, bytes] = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        name = name.lower()
        fields[name] = fields[name] + b", " + value.strip() if name in fields else value.strip()
    return fields


def _directives(fields: dict[bytes, bytes]) -> dict[bytes, bytes]:
    parts = (part.strip().partition(b"=") for part in fields.get(b"cache-control", b"").lower().split(b","))
    return {name.strip(): value.strip(b'" ') for name, _, value in parts if name}


def _may_keep(fields: dict[bytes, bytes]) -> bool:
    directives = _directives(fields)
    varies_on = {name.strip().lower() for name in fields.get(b"vary", b"").split(b",")} - {b""}
    if directives.keys() & {b"no-store", b"private"} or b"set-cookie" in fields or varies_on - _VARIES_ON:
        return False
    media_type = fields.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if _KEPT_TYPES.fullmatch(media_type):
        return True
    says_how_long = directives.keys() & {b"max-age", b"s-maxage"} or b"expires" in fields
    return bool(says_how_long and _DATA_TYPES.fullmatch(media_type))


def _fresh_until(fields: dict[bytes, bytes], now: float) -> float:
    """Return until when the server need not be asked; `inf` if it says nothing of caching."""
    directives = _directives(fields)
    if b"no-cache" in directives:
        return now
    for name in (b"s-maxage", b"max-age"):
        if name in directives:
            return now + _seconds(directives[name]) - _seconds(fields.get(b"age", b"0"))
    if b"expires" in fields:
        return now + _seconds_left(fields)
    if b"no-cache" in fields.get(b"pragma", b"").lower() or b"must-revalidate" in directives:
        return now
    return float("inf")


def _seconds(value: bytes) -> int:
    return int(value) if value.isdigit() and len(value) < 12 else 0


def _seconds_left(fields: dict[bytes, bytes]) -> float:
    """Return the seconds until `Expires` by the server's clock; 0 if it is no date (RFC 9111, 5.3)."""
    try:
        expires = parsedate_to_datetime(fields[b"expires"].decode("latin-1"))
        date = fields.get(b"date", b"").decode("latin-1")
        asked = parsedate_to_datetime(date) if date else datetime.now(UTC)
        return max(0.0, (expires - asked).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _validators(fields: dict[bytes, bytes]) -> bytes:
    lines = b""
    if etag := fields.get(b"etag"):
        lines += b"If-None-Match: " + etag + b"\r\n"
    if modified := fields.get(b"last-modified"):
        lines += b"If-Modified-Since: " + modified + b"\r\n"
    return lines
