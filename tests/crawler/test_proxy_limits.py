"""Answers without end, larger than anyone reads, or dripping: they end here, and it is known why."""

import asyncio
import gzip
import re
import zlib

import pytest

from crawler.messages import CutOff, Unpacking
from drempel.model.snapshot import FetchOutcome
from tests.crawler.servers import Answer, Talk, begun, exchange, ok, proxying, run, serving

LIMIT = 200_000
HELLO = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01x"


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x" * 50_000)
        await writer.drain()


async def endless_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"C350\r\n" + b"x" * 50_000 + b"\r\n")
        await writer.drain()


async def one_endless_chunk(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n")
    while True:
        writer.write(b"x" * 50_000)
        await writer.drain()


async def announced(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\nx")


async def bomb(writer: asyncio.StreamWriter) -> None:
    writer.write(ok(gzip.compress(b"a" * 50_000_000), b"Content-Encoding: gzip"))


async def bomb_in_chunks(writer: asyncio.StreamWriter) -> None:
    packed = gzip.compress(b"a" * 50_000_000)
    writer.write(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n%x\r\n" % len(packed)
        + packed
        + b"\r\n0\r\n\r\n"
    )


async def long_head(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n")


def is_whole(answer: bytes) -> bool:
    """Tell whether a browser would take an answer for a whole one."""
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return len(body) == int(length[1]) if length else body.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize(
    "answer", [endless, endless_chunks, one_endless_chunk, announced, bomb, bomb_in_chunks, long_head]
)
def test_what_is_too_large_is_cut_off_and_known_as_that(answer: Answer) -> None:
    async def story() -> None:
        async with serving({"/": answer}) as site, proxying(site.key, max_answer_bytes=LIMIT) as proxy:
            got = await exchange(proxy, begun(proxy, "GET", site.url(), "Connection: close"))
            assert b"\r\nx-drempel-refused: too-large\r\n" in got or not is_whole(got)
            assert len(got) < LIMIT + 100_000
            failure = proxy.failure_of(site.url())
            assert failure is not None
            assert (failure.outcome, failure.reason.key) == (FetchOutcome.HTTP_ERROR, "too-large")
            assert failure.permanent
            assert proxy.failure_at(site.url()) is failure
            assert proxy.failure_of(site.url("/anders")) is None
            # A smaller answer from the same host comes through.
            site.answers["/"] = ok(b"dag")
            async with Talk(proxy) as talk:
                assert (await talk.ask(site.url()))[1] == b"dag"
            assert proxy.failure_at(site.url()) is None

    run(story())


def test_what_is_just_not_too_large_comes_through_whole() -> None:
    async def story() -> None:
        answers: dict[str, Answer] = {
            "/gelijk": ok(b"x" * LIMIT),
            "/gepakt": ok(gzip.compress(b"a" * LIMIT), b"Content-Encoding: gzip"),
        }
        async with serving(answers) as site, proxying(site.key, max_answer_bytes=LIMIT) as proxy:
            async with Talk(proxy) as talk:
                assert len((await talk.ask(site.url("/gelijk")))[1]) == LIMIT
                assert len(gzip.decompress((await talk.ask(site.url("/gepakt")))[1])) == LIMIT
            assert (proxy.refused, proxy.cut) == (0, 0)

    run(story())


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        (b"gzip", gzip.compress),
        (b"deflate", zlib.compress),
        (b"deflate", lambda data: zlib.compress(data, wbits=-15)),
        (b"gzip", lambda data: gzip.compress(data[:10]) + gzip.compress(data)),
    ],
)
def test_packed_content_is_counted_however_it_comes(coding: bytes, pack: object) -> None:
    packed = pack(b"a" * 3_000_000)  # type: ignore[operator]
    for size in (1, 7, len(packed)):
        unpacking = Unpacking(coding, 1_000_000)
        with pytest.raises(CutOff):
            feed(unpacking, packed, size)
        feed(Unpacking(coding, 3_000_010), packed, size)


def feed(unpacking: Unpacking, packed: bytes, size: int) -> None:
    for at in range(0, len(packed), size):
        unpacking.feed(packed[at : at + size])


def test_broken_and_trailing_bytes_are_left_to_the_browser() -> None:
    for pieces in ((b"geen gzip", b"x" * 1_000), (gzip.compress(b"dag") + b"rommel" * 100,)):
        unpacking = Unpacking(b"gzip", 100)
        assert [unpacking.feed(piece) for piece in pieces] == [None] * len(pieces), "nothing is refused"


def test_packed_content_must_come_to_its_end() -> None:
    packed = gzip.compress(b"Een pagina van de gemeente. " * 100 + bytes(range(256)))
    for body, is_whole in (
        (packed, True),
        (packed + b"rommel", True),
        (b"", True),
        (packed[: len(packed) // 2], False),
        (packed[:-1], False),
        (packed[:40] + b"\xff" * 300, False),
        (b"geen gzip", False),
    ):
        for size in (1, 50, 5_000):
            unpacking = Unpacking(b"gzip", 10_000)
            feed(unpacking, body, size)
            if is_whole:
                unpacking.finish()
            else:
                with pytest.raises(CutOff):
                    unpacking.finish()


def test_a_tunnel_is_cut_when_it_pours_without_a_pause() -> None:
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        try:
            while True:
                writer.write(b"x" * 50_000)
                await writer.drain()
        except ConnectionError:
            writer.close()

    async def story() -> None:
        server = await asyncio.start_server(pour, "127.0.0.1", 0)
        key = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, proxying(key, max_tunnel_bytes=LIMIT) as proxy:
            async with Talk(proxy) as talk:
                await talk.ask(key, method="CONNECT")
                talk.writer.write(HELLO)
                size = 0
                try:
                    while piece := await talk.reader.read(65_536):
                        size += len(piece)
                except ConnectionResetError:
                    pass
            assert size <= LIMIT
            failure = proxy.failure_of(f"https://{key}/")
            assert failure is not None
            assert failure.reason.key == "too-large"
            assert proxy.cut == 1

    run(story())


def test_a_head_that_drips_has_a_deadline_for_the_whole_of_it() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X: y\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    async def story() -> None:
        async with serving({"/": drip}) as site, proxying(site.key, head_timeout_s=0.1) as proxy:
            got = await exchange(proxy, begun(proxy, "GET", site.url(), "Connection: close"))
            assert got.startswith(b"HTTP/1.1 504 timeout")
            failure = proxy.failure_at(site.url())
            assert failure is not None
            assert failure.outcome is FetchOutcome.TIMEOUT

    run(story())


def test_a_body_that_drips_ends_at_once_when_its_page_is_left() -> None:
    async def story() -> None:
        left = asyncio.Event()

        async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx")
            await reader.read(-1)
            left.set()
            writer.close()

        server = await asyncio.start_server(drip, "127.0.0.1", 0)
        key = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, proxying(key) as proxy:
            async with Talk(proxy) as talk:
                talk.writer.write(begun(proxy, "GET", f"http://{key}/"))
                assert (await talk.reader.readuntil(b"\r\n\r\nx")).endswith(b"x")
            await left.wait()

    run(story())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\nkort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nkort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nkort\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_document_cut_short_is_known_as_that(answer: bytes) -> None:
    async def close_after(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    async def story() -> None:
        async with serving({"/": close_after}) as site, proxying(site.key) as proxy:
            assert not is_whole(await exchange(proxy, begun(proxy, "GET", site.url())))
            failure = proxy.failure_at(site.url())
            assert failure is not None
            assert failure.reason.key == "truncated"

    run(story())
