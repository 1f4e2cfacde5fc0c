"""The connections of our own HTTP client to our proxy, for httpcore.

httpcore's own connections carry what other event loops need too; these know only asyncio, and take a fifth
less time for each request. Deadlines are the caller's.
"""

import asyncio
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

HELD_BYTES = 1 << 18
"""What may wait to be read; the sender is held up beyond that."""


class _Line(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One connection: keeps what came until it is read."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._held = bytearray()
        self._has_ended = self._is_held_up = False
        self._error: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None

    # -- for asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport; a second time when TLS begins."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what came."""
        self._held += data
        if len(self._held) > HELD_BYTES and self._transport is not None and not self._is_held_up:
            self._is_held_up = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that nothing more comes; the transport closes itself."""
        self._has_ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end, with its reason."""
        self._has_ended, self._error = True, exc
        self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    # -- for httpcore

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - httpcore's
        """Return at least a byte, nothing at the end."""
        while not self._held and not self._has_ended:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        if not self._held and self._error is not None:
            raise httpcore.ReadError(str(self._error)) from self._error
        taken = bytes(self._held[:max_bytes])
        del self._held[:max_bytes]
        if self._is_held_up and len(self._held) <= HELD_BYTES and self._transport is not None:
            self._is_held_up = False
            self._transport.resume_reading()
        return taken

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - httpcore's
        """Send; what we ask for is small, so nobody waits until it went."""
        if self._transport is None or self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        if buffer:
            self._transport.write(buffer)

    async def aclose(self) -> None:
        """Close at once; what comes still is dropped."""
        if self._transport is not None:
            self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's
    ) -> httpcore.AsyncNetworkStream:
        """Go on with TLS, inside the tunnel."""
        assert self._transport is not None
        inside = _Line()
        loop = asyncio.get_running_loop()
        try:
            transport = await loop.start_tls(
                self._transport, inside, ssl_context, server_hostname=server_hostname
            )
        except OSError as error:
            await self.aclose()
            raise httpcore.ConnectError(str(error)) from error
        if transport is None:
            raise httpcore.ConnectError("the connection is closed")
        inside.connection_made(transport)
        return inside

    def get_extra_info(self, info: str) -> Any:
        """Return whether something stands to be read, or the end; of TLS, what was agreed on."""
        if info == "is_readable":
            return self._has_ended or bool(self._held)
        if info == "ssl_object" and self._transport is not None:
            return self._transport.get_extra_info("ssl_object")
        return None


class WayOut(httpcore.AsyncNetworkBackend):
    """Opens connections to the proxy."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Return a connection; raises `httpcore.ConnectError`."""
        loop = asyncio.get_running_loop()
        try:
            _, line = await loop.create_connection(_Line, host, port)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return line

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
