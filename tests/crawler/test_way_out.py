"""The connections of our own HTTP client to the proxy."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

import httpcore
import pytest

from crawler.way_out import HELD_BYTES, WayOut
from tests.crawler.servers import run

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def connected(serve: Serve) -> tuple[asyncio.Server, httpcore.AsyncNetworkStream]:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    return server, await WayOut().connect_tcp(host, port)


def test_what_is_sent_comes_back_whole_and_then_the_end() -> None:
    async def story() -> bytes:
        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readexactly(5))

        server, line = await connected(echo)
        async with server:
            await line.write(b"")
            await line.write(b"hallo")
            read = b""
            while piece := await line.read(2):
                assert len(piece) <= 2
                read += piece
            assert line.get_extra_info("is_readable")
            await line.aclose()
        return read

    assert run(story()) == b"hallo"


def test_who_sends_much_is_held_up_and_nothing_is_lost() -> None:
    size = 40 * HELD_BYTES

    async def story() -> tuple[int, int]:
        sent = 0

        async def pour(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal sent
            for _piece in range(size // HELD_BYTES):
                writer.write(b"a" * HELD_BYTES)
                await writer.drain()
                sent += HELD_BYTES

        server, line = await connected(pour)
        async with server:
            read = len(await line.read(10))
            before = -1
            while before < sent:
                # As long as more goes.
                before = sent
                await asyncio.sleep(0.2)
            first = sent
            while piece := await line.read(65_536):
                read += len(piece)
            await line.aclose()
        return first, read

    first, read = run(story())
    assert first < size
    assert read == size


def test_a_connection_that_ended_while_nobody_read_says_so() -> None:
    async def story() -> None:
        async def close(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
            return

        server, line = await connected(close)
        async with server:
            while not line.get_extra_info("is_readable"):
                await asyncio.sleep(0.01)
            assert await line.read(10) == b""
            await line.aclose()
            with pytest.raises(httpcore.WriteError):
                await line.write(b"x")

    run(story())


def test_what_comes_unasked_is_seen() -> None:
    async def story() -> None:
        async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

        server, line = await connected(speak)
        async with server:
            assert not line.get_extra_info("is_readable")
            while not line.get_extra_info("is_readable"):
                await asyncio.sleep(0.01)
            await line.aclose()

    run(story())


def test_reading_that_was_called_off_loses_nothing() -> None:
    async def story() -> bytes:
        may_speak = asyncio.Event()

        async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await may_speak.wait()
            writer.write(b"dag")

        server, line = await connected(speak)
        async with server:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await line.read(10)
            may_speak.set()
            read = await line.read(10)
            await line.aclose()
        return read

    assert run(story()) == b"dag"


def test_nobody_there_and_no_tls_are_told() -> None:
    async def story() -> None:
        async def nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"geen tls\r\n")

        server, line = await connected(nonsense)
        port = server.sockets[0].getsockname()[1]
        async with server:
            with pytest.raises(httpcore.ConnectError) as caught:
                await line.start_tls(ssl.create_default_context(), "stad.example")
            assert isinstance(caught.value.__cause__, ssl.SSLError)
        with pytest.raises(httpcore.ConnectError):
            await WayOut().connect_tcp("127.0.0.1", port)

    run(story())
