"""A forward proxy of our own on loopback: all traffic of the browser and of httpx goes through it.

It looks up a name only for a request that it permits, connects only to an address that the guard let
pass, and lets through GET and HEAD only. Start Chromium with the proxy and the bypass rule `<-loopback>`,
QUIC off and WebRTC without non-proxied UDP, or traffic goes round it.

What it cannot see is inside a tunnel (https, wss): methods there are the browser backend's to block. It
does see that nothing but TLS or a WebSocket goes into one. Sites of an own certificate authority are the
exception: their encryption ends here (see `crawler.authority`).
"""

import asyncio
import ssl
from base64 import b64encode
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from types import TracebackType
from typing import TYPE_CHECKING, Self

from crawler.guard import Guard, unwrapped
from crawler.messages import (
    MARKER,
    MAX_REQUEST_HEAD_BYTES,
    PIECE_BYTES,
    Answer,
    CutOff,
    LeavableProtocol,
    Length,
    Refused,
    Request,
    Unpacking,
    Wire,
    read_answer,
    read_request,
)
from crawler.subresources import Recording, Resource, Resources
from crawler.upstream import Upstream
from crawler.urls import DEFAULT_PORTS, host_key, parse
from drempel.errors import FetchError, UnsafeAddress
from drempel.model.snapshot import FetchOutcome, Reason

if TYPE_CHECKING:  # it takes a library that only sites of an own authority need
    from crawler.authority import Authority

__all__ = [
    "MARKER",
    "GuardProxy",
    "ProxyAddress",
    "Refusal",
    "Traffic",
    "failure",
]

USERNAME = "drempel"

MAX_ANSWER_BYTES = 64 * 1024 * 1024
MAX_TUNNEL_BYTES = 192 * 1024 * 1024
TUNNEL_PAUSE_S = 1.0
LOOKUP_BESIDE_UPSTREAM_S = 2.0

_MAX_REMEMBERED = 10_000
_ESTABLISHED = b"HTTP/1.1 200 OK\r\n\r\n"
_HANDSHAKE_BYTES = 6
_FAILURES = {
    "unsafe": (403, FetchOutcome.UNSAFE, "private-address", True),
    "scheme": (400, FetchOutcome.UNSAFE, "scheme", True),
    "request": (400, FetchOutcome.UNSAFE, "scheme", True),
    "method": (405, FetchOutcome.UNSAFE, "method", True),
    "head": (431, FetchOutcome.HTTP_ERROR, "too-large", True),
    "too-large": (502, FetchOutcome.HTTP_ERROR, "too-large", True),
    "tls": (502, FetchOutcome.HTTP_ERROR, "tls", True),
    "upstream": (502, FetchOutcome.HTTP_ERROR, "upstream-proxy", False),
    "dns": (502, FetchOutcome.HTTP_ERROR, "dns", False),
    "refused": (502, FetchOutcome.HTTP_ERROR, "refused", False),
    "answer": (502, FetchOutcome.HTTP_ERROR, "truncated", False),
    "timeout": (504, FetchOutcome.TIMEOUT, "navigation", False),
}
"""Value of the marker → status of our answer, and what it means for the address."""

_ABOUT_THE_REQUEST = frozenset(("scheme", "request", "method", "head"))
"""Refusals that say nothing of the host, after which the connection is closed: a body may follow."""

_ABOUT_THE_ANSWER = frozenset(("answer", "too-large", "timeout"))
"""Refusals that speak of one address, once the host was reached."""


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
        upstream: Upstream | None = None,
        authority: "Authority | None" = None,
        resources: Resources | None = None,
        connect_timeout_s: float = 10.0,
        head_timeout_s: float = 60.0,
        idle_timeout_s: float = 120.0,
        max_connections: int = 1_024,
        max_answer_bytes: int = MAX_ANSWER_BYTES,
        max_tunnel_bytes: int = MAX_TUNNEL_BYTES,
    ) -> None:
        self.traffic: dict[str, Traffic] = {}
        """By `host:port`; beyond 10,000 of them the rest is counted as `other`."""
        self.refusals: deque[Refusal] = deque(maxlen=1_000)
        self.refused = 0
        self.blocked_methods = 0
        self.cut = 0
        """Answers and tunnels that ended before their end: too large, or the server stopped."""
        self.authority = authority
        self.resources = Resources() if resources is None else resources
        self.connect_timeout_s = connect_timeout_s
        self.head_timeout_s = head_timeout_s
        """How long an answer may take to begin."""
        self.idle_timeout_s = idle_timeout_s
        """How long either side may say nothing."""
        self.max_answer_bytes = max_answer_bytes
        """Of one answer on plain http, packed and unpacked."""
        self.max_tunnel_bytes = max_tunnel_bytes
        """Of what comes through a tunnel without a pause of a second: many documents may share one."""
        self._guard = guard
        self._upstream = upstream
        self._token = token_urlsafe(24) if with_token else ""
        self._credentials = b"Basic " + b64encode(f"{USERNAME}:{self._token}".encode())
        self._max_connections = max_connections
        self._failed_hosts: OrderedDict[str, FetchError] = OrderedDict()
        self._failed_urls: OrderedDict[str, FetchError] = OrderedDict()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._port = 0

    async def start(self) -> ProxyAddress:
        """Listen on a free port of 127.0.0.1 and return how to get there."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._new_connection, "127.0.0.1", 0, backlog=512)
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
        """Return why the last request for an address failed here, `None` if the proxy knows no reason.

        On plain http that is known per address: refused, not reached, too large, cut short, too slow. On
        https it is what kept the proxy from making a tunnel to the host, which browsers do not tell. An
        answer of the proxy's own has no other sign that cannot be feigned, so ask here for each answer with
        the status of an error.
        """
        return self.failure_at(url) or self._failed_hosts.get(host_key(url))

    def failure_at(self, url: str) -> FetchError | None:
        """Return why this very address was not given, or not given whole; known on plain http only.

        Holds also for a page that the browser shows: what was cut off may look whole to it.
        """
        return self._failed_urls.get(_spelled(url))

    def permits(self, credentials: bytes) -> bool:
        """Tell whether a request may use this proxy."""
        return not self._token or compare_digest(credentials, self._credentials)

    def count(self, key: str) -> Traffic:
        """Return the traffic of a host, to be added to."""
        if key not in self.traffic and len(self.traffic) >= _MAX_REMEMBERED:
            key = "other"
        return self.traffic.setdefault(key, Traffic())

    def note_refusal(self, method: str, key: str, marker: str, detail: str = "", url: str = "") -> None:
        """Count a request that was not carried out, and remember what that says of host or address."""
        self.refused += 1
        self.blocked_methods += marker == "method"
        self.refusals.append(Refusal(method, key, marker))
        if key and marker not in _ABOUT_THE_REQUEST:
            error = failure(marker, f"{key}: {detail}" if detail else key)
            if url:
                _remember(self._failed_urls, url, error)
            if not url or marker not in _ABOUT_THE_ANSWER:
                _remember(self._failed_hosts, key, error)

    def note_cut(self, request: Request, marker: str, detail: str) -> None:
        """Count an answer that was not given to its end."""
        self.cut += 1
        error = failure(marker, f"{request.key}: {detail}" if detail else request.key)
        _remember(
            *((self._failed_urls, request.url) if request.url else (self._failed_hosts, request.key)), error
        )

    def note_whole(self, request: Request) -> None:
        """Forget what kept an address from being given: now it was."""
        if self._failed_urls:
            self._failed_urls.pop(request.url, None)

    async def connect(self, request: Request) -> Wire:
        """Open a connection for a request, to an address of its host that the guard lets pass.

        With TLS on it where the request came from inside a tunnel that ends here. Raises `Refused`.
        """
        host, port = request.host, request.port
        is_inside = request.scheme == "https" and request.method != b"CONNECT"
        if self._upstream is not None and not self._guard.is_private_site(host, port):
            wire = await self._connect_through(self._upstream, request)
        else:
            wire = await self._connect_direct(host, port)
        self._failed_hosts.pop(request.key, None)
        if is_inside and self.authority is not None:
            return await self.authority.enter(wire, host)
        return wire

    async def _connect_direct(self, host: str, port: int) -> Wire:
        try:
            addresses = await self._guard.resolve(host, port)
        except UnsafeAddress as error:
            raise Refused("unsafe") from error
        except FetchError as error:
            raise Refused("dns") from error
        if port == self._port and any(unwrapped(address).is_loopback for address in addresses):
            raise Refused("unsafe")
        marker = "refused"
        for address in addresses[:4]:
            try:
                return await self._dial(str(address), port)
            except TimeoutError:
                marker = "timeout"
            except OSError:
                marker = "refused"
        raise Refused(marker, "connection" if marker == "timeout" else "")

    async def _connect_through(self, upstream: Upstream, request: Request) -> Wire:
        """Open a connection that leads through the upstream proxy, once nothing here speaks against it."""
        host, port = request.host, request.port
        try:
            self._guard.check(host, port)
            # Whom this machine cannot look up, the upstream looks up.
            with suppress(FetchError, TimeoutError):
                async with asyncio.timeout(LOOKUP_BESIDE_UPSTREAM_S):
                    await self._guard.resolve(host, port)
        except UnsafeAddress as error:
            raise Refused("unsafe") from error
        try:
            wire = await self._dial(upstream.host, upstream.port)
        except OSError as error:  # a timeout is one
            raise Refused("upstream", "does not answer") from error
        if request.scheme == "http":
            wire.via_upstream = True
            return wire
        try:
            async with asyncio.timeout(self.head_timeout_s):
                await upstream.lead(wire, host, port)
        except TimeoutError as error:
            wire.writer.transport.abort()
            raise Refused("timeout", "upstream proxy") from error
        except (Refused, asyncio.CancelledError):
            wire.writer.transport.abort()
            raise
        return wire

    async def _dial(self, host: str, port: int) -> Wire:
        async with asyncio.timeout(self.connect_timeout_s):
            return Wire(*await asyncio.open_connection(host, port, limit=PIECE_BYTES))

    def upstream_fields(self, wire: Wire) -> bytes:
        """Return the lines that only the upstream proxy needs."""
        return self._upstream.credentials if wire.via_upstream and self._upstream else b""

    def _new_connection(self) -> LeavableProtocol:
        protocol = LeavableProtocol(
            asyncio.StreamReader(limit=PIECE_BYTES), None, lambda *ends: self._serve(protocol, Wire(*ends))
        )
        return protocol

    def _serve(self, protocol: LeavableProtocol, client: Wire) -> None:
        """Begin to serve a new connection, unless there are too many."""
        if len(self._tasks) >= self._max_connections:
            client.writer.transport.abort()
            return
        task = asyncio.create_task(_Conversation(self, client).run())
        # A page that was left asks no more: what was under way for it ends at once.
        protocol.leave = task.cancel
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Conversation:
    """One connection of the browser, and at most one to a server, kept while requests are for that server.

    `inside` is set where the connection lies in a tunnel: scheme, host and port to which it leads.
    """

    def __init__(
        self,
        proxy: GuardProxy,
        client: Wire,
        inside: tuple[str, str, int] | None = None,
        server: Wire | None = None,
    ) -> None:
        self._proxy = proxy
        self._client = client
        self._inside = inside
        self._server = server
        self._server_key = f"{inside[1]}:{inside[2]}" if inside else ""

    async def run(self) -> None:
        try:
            while await self._next():
                pass
        except (OSError, TimeoutError, asyncio.CancelledError):
            pass  # the browser went away, or the proxy was closed
        finally:
            self._leave_server()
            self._client.writer.close()

    async def _next(self) -> bool:
        """Serve one request; tell whether the connection can take another."""
        method, request = "", None
        try:
            async with asyncio.timeout(self._proxy.idle_timeout_s):
                head = await self._client.head(MAX_REQUEST_HEAD_BYTES, "head")
            if head is None:
                return False
            method = head[:16].partition(b" ")[0].decode("ascii", "replace")
            request = read_request(head, self._inside)
            if self._inside is None and not self._proxy.permits(request.credentials):
                self._ask_for_token(stays=not request.has_body)
                return not request.has_body
            if request.method == b"CONNECT":
                await self._tunnel(request)
                return False
            is_bare = self._inside is not None and self._inside[0] == "http"
            if (
                request.method not in {b"GET", b"HEAD"}
                or request.has_body
                or (is_bare and not request.is_websocket)
            ):
                raise Refused("method")
            if request.is_websocket:
                await self._websocket(request)
                return False
            return await self._forward(request) and not request.is_last
        except CutOff as cut:
            assert request is not None
            self._proxy.note_cut(request, cut.marker, cut.detail)
            # Nothing more is said: length or chunks tell the browser that this was not all.
            self._client.writer.transport.abort()
            return False
        except Refused as refused:
            # What a server still says to this request is no answer to the next one.
            self._leave_server()
            key, url = (request.key, request.url) if request else (refused.key, "")
            self._proxy.note_refusal(method, key, refused.marker, refused.detail, url)
            stays = refused.marker not in _ABOUT_THE_REQUEST and not (request and request.is_last)
            self._refuse(refused, stays=stays, with_body=method != "HEAD")
            return stays

    # -- plain requests

    async def _forward(self, request: Request) -> bool:
        """Answer a request from what is kept, or from the server."""
        resources = self._proxy.resources
        key = resources.key_of(request)
        if key is None:
            return await self._fetch(request)
        resource, is_fresh = await resources.get(key)
        if resource and is_fresh:
            resources.hits += 1
            return await self._give(resource, request)
        with resources.record(key) as recording:
            return await self._fetch(request, recording, resource)

    async def _give(self, resource: Resource, request: Request) -> bool:
        self._client.writer.write(resource.head + b"\r\n\r\n" + resource.body)
        await self._client.writer.drain()
        self._proxy.note_whole(request)
        return True

    async def _fetch(
        self, request: Request, recording: Recording | None = None, stale: Resource | None = None
    ) -> bool:
        if stale is not None and request.is_conditional:
            stale = None
        server, answer = await self._ask(request, stale.validators if stale else b"")
        traffic = self._proxy.count(request.key)
        traffic.requests += 1
        if recording is not None and stale is not None and answer.status == 304:
            recording.confirm(stale, answer)
            self._finish(answer, server)
            return await self._give(stale, request)
        if recording is not None:
            recording.begin(answer)
        await self._relay(server, answer, traffic, recording)
        if recording is not None:
            recording.finish()
        self._proxy.note_whole(request)
        self._finish(answer, server)
        return True

    def _finish(self, answer: Answer, server: Wire) -> None:
        if not (answer.can_stay and server.is_idle):
            self._leave_server()

    async def _ask(self, request: Request, extra: bytes) -> tuple[Wire, Answer]:
        """Send a request and return the connection with the head of its answer."""
        server = self._server
        head = None
        if server and self._server_key == request.key and server.is_idle:
            head = await self._head_of_answer(server, request, extra)
            # Without one, the server closed the idle connection at the same moment; it is asked anew.
        if server is None or head is None:
            self._leave_server()
            server = self._server = await self._proxy.connect(request)
            self._server_key = request.key
            head = await self._head_of_answer(server, request, extra)
        if head is None:
            raise Refused("answer", "no answer")
        answer = read_answer(head, request)
        if answer.status == 407:
            # Meant for a proxy; ours has shown what it has.
            raise Refused("upstream" if server.via_upstream else "answer", "407")
        if isinstance(answer.body, Length) and self._proxy.max_answer_bytes < answer.body.remaining < float(
            "inf"
        ):
            raise Refused("too-large", f"{answer.body.remaining} bytes")
        return server, answer

    async def _head_of_answer(self, server: Wire, request: Request, extra: bytes) -> bytes | None:
        extra += self._proxy.upstream_fields(server)
        server.writer.write(request.head(extra, via_upstream=server.via_upstream))
        try:
            async with asyncio.timeout(self._proxy.head_timeout_s):
                return await server.answer_head()
        except TimeoutError as error:
            self._leave_server()
            raise Refused("timeout", "no answer") from error

    async def _relay(
        self, server: Wire, answer: Answer, traffic: Traffic, recording: Recording | None = None
    ) -> None:
        """Pass on an answer as it comes; raises `CutOff` if it cannot be given whole."""
        loop = asyncio.get_running_loop()
        body, limit, idle_s = answer.body, self._proxy.max_answer_bytes, self._proxy.idle_timeout_s
        unpacking = Unpacking(answer.coding, limit) if answer.coding in _COUNTED else None
        counted = unpacking.feed if unpacking else None
        is_page = b"text/html" in answer.head.lower()
        # Where only the end of the connection ends a body, the browser could not tell a whole one from one
        # that we cut off; in chunks it can.
        in_chunks = body.ends_with_connection
        out = answer.head + (b"\r\nTransfer-Encoding: chunked\r\n\r\n" if in_chunks else b"\r\n\r\n")
        client, received = self._client.writer, 0
        piece, server.buffer = server.buffer, b""
        try:
            async with asyncio.timeout(idle_s) as deadline:
                while True:
                    if piece:
                        used = body.feed(piece, counted)
                        piece, server.buffer = piece[:used], piece[used:]
                        received += used
                        if received > limit:
                            raise CutOff("too-large", f"more than {limit} bytes")
                        if recording is not None:
                            recording.add(piece)
                        out += b"%x\r\n%b\r\n" % (used, piece) if in_chunks else piece
                    client.write(out)
                    traffic.received_bytes += len(out)
                    if body.is_complete:
                        if unpacking and is_page:
                            unpacking.finish()
                        return
                    await client.drain()
                    deadline.reschedule(loop.time() + idle_s)
                    piece, out = await self._read(server), b""
                    if not piece:
                        if in_chunks:
                            if unpacking and is_page:
                                unpacking.finish()
                            client.write(b"0\r\n\r\n")
                            return
                        raise CutOff("answer", "body cut short")
        except TimeoutError as error:
            raise CutOff("timeout", f"silent for {idle_s:g} s") from error

    async def _read(self, server: Wire) -> bytes:
        try:
            return await server.reader.read(PIECE_BYTES)
        except OSError as error:
            raise CutOff("answer", "connection broken off") from error

    # -- tunnels

    async def _tunnel(self, request: Request) -> None:
        """Make a way to a server for what is sealed, or for a WebSocket; for nothing else."""
        proxy = self._proxy
        server = self._server = await proxy.connect(request)
        proxy.count(request.key).requests += 1
        if await self._ends_here(request):
            await self._open(request, server)
            return
        self._client.writer.write(_ESTABLISHED)
        async with asyncio.timeout(proxy.idle_timeout_s):
            is_sealed = await self._begins_with_handshake()
        if is_sealed:
            await self._pass_through(request, server)
        else:
            await _Conversation(proxy, self._client, ("http", request.host, request.port), server)._next()

    async def _begins_with_handshake(self) -> bool:
        """Tell whether what comes from the browser is a TLS ClientHello (RFC 8446, 4 and 5.1)."""
        client = self._client
        while len(client.buffer) < _HANDSHAKE_BYTES and client.buffer[:1] in {b"", b"\x16"}:
            piece = await client.reader.read(PIECE_BYTES)
            if not piece:
                return False
            client.buffer += piece
        if client.buffer[:1] != b"\x16":
            return False
        if client.buffer[1] != 3 or client.buffer[5] != 1:
            raise Refused("request", "no handshake")
        return True

    async def _ends_here(self, request: Request) -> bool:
        """Tell whether browsers would not know who vouches for the server of a tunnel."""
        authority = self._proxy.authority
        if authority is None or request.verifies or request.port == 80:
            return False
        return await authority.must_vouch(request.key, request.host, lambda: self._proxy.connect(request))

    async def _open(self, request: Request, server: Wire) -> None:
        """End the encryption of a tunnel here; what comes out of it is served like any other request."""
        authority, task = self._proxy.authority, asyncio.current_task()
        assert authority is not None
        assert task is not None
        server = self._server = await authority.enter(server, request.host)
        self._client.writer.write(_ESTABLISHED)
        try:
            client = await self._client.upgraded(
                authority.for_browser, self._proxy.connect_timeout_s, leave=task.cancel
            )
        except ssl.SSLError:
            return
        inside = ("https", request.host, request.port)
        await _Conversation(self._proxy, client, inside, server).run()

    async def _websocket(self, request: Request) -> None:
        """Ask for a WebSocket; only where the server agrees goes anything more than this one GET up to it."""
        server, answer = await self._ask(request, b"")
        if answer.status == 101:
            self._client.writer.write(answer.head + b"\r\n\r\n" + server.buffer)
            await self._pass_through(request, server)
        else:
            await self._relay(server, answer, self._proxy.count(request.key))

    async def _pass_through(self, request: Request, server: Wire) -> None:
        """Pass bytes both ways; what they say is between browser and server."""
        loop = asyncio.get_running_loop()
        traffic, client, idle_s = (
            self._proxy.count(request.key),
            self._client.writer,
            self._proxy.idle_timeout_s,
        )
        server.writer.write(self._client.buffer)
        upwards = asyncio.create_task(self._send_up(server))
        in_one_go, last = 0, loop.time()
        try:
            async with asyncio.timeout(idle_s) as deadline:
                while piece := await server.reader.read(PIECE_BYTES):
                    now = loop.time()
                    in_one_go = len(piece) + (in_one_go if now - last < TUNNEL_PAUSE_S else 0)
                    last = now
                    if in_one_go > self._proxy.max_tunnel_bytes:
                        raise CutOff("too-large", f"more than {self._proxy.max_tunnel_bytes} bytes in one go")
                    client.write(piece)
                    traffic.received_bytes += len(piece)
                    await client.drain()
                    deadline.reschedule(now + idle_s)
        finally:
            upwards.cancel()

    async def _send_up(self, server: Wire) -> None:
        with suppress(OSError):
            while piece := await self._client.reader.read(PIECE_BYTES):
                server.writer.write(piece)
                await server.writer.drain()

    # -- answers of our own

    def _refuse(self, refused: Refused, *, stays: bool, with_body: bool) -> None:
        marker = refused.marker
        phrase = f"{marker}: {refused.detail}" if refused.detail else marker
        # Without a body Chromium shows a page of its own and hides the answer.
        body = f"Refused by Drempel: {marker}\n" if with_body else ""
        self._answer(_FAILURES[marker][0], phrase, f"{MARKER}: {marker}", body=body, stays=stays)

    def _ask_for_token(self, *, stays: bool) -> None:
        self._answer(407, "token", f'Proxy-Authenticate: Basic realm="{USERNAME}"', stays=stays)

    def _answer(self, status: int, phrase: str, header: str, *, body: str = "", stays: bool) -> None:
        phrase = "".join(char if char.isascii() and char.isprintable() else "?" for char in phrase)
        lines = [f"HTTP/1.1 {status} {phrase}", header, "Content-Type: text/plain"]
        lines += [f"Content-Length: {len(body)}", *([] if stays else ["Connection: close"]), "", body]
        self._client.writer.write("\r\n".join(lines).encode())

    def _leave_server(self) -> None:
        if self._server is not None:
            self._server.writer.transport.abort()
            self._server = None


_COUNTED = frozenset((b"gzip", b"x-gzip", b"deflate"))
"""How content may be packed on plain http; browsers ask for other ways on https only."""


def _remember(table: OrderedDict[str, FetchError], key: str, error: FetchError) -> None:
    table[key] = error
    table.move_to_end(key)
    if len(table) > _MAX_REMEMBERED:
        table.popitem(last=False)


def _spelled(url: str) -> str:
    """Return an http address as requests to the proxy are noted; empty for others."""
    parsed = parse(url)
    if parsed is None or parsed.protocol != "http:":
        return ""
    host = f"{parsed.hostname.rstrip('.')}:{parsed.port or DEFAULT_PORTS[parsed.protocol]}"
    return f"http://{host}{parsed.pathname}{parsed.search}"
