"""Builders that stations share: pages named after their address, bytes of HTTP, and demands on a report."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import unquote, urljoin

from tests.lab.base import Outcome, Reply, Route, Station, page

Check = Callable[[Outcome], Iterable[str]]


def title_of(path: str) -> str:
    """Return an ordinary title for an address: two addresses have two titles."""
    words = re.sub(r"[/_.?=&;+-]+", " ", unquote(path)).strip()
    return words[:80].capitalize() or "Welkom bij de gemeente"


def good(path: str, body: str = "", *, links: Iterable[str] = ()) -> str:
    """Return an ordinary page for an address."""
    return page(title_of(path), body, links=links)


def anchors(hrefs: Iterable[str]) -> str:
    """Return links with exactly these attribute values, escaped as HTML wants."""
    return "".join(f'<p><a href="{escape(href)}">Lees meer over dit onderwerp</a></p>' for href in hrefs)


def site(
    name: str,
    group: str,
    home: str,
    routes: Mapping[str, Route] | None = None,
    found: Iterable[str] = (),
    **more: Any,
) -> Station:
    """Return a station whose home page has this body, and where the pages in `found` must end well.

    A page of `found` without a route of its own is an ordinary one.
    """
    wanted = tuple(found)
    served: dict[str, Route] = {"/": good(f"Welkom op {name}", home)}
    served |= {path: good(path) for path in wanted if "://" not in path} | dict(routes or {})
    return Station(name=name, group=group, routes=served, pages=("/", *wanted), **more)


# -- bytes on the wire


def sent(*chunks: bytes | float, close: bool = True) -> Reply:
    """Return a reply of these very bytes; a number is a pause in seconds.

    Without `close` the connection stays open until the other side leaves.
    """

    async def write(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for chunk in chunks:
            if isinstance(chunk, bytes):
                writer.write(chunk)
                await writer.drain()
            else:
                await asyncio.sleep(chunk)
        if not close:
            await reader.read()
        writer.close()
        # The server throws away what is not yet sent when this returns.
        await writer.wait_closed()

    return Reply(raw=write)


def dripping(data: bytes, size: int, pause_s: float = 0.5) -> Iterator[bytes | float]:
    """Yield pieces of data with a pause after each."""
    for at in range(0, len(data), size):
        yield data[at : at + size]
        yield pause_s


def head(*lines: str, status: str = "200 OK", version: str = "HTTP/1.1") -> bytes:
    """Return a status line and headers of an HTML page, ready to be sent."""
    fields = ("Content-Type: text/html; charset=utf-8", *lines)
    return "".join(f"{line}\r\n" for line in (f"{version} {status}", *fields, "")).encode("latin-1")


def chunked(*parts: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """Return a body in chunks; `end` b"" leaves it unfinished."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + end


# -- demands


def same_address(one: str, other: str) -> bool:
    """Tell whether two spellings are one address: escapes where they need not be do not count."""
    return unquote(one.partition("#")[0]) == unquote(other.partition("#")[0])


def lines_of(outcome: Outcome, path: str) -> list[dict[str, Any]]:
    """Return the lines of an address, in whatever spelling."""
    url = urljoin(outcome.station.url, path)
    return [line for line in outcome.lines if same_address(line["url"], url)]


def judged(outcome: Outcome, path: str) -> list[dict[str, Any]]:
    """Return the lines that say that this page was judged, at its own address or where it led."""
    url = urljoin(outcome.station.url, path)
    return [
        line
        for line in outcome.lines
        if line["outcome"] == "ok"
        and (same_address(line["url"], url) or same_address(line["final_url"], url))
    ]


def all_found(*paths: str) -> Check:
    """Return a check that each page was judged once, in whatever spelling of its address."""

    def check(outcome: Outcome) -> Iterator[str]:
        for path in paths:
            if (times := len(judged(outcome, path))) != 1:
                said = [f"{line['outcome']} ({line['reason']})" for line in lines_of(outcome, path)]
                yield f"{path[:120]}: judged {times} times instead of once {said}"

    return check


def both(*checks: Check) -> Check:
    """Return a check that asks all of these."""

    def check(outcome: Outcome) -> Iterator[str]:
        for each in checks:
            yield from each(outcome)

    return check
