"""Sitemaps (sitemaps.org): XML index and urlset, gzip, plain text, RSS and Atom; also broken ones.

Nothing outside the bytes is ever loaded, entities are not expanded, sizes hold after decompression, and
whatever is wrong becomes a problem with its reason, never an exception.
"""

import asyncio
import re
import zlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from xml.sax.saxutils import unescape

from lxml import etree

from crawler.fetch import GZIP, PIECE_BYTES, Fetched, Inflater
from crawler.urls import absolute, normal_form
from drempel.errors import FetchError
from drempel.model.snapshot import Reason

MAX_BYTES = 50 * 1024 * 1024
"""Uncompressed size that the protocol allows (sitemaps.org, "Sitemap file location")."""

_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_LASTMOD = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_LOC = re.compile(rb"<loc>\s*(?:<!\[CDATA\[)?([^<\]]*)(?:\]\]>)?\s*</")
_ENTITIES = {"&apos;": "'", "&quot;": '"', "&#38;": "&", "&#x26;": "&"}
_ROOTS = frozenset(("urlset", "sitemapindex", "rss", "RDF", "feed"))
_LISTING = frozenset(("url", "sitemap", "item", "entry"))
_TAGS = [f"{{*}}{name}" for name in sorted(_ROOTS | _LISTING)]


@dataclass(frozen=True, slots=True)
class SitemapUrl:
    """A page that a sitemap lists, and when it says the page last changed (UTC; `None` if it does not)."""

    url: str
    lastmod: datetime | None = None


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
) -> SitemapResult:
    """Return the pages that the sitemaps at these addresses list, following indexes `max_depth` deep.

    `fetch` gives one document, politely; a `FetchError` of it becomes a problem. Files are read one after
    another, each once.
    """
    found: dict[str, SitemapUrl] = {}
    problems: list[Reason] = []
    waiting = deque((address, 0) for address in addresses)
    seen: set[str] = set()
    while waiting:
        address, depth = waiting.popleft()
        key = normal_form(address)
        if key in seen:
            continue
        if len(seen) >= max_files or len(found) >= max_urls:
            problems.append(Reason("sitemap-limit", address))
            break
        seen.add(key)
        sitemap = await _read(fetch, address, max_urls)
        if sitemap.problem:
            problems.append(Reason(sitemap.problem, address))
        for entry in sitemap.urls:
            if len(found) < max_urls:
                found.setdefault(normal_form(entry.url), entry)
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
        for entry in _entries(_unpacked(body, max_bytes)):
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
    """Return the time that a W3C date says, in UTC and at its earliest; `None` if it is none.

    Source: W3C note "Date and Time Formats" (1997); a time without zone is taken as UTC.
    """
    found = _LASTMOD.fullmatch(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        at = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), tzinfo=UTC)
        at += timedelta(seconds=int(second or 0))
        if zone and zone not in "Zz":
            offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            at += offset if zone[0] == "-" else -offset
    except (ValueError, OverflowError):
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


def _entries(pieces: Iterator[bytes]) -> Iterator[_Entry]:
    first = next(pieces, b"")
    looks_like_xml = first[:200].lstrip(_BEFORE_MARKUP).startswith(b"<")
    return (_from_xml if looks_like_xml else _from_text)(chain((first,), pieces))


def _from_text(pieces: Iterable[bytes]) -> Iterator[_Entry]:
    """Yield one entry per line that is an address."""
    is_sitemap_file = False
    for line in b"".join(pieces).decode("utf-8-sig", "replace").splitlines():
        if line.strip().lower().startswith(("http://", "https://")):
            is_sitemap_file = True
            yield _Entry(line)
    if not is_sitemap_file:
        raise _Unreadable("sitemap-kind")


def _from_xml(pieces: Iterable[bytes]) -> Iterator[_Entry]:
    parser = etree.XMLPullParser(
        ("end",), tag=_TAGS, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    root = ""
    read = bytearray()
    try:
        for piece in pieces:
            read += piece
            parser.feed(piece)
            for _, element in parser.read_events():
                root = root or _local_name(element.getroottree().getroot())
                yield from _from_element(element)
        parser.close()
    except etree.LxmlError as error:
        for piece in pieces:
            read += piece
        yield from _scanned(bytes(read))
        raise _Unreadable("sitemap-xml" if _LOC.search(read) else "sitemap-kind") from error
    if root not in _ROOTS:
        raise _Unreadable("sitemap-kind")


def _scanned(markup: bytes) -> Iterator[_Entry]:
    """Yield the addresses of a sitemap that is no XML, often for a bare `&`; again those read before."""
    is_index = b"<sitemapindex" in markup
    for found in _LOC.finditer(markup):
        yield _Entry(unescape(found[1].decode("utf-8", "replace").strip(), _ENTITIES), is_sitemap=is_index)


def _from_element(element: etree._Element) -> Iterator[_Entry]:
    """Yield what a finished element lists, and let go of its memory."""
    kind = _local_name(element)
    if kind not in _LISTING:
        return
    texts: dict[str, str] = {}
    links: list[etree._Element] = []
    for child in element:
        name = _local_name(child)
        if not len(child):  # else it holds an entity, which stays unread
            texts[name] = (child.text or "").strip()
        if name == "link":
            links.append(child)
    if kind in {"url", "sitemap"}:
        yield _Entry(texts.get("loc", ""), texts.get("lastmod", ""), kind == "sitemap")
    elif kind == "item":
        yield _Entry(texts.get("link", ""))
    for link in links:  # of Atom, and other languages of a page in a sitemap
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            yield _Entry(link.get("href", ""), texts.get("updated", ""))
    element.clear()
    while (earlier := element.getprevious()) is not None:
        parent = element.getparent()
        if parent is None:
            break
        parent.remove(earlier)


def _local_name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
