"""Sitemaps (sitemaps.org): XML index and urlset, gzip, plain text, RSS and Atom; also broken ones.

Nothing outside the bytes is ever loaded, a file that defines entities is not read as XML, sizes hold after
decompression, memory stays flat whatever a file holds, and whatever is wrong becomes a problem with its
reason, never an exception.
"""

import asyncio
import codecs
import re
import time
import zlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import chain
from xml.parsers import expat
from xml.sax.saxutils import unescape

from crawler.fetch import GZIP, PIECE_BYTES, Fetched, Inflater
from crawler.politeness import TurnRefused
from crawler.urls import MAX_LENGTH, absolute, normal_form
from drempel.errors import FetchError
from drempel.model.snapshot import Reason

MAX_BYTES = 50 * 1024 * 1024
"""Uncompressed size that the protocol allows (sitemaps.org, "Sitemap file location")."""

MAX_ELEMENTS = 1_500_000
"""50,000 pages in a dozen languages have fewer."""
MAX_LINKS = 1_000
"""Further languages of one page."""
MAX_NESTING = 100
MAX_TOKEN_BYTES = 1_000_000
"""No tag or comment of a sitemap is as long; the parser would have to keep it."""

_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_LASTMOD = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_LOC = re.compile(rb"<loc>\s*+(?:<!\[CDATA\[)?+([^<\]]*+)(?:\]\]>\s*+)?+</")
_ADDRESS = re.compile(r"^[ \t]*+(https?://.*)$", re.IGNORECASE | re.MULTILINE)
_ENTITIES = {"&apos;": "'", "&quot;": '"', "&#38;": "&", "&#x26;": "&"}
_ROOTS = frozenset(("urlset", "sitemapindex", "rss", "RDF", "feed"))
_LISTING = frozenset(("url", "sitemap", "item", "entry"))
_TEXTS = frozenset(("loc", "lastmod", "link", "updated", "pubDate", "date"))


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """A page that a sitemap lists, and when it says the page last changed (UTC; `None` if it does not)."""

    url: str
    lastmod: datetime | None = None
    listed_in: str = ""
    """Address of the sitemap, where more than one may be read."""


@dataclass(frozen=True, slots=True)
class SitemapResult:
    """All pages listed, each once, in order; and what went wrong, with the sitemap's address as detail."""

    urls: tuple[SitemapUrl, ...] = ()
    problems: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file says: pages, further sitemaps, and the key of a problem (empty if there is none)."""

    urls: tuple[SitemapUrl, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problem: str = ""


async def read_sitemaps(
    fetch: Callable[[str], Awaitable[Fetched]],
    addresses: Iterable[str],
    *,
    max_urls: int = 50_000,
    max_depth: int = 3,
    max_files: int = 500,
    max_time_s: float = 300.0,
    clock: Callable[[], float] = time.monotonic,
) -> SitemapResult:
    """Return the pages that the sitemaps at these addresses list, following indexes `max_depth` deep.

    `fetch` gives one document, politely; a `FetchError` of it becomes a problem, and after `TurnRefused` no
    more is read. Files are read one after another, each once; after `max_time_s` no new one is begun.
    """
    ends_at = clock() + max_time_s
    found: dict[str, SitemapUrl] = {}
    problems: list[Reason] = []
    waiting = deque((address, 0) for address in addresses)
    seen: set[str] = set()
    while waiting:
        address, depth = waiting.popleft()
        key = normal_form(address)
        if key in seen:
            continue
        if len(seen) >= max_files or len(found) >= max_urls or clock() >= ends_at:
            problems.append(Reason("sitemap-limit", address))
            break
        seen.add(key)
        try:
            sitemap = await _read(fetch, address, max_urls)
        except TurnRefused as refused:
            problems.append(Reason(refused.why, address))
            break
        if sitemap.problem:
            problems.append(Reason(sitemap.problem, address))
        for entry in sitemap.urls:
            if len(found) < max_urls:
                found.setdefault(normal_form(entry.url), replace(entry, listed_in=address))
        if depth < max_depth:
            waiting.extend((child, depth + 1) for child in sitemap.sitemaps)
        elif sitemap.sitemaps:
            problems.append(Reason("sitemap-depth", address))
    return SitemapResult(tuple(found.values()), tuple(problems))


def parse_sitemap(body: bytes, base: str, *, max_urls: int = 50_000, max_bytes: int = MAX_BYTES) -> Sitemap:
    """Return what a sitemap file says; addresses are read from `base`. Any bytes give a value.

    Problems: `sitemap-size` (too large, also after decompression), `sitemap-gzip`, `sitemap-xml` (broken),
    `sitemap-limit` (more than `max_urls`), `sitemap-kind` (it is something else, often an error page). What
    could be read all the same is there.
    """
    entries: dict[str, SitemapUrl] = {}
    sitemaps: dict[str, None] = {}
    problem = ""
    try:
        for number, entry in enumerate(_entries(lambda: _unpacked(body, max_bytes))):
            if number >= 4 * max_urls:  # the same ones again and again
                raise _Unreadable("sitemap-limit")
            address = absolute(entry.href, base) if entry.href else None
            if address is None:
                continue
            if len(entries) + len(sitemaps) >= max_urls:
                raise _Unreadable("sitemap-limit")
            if entry.is_sitemap:
                sitemaps[address] = None
            else:
                entries.setdefault(address, SitemapUrl(address, read_lastmod(entry.lastmod)))
    except _Unreadable as unreadable:
        problem = unreadable.problem
    return Sitemap(tuple(entries.values()), tuple(sitemaps), problem)


def read_lastmod(text: str) -> datetime | None:
    """Return the time that a date says, in UTC and at its earliest; `None` if it is none.

    Source: W3C note "Date and Time Formats" (1997) for sitemaps and Atom, RFC 5322 for RSS; a time without
    zone is taken as UTC.
    """
    found = _LASTMOD.fullmatch(text.strip())
    try:
        if not found:
            at = parsedate_to_datetime(text.strip())
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        year, month, day, hour, minute, second, zone = found.groups()
        at = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), tzinfo=UTC)
        at += timedelta(seconds=int(second or 0))
        if zone and zone not in "Zz":
            offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            at += offset if zone[0] == "-" else -offset
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return at


async def _read(fetch: Callable[[str], Awaitable[Fetched]], address: str, max_urls: int) -> Sitemap:
    try:
        fetched = await fetch(address)
    except FetchError as error:
        return Sitemap(problem=error.reason.key)
    if not 200 <= fetched.status < 300:
        return Sitemap(problem="status")
    # A large one takes seconds, and others wait for the loop.
    sitemap = await asyncio.to_thread(parse_sitemap, fetched.body, fetched.final_url, max_urls=max_urls)
    if fetched.truncated and not sitemap.problem:
        return Sitemap(sitemap.urls, sitemap.sitemaps, "sitemap-size")
    return sitemap


class _Unreadable(Exception):
    """The file ends here for us; what was read before counts."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Entry:
    href: str
    lastmod: str = ""
    is_sitemap: bool = False


def _unpacked(body: bytes, max_bytes: int) -> Iterator[bytes]:
    """Yield the content in pieces; raises `_Unreadable` instead of the piece that is too much."""
    inflater = Inflater() if body.startswith(GZIP) else None
    total = 0
    try:
        for start in range(0, len(body), PIECE_BYTES):
            packed = body[start : start + PIECE_BYTES]
            for piece in inflater.feed(packed) if inflater else (packed,):
                total += len(piece)
                if total > max_bytes:
                    raise _Unreadable("sitemap-size")
                yield piece
    except zlib.error as error:
        raise _Unreadable("sitemap-gzip") from error
    if inflater and not inflater.is_complete:
        raise _Unreadable("sitemap-gzip")


def _entries(unpack: Callable[[], Iterator[bytes]]) -> Iterator[_Entry]:
    pieces = unpack()
    first = next(pieces, b"")
    if first[:200].lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return _from_xml(chain((_trimmed(first),), pieces), unpack)
    return _from_text(chain((first,), pieces))


def _trimmed(first: bytes) -> bytes:
    """Drop blank space before the XML declaration, where it is an error that many make."""
    return first if first.startswith((b"\xff\xfe", b"\xfe\xff")) else first.lstrip(b"\xef\xbb\xbf \t\r\n")


def _from_text(pieces: Iterable[bytes]) -> Iterator[_Entry]:
    """Yield one entry per line that is an address."""
    is_sitemap_file = False
    for address in _addresses(pieces):
        is_sitemap_file = True
        yield _Entry(address)
    if not is_sitemap_file:
        raise _Unreadable("sitemap-kind")


def _addresses(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a text that are addresses; a line too long for one is cut."""
    decoder: codecs.IncrementalDecoder | None = None
    kept = ""
    for piece in pieces:
        if decoder is None:
            encoding = "utf-16" if piece.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
            decoder = codecs.getincrementaldecoder(encoding)("replace")
        whole, end, last = (kept + decoder.decode(piece)).replace("\r", "\n").rpartition("\n")
        kept = last[: 2 * MAX_LENGTH]
        yield from _ADDRESS.findall(whole + end)
    yield from _ADDRESS.findall(kept)


def _from_xml(pieces: Iterable[bytes], unpack: Callable[[], Iterator[bytes]]) -> Iterator[_Entry]:
    reader = _Reader()
    try:
        for piece in pieces:
            reader.feed(piece)
            yield from reader.take()
        reader.close()
        yield from reader.take()
    except (expat.ExpatError, _Broken, ValueError) as error:
        yield from reader.take()
        is_sitemap = bool(reader.count)
        for entry in _scanned(unpack()):
            is_sitemap = True
            yield entry
        raise _Unreadable("sitemap-xml" if is_sitemap else "sitemap-kind") from error
    if reader.root not in _ROOTS:
        raise _Unreadable("sitemap-kind")


def _scanned(pieces: Iterable[bytes]) -> Iterator[_Entry]:
    """Yield the addresses of a sitemap that is no XML, often for a bare `&`; again those read before."""
    kept = b""
    is_index = False
    for piece in pieces:
        markup = kept + piece.replace(b"\0", b"")
        is_index = is_index or b"<sitemapindex" in markup
        end = 0
        for found in _LOC.finditer(markup):
            end = found.end()
            yield _Entry(
                unescape(found[1].decode("utf-8", "replace").strip(), _ENTITIES), is_sitemap=is_index
            )
        kept = markup[max(end, len(markup) - 2 * MAX_LENGTH) :]


class _Broken(Exception):
    """This is no XML, or none that we want to read as XML."""


class _Reader:
    """Gathers what the listing elements of a sitemap or feed hold, and keeps nothing else of it."""

    def __init__(self) -> None:
        self.root = ""
        self.count = 0
        self._entries: list[_Entry] = []
        self._fed = self._elements = self._depth = 0
        self._listing_depth = 0
        self._kind = ""
        self._field = ""
        self._text: list[str] = []
        self._text_length = 0
        self._texts: dict[str, str] = {}
        self._links: list[str] = []
        parser = self._parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece, False)
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN_BYTES:
            raise _Broken

    def close(self) -> None:
        self._parser.Parse(b"", True)

    def take(self) -> list[_Entry]:
        """Return the entries since the last call."""
        entries, self._entries = self._entries, []
        return entries

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.root = self.root or name
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_NESTING:
            raise _Broken
        if self._elements > MAX_ELEMENTS:
            raise _Unreadable("sitemap-limit")
        self._field = ""
        if not self._listing_depth:
            if name in _LISTING:
                self._listing_depth, self._kind = self._depth, name
                self._texts, self._links = {}, []
        elif self._depth == self._listing_depth + 1:
            if name in _TEXTS:
                self._field, self._text, self._text_length = name, [], 0
            # Of Atom, and other languages of a page in a sitemap.
            is_page = attributes.get("href") and attributes.get("rel", "alternate") == "alternate"
            if name == "link" and is_page and len(self._links) < MAX_LINKS:
                self._links.append(attributes["href"])

    def _end(self, _: str) -> None:
        if self._field and self._depth == self._listing_depth + 1:
            self._texts.setdefault(self._field, "".join(self._text).strip())
        self._field = ""
        if self._depth == self._listing_depth:
            self._list()
            self._listing_depth = 0
        self._depth -= 1

    def _data(self, text: str) -> None:
        if self._field and self._text_length <= MAX_LENGTH:
            self._text.append(text)
            self._text_length += len(text)

    def _entity(self, *_: object) -> None:
        raise _Broken

    def _skipped(self, *_: object) -> None:
        self._field = ""  # an address with a hole in it is none

    def _list(self) -> None:
        texts = self._texts
        if self._kind in {"url", "sitemap"}:
            self._entries.append(
                _Entry(texts.get("loc", ""), texts.get("lastmod", ""), self._kind == "sitemap")
            )
        elif self._kind == "item":
            self._entries.append(_Entry(texts.get("link", ""), texts.get("pubDate", texts.get("date", ""))))
        self._entries += (_Entry(href, texts.get("updated", "")) for href in self._links)
        self.count += 1
