"""The web servers of the laboratory: one thread that plays all hosts of all stations.

It knows on which address a request came in, for the names of a station may share one or be "inside".
"""

import asyncio
import math
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from tests.lab.base import Reply, Request, Route, Station
from tests.lab.certificates import Certificates
from tests.lab.network import CANARY_PORTS, TLS_PORTS, Network, is_inside

MAX_HEAD_BYTES = 262_144
REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found", 503: "Service Unavailable"}
INSIDE_PAGE = "<!doctype html><title>Geheim</title><h1>Alleen voor intern gebruik</h1>"

Meant = Callable[[int], tuple[str, int] | None]
"""Port of the visitor's end of a connection → the address and port that it meant."""


class Server:
    """Serves a network's stations until it is closed; all that was asked is in `requests`."""

    def __init__(self, network: Network, certificates: Certificates | None = None) -> None:
        self.requests: list[Request] = []
        self.connections: list[tuple[float, str, int]] = []
        """Time, address and port of every connection that was accepted."""
        self.meant: Meant = lambda _: None
        """Tells what a connection was for; by default it is the address on which it came in."""
        self._network = network
        self._certificates = certificates
        self._loop = asyncio.new_event_loop()
        # Visitors that refuse a certificate or go away in the middle are what is expected here.
        self._loop.set_exception_handler(lambda *_: None)
        self._thread = threading.Thread(target=self._loop.run_forever, name="laboratory", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[Any]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def listen(self, host: str, port: int = 0, *, with_tls: bool = False) -> int:
        """Listen at an address of this machine and return the port."""
        bound: int = self._do(self._listen(host, port, with_tls))
        return bound

    def listen_everywhere(self) -> None:
        """Listen on all addresses, at the ports of the web and of services inside; needs the privilege."""
        for host in ("0.0.0.0", "::"):
            for port in (80, 443, *CANARY_PORTS):
                if port not in TLS_PORTS or self._certificates:
                    self.listen(host, port, with_tls=port in TLS_PORTS)

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def _listen(self, host: str, port: int, with_tls: bool) -> int:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=512
        )
        server = await asyncio.start_server(
            self._serve,
            sock=listening,
            limit=MAX_HEAD_BYTES,
            ssl=self._tls() if with_tls else None,
            ssl_handshake_timeout=20 if with_tls else None,
        )
        self._servers.append(server)
        bound: int = server.sockets[0].getsockname()[1]
        return bound

    def _tls(self) -> ssl.SSLContext:
        assert self._certificates
        contexts = {kind: self._certificates.context(kind) for kind in _kinds(self._network)}

        def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            station = self._network.station_of(name or "")
            connection.context = contexts[station.certificate if station else "good"]

        context = self._certificates.context("good")
        context.sni_callback = choose
        return context

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- one connection

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        near = writer.get_extra_info("sockname")
        far = writer.get_extra_info("peername")
        accepted = time.monotonic()
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
                while True:
                    head = await reader.readuntil(b"\r\n\r\n")
                    address, port = self.meant(far[1]) or (near[0].removeprefix("::ffff:"), near[1])
                    self.connections.append((accepted, address, port))
                    request = _request(head, address, port)
                    if not await self._answer(request, reader, writer):
                        break
        except asyncio.CancelledError:
            pass
        finally:
            writer.transport.abort()

    async def _answer(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer one request; tell whether the connection stays."""
        place = len(self.requests)
        self.requests.append(request)
        if length := request.headers.get("content-length"):
            await reader.readexactly(int(length))
        try:
            reply = self._reply(request)
            if reply.hang:
                await reader.read()
                return False
            if reply.delay_s:
                await asyncio.sleep(reply.delay_s)
            if reply.raw:
                await reply.raw(reader, writer)
                await writer.drain()
                return False
            writer.write(_bytes(reply, request.method))
            await writer.drain()
        finally:
            self.requests[place] = replace(request, until=time.monotonic())
        return True

    def _reply(self, request: Request) -> Reply:
        home = self._network.homes.get(request.host)
        if home is None or (is_inside(request.address) and request.address != home.address):
            return Reply(INSIDE_PAGE)
        route = _route(home.station, home.label, request.path)
        answer = route(request) if callable(route) else route
        return Reply(answer) if isinstance(answer, str) else answer


def _kinds(network: Network) -> set[str]:
    return {"good", *(home.station.certificate for home in network.homes.values())}


def _route(station: Station, label: str, path: str) -> Route:
    prefix = f"{label}:" if label else ""
    bare = path.partition("?")[0]
    for wanted in (prefix + path, prefix + bare):
        if wanted in station.routes:
            return station.routes[wanted]
    return station.otherwise


def _request(head: bytes, address: str, port: int) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    host = headers.get("host", "")
    bare = host if host.endswith("]") else host.rpartition(":")[0] or host
    return Request(
        method=method,
        path=path,
        host=bare.strip("[]").lower(),
        headers=headers,
        at=time.monotonic(),
        port=port,
        address=address,
        scheme="https" if port in TLS_PORTS else "http",
        until=math.inf,
    )


def _bytes(reply: Reply, method: str) -> bytes:
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Status')}"]
    if reply.media_type:
        lines.append(f"Content-Type: {reply.media_type}")
    lines += [f"{name}: {value}" for name, value in reply.headers]
    if not any(name.lower() in {"content-length", "transfer-encoding"} for name, _ in reply.headers):
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join((*lines, "", "")).encode("utf-8")
    bodiless = method == "HEAD" or reply.status in {204, 304} or reply.status < 200
    return head if bodiless else head + body
