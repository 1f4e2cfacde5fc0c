"""A forward proxy of our own on loopback: all traffic of the browser and of httpx goes through it.

It looks up a name only for a request that it permits, connects only to an address that the guard let
pass, and lets through GET and HEAD only. Start Chromium with the proxy and the bypass rule `<-loopback>`,
QUIC off and WebRTC without non-proxied UDP, or traffic goes round it.

What it cannot see is inside a tunnel (https, wss): methods there are the browser backend's to block.
An upstream proxy, where a network has no other way out, belongs in `GuardProxy.connect`; names are then
looked up by the upstream and an address can no longer be pinned.
"""

import asyncio
import re
import secrets
from base64 import b64encode
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hmac import compare_digest
from types import TracebackType
from typing import Self

from crawler.guard import Guard, canonical_host
from crawler.urls import host_key
from drempel.errors import FetchError, UnsafeAddress
from drempel.model.snapshot import FetchOutcome, Reason

MARKER = "x-drempel-refused"
"""Header of the answers that are the proxy's own; taken out of answers of servers, so it cannot be feigned
on plain http. (On https only a refused CONNECT carries it, which browsers do not show.)"""

PIECE_BYTES = 65_536
MAX_REQUEST_HEAD_BYTES = 65_536
MAX_RESPONSE_HEAD_BYTES = 262_144
"""What Chromium itself accepts (`net/http/http_stream_parser.cc`)."""

USERNAME = "drempel"

_AUTHORITY = re.compile(r"([^:\[\]]+|\[[0-9a-fA-F:.]+\])(?::(\d{1,5})?)?")
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,15}(?=$|[\s;])")
_INTERIM = re.compile(rb"HTTP/1\.[01] +1(?!01)")
_REQUEST_LINE = re.compile(rb"([A-Za-z!#$%&'*+.^_`|~-]+) (\S+) HTTP/1\.[01]")
_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) +(\d{3})(?: .*)?")
_ABSOLUTE = re.compile(rb"(?i:http)://([^/?#]+)([^#]*)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HOP_BY_HOP = frozenset((
    b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"proxy-authenticate", b"te",
    b"trailer", b"upgrade", MARKER.encode(),
))  # fmt: skip
_FAILURES = {
    "unsafe": (403, FetchOutcome.UNSAFE, "private-address", True),
    "scheme": (400, FetchOutcome.UNSAFE, "scheme", True),
    "method": (405, FetchOutcome.UNSAFE, "method", True),
    "head": (431, FetchOutcome.HTTP_ERROR, "too-large", True),
    "dns": (502, FetchOutcome.HTTP_ERROR, "dns", False),
    "refused": (502, FetchOutcome.HTTP_ERROR, "refused", False),
    "answer": (502, FetchOutcome.HTTP_ERROR, "truncated", False),
    "timeout": (504, FetchOutcome.TIMEOUT, "navigation", False),
}
"""Value of the marker → status of our answer, and what it means for the address."""

_ABOUT_THE_REQUEST = frozenset(("scheme", "method", "head"))
"""Refusals that say nothing of the host, after which the connection is closed: a body may follow."""


def failure(marker: str, detail: str = "") -> FetchError:
    """Return what an answer of the proxy means for the address that was asked."""
    _, outcome, key, permanent = _FAILURES.get(marker, _FAILURES["refused"])
    return FetchError(outcome, Reason(key, detail), permanent=permanent)


@dataclass(slots=True)
class Traffic:
    """What went to and came from one host: requests (a tunnel is one), and bytes of answers."""

    requests: int = 0
    received_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """One request that was not let through, and the marker that says why."""

    method: str
    host_key: str
    marker: str


@dataclass(frozen=True, slots=True)
class ProxyAddress:
    """How to reach the proxy; `username` and `password` are empty when it asks for none."""

    server: str
    username: str = ""
    password: str = ""

    @property
    def url(self) -> str:
        """Return the address with its credentials, as httpx takes it; not to be printed."""
        user = f"{self.username}:{self.password}@" if self.username else ""
        return self.server.replace("://", f"://{user}", 1)


class GuardProxy:
    """The proxy; `start` it, give its address to browser and httpx, `aclose` it.

    With a token (the default) nobody else on the machine can use it. Selenium cannot answer a proxy's
    question for credentials: `with_token=False` opens it to every process of this machine. It stays on
    loopback and still reaches nothing but public addresses and the private sites that were configured,
    and pages in other browsers cannot use it (they send no requests in proxy form); so on a machine
    shared with people who may not see those private sites, keep the token.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        with_token: bool = True,
        connect_timeout_s: float = 10.0,
        head_timeout_s: float = 60.0,
        idle_timeout_s: float = 120.0,
        max_connections: int = 1_024,
    ) -> None:
        self.traffic: dict[str, Traffic] = {}
        """By `host:port`; beyond 10,000 of them the rest is counted as `other`."""
        self.refusals: deque[Refusal] = deque(maxlen=1_000)
        self.refused = 0
        self.blocked_methods = 0
        self.connect_timeout_s = connect_timeout_s
        self.head_timeout_s = head_timeout_s
        """How long an answer may take to begin."""
        self.idle_timeout_s = idle_timeout_s
        """How long either side may say nothing."""
        self._guard = guard
        self._token = secrets.token_urlsafe(24) if with_token else ""
        self._credentials = b"Basic " + b64encode(f"{USERNAME}:{self._token}".encode())
        self._max_connections = max_connections
        self._failed: dict[str, str] = {}
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._port = 0

    async def start(self) -> ProxyAddress:
        """Listen on a free port of 127.0.0.1 and return how to get there."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _ClientProtocol(self), "127.0.0.1", 0, backlog=512)
        self._port = self._server.sockets[0].getsockname()[1]
        return self.address

    @property
    def address(self) -> ProxyAddress:
        """Return how to reach the proxy once it is started."""
        server = f"http://127.0.0.1:{self._port}"
        return ProxyAddress(server, USERNAME, self._token) if self._token else ProxyAddress(server)

    async def aclose(self) -> None:
        """Stop listening and cut all connections; may be called twice."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await server.wait_closed()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def failure_of(self, url: str) -> FetchError | None:
        """Return why the proxy last failed to reach the host of an address, `None` if it did reach it.

        For browsers, which only say that a tunnel could not be made.
        """
        key = host_key(url)
        return failure(self._failed[key], key) if key in self._failed else None

    def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> asyncio.Task[None] | None:
        """Begin to serve a new connection; `None` if there are too many."""
        if len(self._tasks) >= self._max_connections:
            writer.transport.abort()
            return None
        task = asyncio.create_task(_Conversation(self, _Wire(reader, writer)).run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def permits(self, credentials: bytes) -> bool:
        """Tell whether a request may use this proxy."""
        return not self._token or compare_digest(credentials, self._credentials)

    def count(self, key: str) -> Traffic:
        """Return the traffic of a host, to be added to."""
        if key not in self.traffic and len(self.traffic) >= 10_000:
            key = "other"
        return self.traffic.setdefault(key, Traffic())

    def note_refusal(self, method: str, key: str, marker: str) -> None:
        """Count a request that was not carried out."""
        self.refused += 1
        self.blocked_methods += marker == "method"
        self.refusals.append(Refusal(method, key, marker))
        if key and marker not in _ABOUT_THE_REQUEST:
            if len(self._failed) > 10_000:
                self._failed.clear()
            self._failed[key] = marker

    async def connect(self, host: str, port: int) -> "_Wire":
        """Open a connection to an address of the host that the guard lets pass."""
        try:
            addresses = await self._guard.resolve(host, port)
        except UnsafeAddress as error:
            raise _Refused("unsafe") from error
        except FetchError as error:
            raise _Refused("dns") from error
        if port == self._port and any(address.is_loopback for address in addresses):
            raise _Refused("unsafe")
        marker = "refused"
        for address in addresses[:4]:
            try:
                async with asyncio.timeout(self.connect_timeout_s):
                    reader, writer = await asyncio.open_connection(str(address), port, limit=PIECE_BYTES)
            except TimeoutError:
                marker = "timeout"
            except OSError:
                marker = "refused"
            else:
                self._failed.pop(f"{host}:{port}", None)
                return _Wire(reader, writer)
        raise _Refused(marker)


class _Refused(Exception):
    """Ends a request with an answer of our own."""

    def __init__(self, marker: str, key: str = "") -> None:
        super().__init__(marker)
        self.marker = marker
        self.key = key


class _ClientProtocol(asyncio.StreamReaderProtocol):
    """Ends the work on a connection as soon as the browser closes it: a page that was left asks no more."""

    def __init__(self, proxy: GuardProxy) -> None:
        self._task: asyncio.Task[None] | None = None
        super().__init__(asyncio.StreamReader(limit=PIECE_BYTES), self._begin)
        self._proxy = proxy

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._task = self._proxy.serve(reader, writer)

    def eof_received(self) -> bool:
        self._end()
        super().eof_received()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        super().connection_lost(exc)

    def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()


class _Wire:
    """One connection, read by head and by piece."""

    __slots__ = ("buffer", "reader", "writer")

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.buffer = b""

    async def head(self, max_bytes: int, too_long: str) -> bytes | None:
        """Return the next lines up to an empty one; `None` if the other side ended before that.

        Raises `_Refused` with `too_long` as marker beyond `max_bytes`.
        """
        data = self.buffer.lstrip(b"\r\n")
        searched = 0
        while not (end := _HEAD_END.search(data, max(0, searched - 3))):
            searched = len(data)
            if searched > max_bytes:
                raise _Refused(too_long)
            try:
                piece = await self.reader.read(PIECE_BYTES)
            except OSError:
                return None
            if not piece:
                return None
            data += piece
        self.buffer = data[end.end() :]
        return data[: end.start()]

    @property
    def is_idle(self) -> bool:
        """Whether the connection is open, with nothing said that was not asked for."""
        return not (self.buffer or self.reader.at_eof() or self.writer.is_closing())


@dataclass(frozen=True, slots=True)
class _Request:
    method: bytes
    host: str
    port: int
    head: bytes
    """As it goes to the server; empty for CONNECT."""

    @property
    def key(self) -> str:
        return f"{self.host}:{self.port}"


class _Length:
    """A body that ends after so many bytes, or (`inf`) with the connection."""

    def __init__(self, remaining: float) -> None:
        self._remaining = remaining

    @property
    def is_complete(self) -> bool:
        return self._remaining <= 0

    @property
    def ends_with_connection(self) -> bool:
        return self._remaining == float("inf")

    def feed(self, piece: bytes) -> int:
        """Return how many bytes of the piece belong to the body."""
        used = int(min(self._remaining, len(piece)))
        self._remaining -= used
        return used


class _Chunked:
    """A body in chunks, passed on as it comes; only its end is looked for (RFC 9112, 7.1)."""

    ends_with_connection = False

    def __init__(self) -> None:
        self.is_complete = False
        self._chunk_bytes = 0
        self._line = b""
        self._in_trailer = False

    def feed(self, piece: bytes) -> int:
        """Return how many bytes of the piece belong to the body; `ConnectionError` if it is no chunk."""
        at = 0
        while at < len(piece) and not self.is_complete:
            if self._chunk_bytes:
                step = min(self._chunk_bytes, len(piece) - at)
                self._chunk_bytes -= step
                at += step
                continue
            end = piece.find(b"\n", at)
            self._line += piece[at:end] if end >= 0 else piece[at:]
            if len(self._line) > PIECE_BYTES:
                raise ConnectionError("endless chunk size")
            if end < 0:
                return len(piece)
            at = end + 1
            self._end_line(self._line.strip())
            self._line = b""
        return at

    def _end_line(self, line: bytes) -> None:
        if self._in_trailer:
            self.is_complete = not line
        elif line:  # an empty line closes the chunk before
            if not (size := _CHUNK_SIZE.match(line)):
                raise ConnectionError("not a chunk size")
            self._chunk_bytes = int(size[0], 16)
            self._in_trailer = self._chunk_bytes == 0


@dataclass(frozen=True, slots=True)
class _Answer:
    head: bytes
    """As it goes to the browser, without the empty line."""
    body: _Length | _Chunked
    can_stay: bool
    """Whether the server takes another request on the same connection."""


class _Conversation:
    """One connection of the browser, and at most one to a server, kept while requests are for that server."""

    def __init__(self, proxy: GuardProxy, client: _Wire) -> None:
        self._proxy = proxy
        self._client = client
        self._server: _Wire | None = None
        self._server_key = ""

    async def run(self) -> None:
        try:
            while await self._next():
                pass
        except (OSError, TimeoutError, asyncio.CancelledError):
            pass  # the browser went away, the server stopped halfway, or the proxy was closed
        finally:
            self._leave_server()
            self._client.writer.close()

    async def _next(self) -> bool:
        """Serve one request; tell whether the connection can take another."""
        method, key = "", ""
        try:
            async with asyncio.timeout(self._proxy.idle_timeout_s):
                head = await self._client.head(MAX_REQUEST_HEAD_BYTES, "head")
            if head is None:
                return False
            method = head[:16].partition(b" ")[0].decode("ascii", "replace")
            request = self._read_request(head)
            if request is None:
                return True
            key = request.key
            if request.method == b"CONNECT":
                await self._tunnel(request)
                return False
            return await self._forward(request)
        except _Refused as refused:
            self._proxy.note_refusal(method, key or refused.key, refused.marker)
            stays = refused.marker not in _ABOUT_THE_REQUEST
            status = _FAILURES[refused.marker][0]
            # Without a body Chromium shows a page of its own and hides the answer.
            body = "" if method == "HEAD" else f"Refused by Drempel: {refused.marker}\n"
            self._answer(status, refused.marker, f"{MARKER}: {refused.marker}", body=body, stays=stays)
            return stays

    def _read_request(self, head: bytes) -> _Request | None:
        """Return a request that may go on; `None` if it was answered with the question for the token."""
        first, *lines = head.replace(b"\r", b"").split(b"\n")
        kept = []
        credentials = b""
        has_body = False
        for line in lines:
            name, _, value = line.partition(b":")
            name = name.lower()
            if name == b"proxy-authorization":
                credentials = value.strip()
            elif name in {b"content-length", b"transfer-encoding"}:
                has_body = value.strip() != b"0"
            elif name != b"host" and name not in _HOP_BY_HOP:
                kept.append(line)
        if not self._proxy.permits(credentials):
            self._answer(407, "token", f'Proxy-Authenticate: Basic realm="{USERNAME}"', stays=not has_body)
            return None
        parts = _REQUEST_LINE.fullmatch(first)
        if not parts:
            raise _Refused("scheme")
        method, target = parts[1], parts[2]
        if method == b"CONNECT":
            host, port = _authority(target, None)
            return _Request(method, host, port, b"")
        absolute = _ABSOLUTE.fullmatch(target)
        host, port = _authority(absolute[1] if absolute else b"", 80)
        if method not in {b"GET", b"HEAD"} or has_body:
            raise _Refused("method", f"{host}:{port}")
        assert absolute is not None
        path = absolute[2] if absolute[2].startswith(b"/") else b"/" + absolute[2]
        return _Request(method, host, port, b"\r\n".join(
            (b"%b %b HTTP/1.1" % (method, path), b"Host: " + absolute[1], *kept, b"", b"")
        ))  # fmt: skip

    async def _forward(self, request: _Request) -> bool:
        server, head = await self._ask(request)
        answer = _read_answer(head, request.method)
        traffic = self._proxy.count(request.key)
        traffic.requests += 1
        client, body = self._client.writer, answer.body
        stays = not body.ends_with_connection
        out = answer.head + (b"\r\n\r\n" if stays else b"\r\nConnection: close\r\n\r\n")
        if not body.is_complete and server.buffer:
            used = body.feed(server.buffer)
            out += server.buffer[:used]
            server.buffer = server.buffer[used:]
        client.write(out)
        traffic.received_bytes += len(out)
        if not body.is_complete:
            await client.drain()
            await self._relay(server, body, traffic)
        if not (answer.can_stay and server.is_idle):
            self._leave_server()
        return stays

    async def _relay(self, server: _Wire, body: _Length | _Chunked, traffic: Traffic) -> None:
        loop = asyncio.get_running_loop()
        client = self._client.writer
        async with asyncio.timeout(self._proxy.idle_timeout_s) as deadline:
            while not body.is_complete:
                piece = await server.reader.read(PIECE_BYTES)
                if not piece:
                    if body.ends_with_connection:
                        return
                    raise ConnectionError("body cut short")
                used = body.feed(piece)
                traffic.received_bytes += used
                server.buffer = piece[used:]
                client.write(piece[:used] if server.buffer else piece)
                await client.drain()
                deadline.reschedule(loop.time() + self._proxy.idle_timeout_s)

    async def _ask(self, request: _Request) -> tuple[_Wire, bytes]:
        """Send a request and return the connection with the head of its answer."""
        server = self._server
        if server and self._server_key == request.key and server.is_idle:
            head = await self._head_of_answer(server, request)
            if head is not None:
                return server, head
            # The server closed the idle connection at the same moment; the request is sent anew.
        self._leave_server()
        server = self._server = await self._proxy.connect(request.host, request.port)
        self._server_key = request.key
        head = await self._head_of_answer(server, request)
        if head is None:
            raise _Refused("answer")
        return server, head

    async def _head_of_answer(self, server: _Wire, request: _Request) -> bytes | None:
        server.writer.write(request.head)
        try:
            async with asyncio.timeout(self._proxy.head_timeout_s):
                while True:
                    head = await server.head(MAX_RESPONSE_HEAD_BYTES, "answer")
                    if head is None or not _INTERIM.match(head):
                        return head
        except TimeoutError as error:
            raise _Refused("timeout") from error

    async def _tunnel(self, request: _Request) -> None:
        """Pass bytes both ways; what they say is between browser and server."""
        server = self._server = await self._proxy.connect(request.host, request.port)
        traffic = self._proxy.count(request.key)
        traffic.requests += 1
        self._client.writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        server.writer.write(self._client.buffer)
        upwards = asyncio.create_task(self._send_up(server))
        try:
            with suppress(ConnectionError):
                await self._relay(server, _Length(float("inf")), traffic)
        finally:
            upwards.cancel()

    async def _send_up(self, server: _Wire) -> None:
        with suppress(OSError):
            while piece := await self._client.reader.read(PIECE_BYTES):
                server.writer.write(piece)
                await server.writer.drain()

    def _answer(self, status: int, phrase: str, header: str, *, body: str = "", stays: bool) -> None:
        lines = [f"HTTP/1.1 {status} {phrase}", header, "Content-Type: text/plain"]
        lines += [f"Content-Length: {len(body)}", *([] if stays else ["Connection: close"]), "", body]
        self._client.writer.write("\r\n".join(lines).encode())

    def _leave_server(self) -> None:
        if self._server is not None:
            self._server.writer.transport.abort()
            self._server = None


@lru_cache(maxsize=4_096)
def _authority(text: bytes, default_port: int | None) -> tuple[str, int]:
    """Return host and port of the authority of a request; raises `_Refused`."""
    found = _AUTHORITY.fullmatch(text.decode("ascii", "replace"))
    host = canonical_host(found[1]) if found else None
    port = int(found[2]) if found and found[2] else default_port
    if host is None or port is None or port > 65_535:
        raise _Refused("scheme")
    return host, port


def _read_answer(head: bytes, method: bytes) -> _Answer:
    """Take the head of an answer apart: where does its body end, and what of it is for the browser."""
    first, *lines = head.replace(b"\r", b"").split(b"\n")
    status = _STATUS_LINE.fullmatch(first)
    if not status or status[2] == b"101":
        raise _Refused("answer")
    kept = [b"HTTP/1.1 " + first[9:].lstrip()]
    lengths: set[bytes] = set()
    is_chunked = False
    can_stay = status[1] == b"1"
    is_kept = False
    for line in lines:
        if line[:1] in b" \t":  # goes on with the line before (RFC 9112, 5.2)
            if is_kept:
                kept[-1] += b" " + line.strip()
            continue
        name, _, value = line.partition(b":")
        name = name.strip().lower()
        is_kept = name not in _HOP_BY_HOP
        if is_kept:
            kept.append(line)
        if name == b"content-length":
            lengths.update(part.strip() for part in value.split(b","))
        elif name == b"transfer-encoding":
            is_chunked = b"chunked" in value.lower()
        elif name == b"connection":
            can_stay = can_stay and b"close" not in value.lower()
    body: _Length | _Chunked = _Length(float("inf"))
    if method == b"HEAD" or status[2] in {b"204", b"304"}:
        body = _Length(0)
    elif is_chunked:
        body = _Chunked()
    elif len(lengths) == 1 and (length := lengths.pop()).isdigit():
        body = _Length(int(length))
    return _Answer(b"\r\n".join(kept), body, can_stay)
