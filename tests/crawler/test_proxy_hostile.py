"""What a hostile page, or a program with bad intentions, might ask of the proxy."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import Guard
from crawler.messages import Chunked, CutOff, Refused, Request, read_answer, read_request
from crawler.proxy import GuardProxy
from tests.crawler.servers import Server, Talk, begun, exchange, ok, proxying, run, serving

HELLO = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01x"


class Names:
    """A resolver that remembers what it was asked."""

    def __init__(self, *answer: str) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def __call__(self, name: str) -> Sequence[str]:
        self.asked.append(name)
        return self.answer


SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7F000001",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "１２７.0.0.1",
    "127。0。0。1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "localhost",
    "LocalHost",
    "localhost.",
    "localhost..",
    "x.localhost",
    "0",
    "0.0.0.0",
    "[::]",
    "169.254.169.254",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "168.63.129.16",
    "metadata.google.internal",
    "metadata",
    "router",
    "printer.local",
    "10.0.0.1",
    "[fc00::1]",
]


@pytest.mark.parametrize("method", ["GET", "CONNECT"])
@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_leads_inside_and_none_is_looked_up(host: str, method: str) -> None:
    names = Names("1.1.1.1")

    async def story() -> None:
        inside = Server({"/": ok(b"intern")})
        async with (
            await asyncio.start_server(inside.serve, "127.0.0.1", 0) as listening,
            proxying(guard=Guard(resolver=names)) as proxy,
            Talk(proxy) as talk,
        ):
            port = listening.sockets[0].getsockname()[1]
            target = f"{host}:{port}" if method == "CONNECT" else f"http://{host}:{port}/"
            head, _ = await talk.ask(target, method=method)
            assert head.split(b" ")[1] in {b"403", b"400"}
            assert b"x-drempel-refused: " in head
            assert inside.connections == 0

    run(story())
    assert names.asked == []


@pytest.mark.parametrize(
    "authority",
    [
        "user@stad.example",
        "user:pw@stad.example",
        "127.0.0.1@stad.example",
        "stad.example@127.0.0.1",
        "st%61d.example",
        "%31%32%37.0.0.1",
        "[fe80::1%25eth0]",
        "[::1%lo]",
        "stad.example\\@127.0.0.1",
        "stad.example:80:80",
        "stad.example:-1",
        "stad.example:+80",
        "stad.example:0x50",
        "[::1",
        "::1",
        "a..example",
        ".",
        "",
    ],
)
def test_authorities_that_two_readers_could_read_in_two_ways_are_none(authority: str) -> None:
    names = Names("1.1.1.1")

    async def story() -> None:
        async with proxying(guard=Guard(resolver=names)) as proxy:
            for request in (
                begun(proxy, "GET", f"http://{authority}/"),
                begun(proxy, "CONNECT", authority if authority.count(":") == 1 else f"{authority}:443"),
            ):
                assert (await exchange(proxy, request)).startswith(b"HTTP/1.1 400 ")

    run(story())
    assert names.asked == []


def test_a_host_is_asked_for_by_its_one_spelling_and_never_by_the_host_field() -> None:
    names = Names("127.0.0.1")

    async def story() -> None:
        guard = Guard(is_forbidden=lambda _: False, resolver=names)
        async with serving({"/": ok(b"dag")}) as site, proxying(guard=guard) as proxy, Talk(proxy) as talk:
            for host in ("STAD.example", "stad.example.", "xn--bcher-kva.example"):
                assert (await talk.ask(f"http://{host}:{site.port}/"))[1] == b"dag"
            port = b":%d" % site.port
            assert [head.split(b"\r\n")[1] for head in site.heads] == [
                b"Host: stad.example" + port,
                b"Host: stad.example" + port,
                b"Host: xn--bcher-kva.example" + port,
            ]
            assert all(head.count(b"Host:") == 1 for head in site.heads)
            assert b"anders.example" not in b"".join(site.heads)

    run(story())
    assert names.asked == ["stad.example", "xn--bcher-kva.example"]


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: 5\r\nContent-Length: 0",
        b"Content-Length: 0\r\nContent-Length: 5",
        b"Content-Length: 0, 5",
        b"Content-Length: +0",
        b"Content-Length: 00",
        b"Content-Length : 5",
        b"Content-Length\t: 5",
        b" Content-Length: 5",
        b"X: a\r\n Content-Length: 5",
        b"X: a\nContent-Length: 5",
        b"X: a\rContent-Length: 5",
        b"X: a\0b",
        b"Transfer-Encoding: chunked\r\nContent-Length: 0",
        b"Transfer-Encoding: 0",
        b"Transfer-Encoding:\tchunked",
        b"Transfer-Encoding : chunked",
        b"transfer_encoding chunked",
        b"X",
        b": x",
        b"X Y: z",
    ],
)
def test_requests_that_carry_something_on_are_refused_before_a_look_up(lines: bytes) -> None:
    names = Names("127.0.0.1")

    async def story() -> None:
        guard = Guard(is_forbidden=lambda _: False, resolver=names)
        async with serving({"/": ok(b"dag"), "/b": ok()}) as site, proxying(guard=guard) as proxy:
            request = begun(proxy, "GET", f"http://stad.example:{site.port}/")[:-4] + b"\r\n" + lines
            hidden = b"GET /b HTTP/1.1\r\n\r\n"
            got = await exchange(proxy, request + b"\r\n\r\n" + hidden)
            assert got.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 405 "))
            assert got.count(b"HTTP/1.1 ") == 1
            assert site.connections == 0

    run(story())
    assert names.asked == []


def test_fields_between_browser_and_proxy_stay_here() -> None:
    async def story() -> None:
        async with serving({"/": ok(b"dag")}) as site, proxying(site.key) as proxy, Talk(proxy) as talk:
            await talk.ask(
                site.url(),
                "Proxy-Connection: keep-alive",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "TE: trailers",
                "X-Drempel-Refused: unsafe",
                "X-Drempel-Verifies: 1",
                "X: blijft",
            )
            assert site.heads == [f"GET / HTTP/1.1\r\nHost: {site.key}\r\nX: blijft\r\n\r\n".encode()]

    run(story())


async def tunnelled(proxy: GuardProxy, key: str, first: bytes) -> bytes:
    async with Talk(proxy) as talk:
        await talk.ask(key, method="CONNECT")
        talk.writer.write(first)
        try:
            return await talk.reader.read(-1)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    "first",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=1",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"DELETE / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\na=1",
        b"GET http://127.0.0.1/ HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        b"CONNECT x:443 HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"EHLO stad.example\r\n\r\n",
        b"\x16\x03\x01\x00\x05\x02rommel",
        b"\x16\x02\x01\x00\x05\x01rommel",
        b"\x16POST / HTTP/1.1\r\n\r\n",
    ],
)
def test_a_tunnel_carries_no_plain_requests(first: bytes) -> None:
    async def story() -> None:
        async with serving({"/": ok()}) as site, proxying(site.key) as proxy:
            got = await tunnelled(proxy, site.key, first)
            assert got.startswith(b"HTTP/1.1 4"), got
            assert site.heads == []
            assert proxy.refused == 1

    run(story())


WEBSOCKET = (
    b"GET /ws HTTP/1.1\r\nHost: kwaad.example\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
    b"Sec-WebSocket-Key: x\r\n\r\n"
)


def test_a_websocket_goes_through_a_tunnel_once_the_server_agrees() -> None:
    async def agree(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 101 Goed\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\ndag")
        await writer.drain()
        await asyncio.Event().wait()

    async def refuse(writer: asyncio.StreamWriter) -> None:
        writer.write(ok(b"nee", status=b"400 Nee"))

    async def story() -> None:
        async with serving({"/ws": agree}) as site, proxying(site.key) as proxy:
            async with Talk(proxy) as talk:
                await talk.ask(site.key, method="CONNECT")
                talk.writer.write(WEBSOCKET)
                head, _ = await talk.answer()
                assert head.startswith(b"HTTP/1.1 101 Goed\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
                assert await talk.reader.readexactly(3) == b"dag"
            assert site.heads[0].startswith(b"GET /ws HTTP/1.1\r\nHost: " + site.key.encode() + b"\r\n")
            assert b"Upgrade: websocket\r\n" in site.heads[0]
            site.answers["/ws"] = refuse
            got = await tunnelled(proxy, site.key, WEBSOCKET + b"POST /daarna HTTP/1.1\r\n\r\n")
            assert got.endswith(b"nee")
            assert len(site.heads) == 2

    run(story())


def test_a_server_that_speaks_first_is_not_heard_before_the_browser_spoke() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 welkom\r\n")
        await reader.read(-1)
        writer.close()

    async def story() -> None:
        server = await asyncio.start_server(greet, "127.0.0.1", 0)
        key = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, proxying(key, idle_timeout_s=0.1) as proxy, Talk(proxy) as talk:
            await talk.ask(key, method="CONNECT")
            assert await talk.reader.read(-1) == b""

    run(story())


def test_a_name_with_public_and_private_addresses_leads_to_the_public_ones_only() -> None:
    names = Names("127.0.0.1", "127.0.0.2")

    async def story() -> None:
        outside, inside = Server({"/": ok(b"openbaar")}), Server({"/": ok(b"intern")})
        public = await asyncio.start_server(outside.serve, "127.0.0.2", 0)
        port = public.sockets[0].getsockname()[1]
        internal = await asyncio.start_server(inside.serve, "127.0.0.1", port)
        guard = Guard(is_forbidden=lambda address: str(address) == "127.0.0.1", resolver=names)
        async with public, internal, proxying(guard=guard) as proxy, Talk(proxy) as talk:
            assert (await talk.ask(f"http://half.example:{port}/"))[1] == b"openbaar"
            public.close()
            await outside.stop()
            await public.wait_closed()
            # The public one does not answer: the private one is no way out.
            assert (await talk.ask(f"http://half.example:{port}/"))[0].startswith(b"HTTP/1.1 502 ")
            assert inside.connections == 0
            await inside.stop()

    run(story())


def test_the_own_port_is_closed_however_the_loopback_is_written() -> None:
    async def story() -> None:
        allowed: set[str] = set()
        async with proxying(guard=Guard(allow_private=allowed)) as proxy:
            port = proxy.address.server.rpartition(":")[2]
            hosts = ("127.0.0.1", "127.9.9.9", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")
            allowed.update(f"{host}:{port}" for host in (*hosts, "[::ffff:7f00:1]"))
            for host in hosts:
                async with Talk(proxy) as talk:
                    head, _ = await talk.ask(f"{host}:{port}", method="CONNECT")
                    assert head.startswith(b"HTTP/1.1 403 unsafe"), host

    run(story())


def test_a_redirect_to_an_address_inside_is_known_as_unsafe() -> None:
    async def story() -> None:
        async with proxying() as proxy, Talk(proxy) as talk:
            target = "http://10.0.0.1/beheer?x=1"
            assert (await talk.ask(target))[0].startswith(b"HTTP/1.1 403 unsafe")
            for url in (target, "http://10.0.0.1:80/beheer?x=1#y", "http://0xa.1/beheer?x=1"):
                failure = proxy.failure_at(url)
                assert failure is not None
                assert str(failure.outcome) == "unsafe"
            assert proxy.failure_at("http://10.0.0.1/anders") is None

    run(story())


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_client_that_wants_no_more_is_let_go(version: str) -> None:
    async def story() -> None:
        async with serving({"/": ok(b"dag")}) as site, proxying(site.key) as proxy:
            request = begun(proxy, "GET", site.url(), "Connection: close").replace(
                b"HTTP/1.1", b"HTTP/" + version.encode(), 1
            )
            assert (await exchange(proxy, request)).endswith(b"dag")

    run(story())


ASKED = Request(b"GET", "http", "stad.example", 80, path=b"/")
HEADS = st.lists(
    st.sampled_from(
        [
            b"Content-Length: 3", b"Content-Length: 3, 3", b"Content-Length: 4", b"Content-Length:",
            b"X: a\0",
            b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: x",
            b" gevouwen", b"\tContent-Length: 9", b"X-Drempel-Refused: unsafe", b"x-drempel-refused : unsafe",
            b"Connection: close", b"Content-Encoding: gzip", b"zonder dubbele punt", b": leeg", b"X: \xff",
            b"Content-Length : 7", b"Set-Cookie: a=1", b"\x00", b"X: a\rY: b",
        ]
    )
    | st.binary(max_size=20)
)  # fmt: skip


@given(st.sampled_from([b"HTTP/1.1 200 OK", b"HTTP/1.0 404", b"HTTP/1.1 101 x", b"HTTP/2 200", b""]), HEADS)
def test_any_head_of_an_answer_is_made_plain_or_refused(first: bytes, lines: list[bytes]) -> None:
    try:
        answer = read_answer(b"\r\n".join((first, *lines)), ASKED)
    except Refused:
        return
    plain = answer.head.split(b"\r\n")
    assert b"\r" not in b"".join(plain)
    assert b"\n" not in b"".join(plain)
    names = [line.partition(b":")[0].lower() for line in plain[1:]]
    assert all(b":" in line and line[:1] not in b" \t" for line in plain[1:])
    assert names.count(b"content-length") <= 1
    assert not (b"content-length" in names and isinstance(answer.body, Chunked))
    assert b"x-drempel-refused" not in names
    assert read_answer(answer.head, ASKED).head == answer.head


@given(
    st.binary(max_size=300)
    | HEADS.map(lambda lines: b"GET http://a.example/ HTTP/1.1\r\n" + b"\r\n".join(lines))
)
def test_any_head_of_a_request_is_read_or_refused(head: bytes) -> None:
    try:
        request = read_request(head)
    except Refused:
        return
    sent = request.head()
    assert sent.count(b"\r\n\r\n") == 1
    assert sent.endswith(b"\r\n\r\n")
    assert b"\0" not in sent
    assert sent.lower().count(b"\r\nhost:") == 1
    # What was let through means the same to whoever reads it next.
    again = read_request(sent.replace(b"GET ", b"GET http://a.example", 1).removesuffix(b"\r\n\r\n"))
    assert request.method != b"GET" or (again.path, again.has_body) == (request.path, False)


CHUNKS = b"5;x=y\r\nhallo\r\n1\r\n \r\n6\r\nwereld\r\n0\r\nX-Na: 1\r\n\r\n"


@given(st.lists(st.integers(1, len(CHUNKS) - 1), max_size=8))
def test_chunks_end_where_they_end_however_they_are_cut(cuts: list[int]) -> None:
    body, content = Chunked(), bytearray()
    edges = [0, *sorted(set(cuts)), len(CHUNKS)]
    used = sum(body.feed(CHUNKS[start:end], content.extend) for start, end in pairwise(edges))
    assert body.is_complete
    assert used == len(CHUNKS)
    assert content == b"hallo wereld"
    assert body.feed(b"volgende") == 0


@given(st.binary(max_size=200))
def test_any_bytes_are_chunks_or_none(data: bytes) -> None:
    body = Chunked()
    with suppress(CutOff):
        assert 0 <= body.feed(data) <= len(data)
