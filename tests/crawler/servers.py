"""Small servers on loopback whose answers are written byte by byte, so that they can be wrong on purpose."""

import asyncio
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from crawler.guard import Guard
from crawler.proxy import GuardProxy

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
T = TypeVar("T")


def run(test: Coroutine[Any, Any, T]) -> T:
    """Run an asynchronous test to its end, 60 seconds at most."""

    async def limited() -> T:
        async with asyncio.timeout(60):
            return await test

    return asyncio.run(limited())


def ok(body: bytes = b"", *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """Return a whole answer with its length."""
    lines = (b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers, b"", body)
    return b"\r\n".join(lines)


class Server:
    """Answers by path; remembers the heads of requests and how many connections there were."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.heads: list[bytes] = []
        self.connections = 0
        self.port = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def key(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(
            OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError
        ):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                path = head.split(b" ")[1].decode().partition("?")[0]
                answer = self.answers.get(path, ok(b"niets", status=b"404 Not Found"))
                if isinstance(answer, bytes):
                    writer.write(answer)
                else:
                    await answer(writer)
                await writer.drain()
                if b"Connection: close" in head or writer.is_closing():
                    break
        writer.close()
        self._tasks.discard(task)

    async def stop(self) -> None:
        """End the answers that are still being given."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks)


@asynccontextmanager
async def serving(answers: dict[str, Answer]) -> AsyncIterator[Server]:
    """Serve the answers on a free port of loopback."""
    site = Server(answers)
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        await site.stop()
        await server.wait_closed()


@asynccontextmanager
async def proxying(*allowed: str, guard: Guard | None = None, **options: Any) -> AsyncIterator[GuardProxy]:
    """Run a proxy for which the given `host:port` may lie on loopback."""
    guard = guard or Guard(allow_private=allowed)
    try:
        async with GuardProxy(guard, **options) as proxy:
            yield proxy
    finally:
        guard.close()


async def exchange(proxy: GuardProxy, request: bytes) -> bytes:
    """Send bytes to the proxy and return all that comes back until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.address.server.rpartition(":")[2]))
    writer.write(request)
    try:
        return await reader.read(-1)
    finally:
        writer.close()


def begun(proxy: GuardProxy, method: str, target: str, *lines: str, token: bool = True) -> bytes:
    """Return a request to the proxy, with its credentials."""
    address = proxy.address
    credentials = b64encode(f"{address.username}:{address.password}".encode()).decode()
    proof = [f"Proxy-Authorization: Basic {credentials}"] if token and address.username else []
    return "\r\n".join(
        (f"{method} {target} HTTP/1.1", "Host: anders.example", *proof, *lines, "", "")
    ).encode()


class Talk:
    """One connection to the proxy, kept for several requests."""

    def __init__(self, proxy: GuardProxy) -> None:
        self._proxy = proxy
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter

    async def __aenter__(self) -> "Talk":
        port = int(self._proxy.address.server.rpartition(":")[2])
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def ask(self, target: str, *lines: str, method: str = "GET") -> tuple[bytes, bytes]:
        """Ask, and return the head of the answer and as much of a body as it announces."""
        self.writer.write(begun(self._proxy, method, target, *lines))
        return await self.answer()

    async def answer(self) -> tuple[bytes, bytes]:
        """Return the next answer."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        return head, await self.reader.readexactly(int(length[1]) if length else 0)
