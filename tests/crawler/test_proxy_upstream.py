"""The proxy of the network: everything goes through it, except what must not go at all."""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import trustme

from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.proxy import GuardProxy
from crawler.upstream import Upstream, chosen
from drempel.errors import FetchError, SetupError
from tests.crawler.servers import Talk, begun, exchange, ok, proxying, run, serving

HELLO = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01x"


class UpstreamProxy:
    """A forward proxy as networks have them; every name leads to one port of loopback."""

    def __init__(self, leads_to: int, credentials: str = "", status: bytes = b"") -> None:
        self.heads: list[bytes] = []
        self.port = 0
        self._leads_to = leads_to
        self._proof = b"Basic " + b64encode(credentials.encode()) if credentials else b""
        self._status = status
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(asyncio.IncompleteReadError, OSError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                if self._status or self._proof not in head:
                    status = self._status or b"407 Wie bent u"
                    writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
                elif head.startswith(b"CONNECT "):
                    await self._lead(reader, writer)
                    break
                else:
                    writer.write(await self._fetch(head))
        writer.close()
        self._tasks.discard(task)

    async def stop(self) -> None:
        """End what is still being passed on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks)

    async def _fetch(self, head: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._leads_to)
        line, _, fields = head.partition(b"\r\n")
        method, target, version = line.split(b" ")
        path = b"/" + target.split(b"/", 3)[3]
        writer.write(b" ".join((method, path, version)) + b"\r\nConnection: close\r\n" + fields)
        answer = await reader.read(-1)
        writer.close()
        return answer

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._leads_to)
        writer.write(b"HTTP/1.0 200 Connection established\r\nVia: x\r\n\r\n")

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            try:
                with suppress(OSError):
                    while piece := await source.read(65_536):
                        sink.write(piece)
            finally:
                sink.close()

        await asyncio.gather(pump(reader, server_writer), pump(server_reader, writer))


@asynccontextmanager
async def leading(leads_to: int, **options: Any) -> AsyncIterator[UpstreamProxy]:
    upstream = UpstreamProxy(leads_to, **options)
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    upstream.port = server.sockets[0].getsockname()[1]
    async with server:
        yield upstream
        await upstream.stop()


async def unknown(_: str) -> Sequence[str]:
    raise OSError("no such name")


def nowhere() -> Guard:
    """Return a guard on a machine that can look up nothing."""
    return Guard(resolver=unknown)


def test_plain_requests_go_through_it_with_its_credentials() -> None:
    async def story() -> None:
        async with (
            serving({"/a": ok(b"dag")}) as site,
            leading(site.port, credentials="ik:ge heim") as upstream,
            proxying(
                guard=nowhere(), upstream=Upstream.at(f"http://ik:ge%20heim@127.0.0.1:{upstream.port}")
            ) as proxy,
            Talk(proxy) as talk,
        ):
            assert (await talk.ask("http://stad.example/a?x=1", "X: y"))[1] == b"dag"
            proof = b64encode(b"ik:ge heim").decode()
            assert upstream.heads == [
                b"GET http://stad.example/a?x=1 HTTP/1.1\r\nHost: stad.example\r\nX: y\r\n"
                + f"Proxy-Authorization: Basic {proof}\r\n\r\n".encode()
            ]
            assert (await talk.ask("http://stad.example/a"))[1] == b"dag"

    run(story())


def test_tunnels_go_through_it() -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("stad.example").configure_cert(context)

    async def story() -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ok(b"dag"))
            await reader.read(-1)
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        tls = ssl.create_default_context()
        authority.configure_trust(tls)
        async with (
            server,
            leading(port, credentials="ik:geheim") as upstream,
            proxying(
                guard=nowhere(), upstream=Upstream.at(f"http://ik:geheim@127.0.0.1:{upstream.port}")
            ) as proxy,
            Fetcher(proxy.address.url, "x", tls=tls) as fetcher,
        ):
            assert (await fetcher.get("https://stad.example/")).body == b"dag"
            assert upstream.heads[0].startswith(b"CONNECT stad.example:443 HTTP/1.1\r\n")

    run(story())


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (b"407 Wie", "http-error", "upstream-proxy"),
        (b"403 Nee", "http-error", "upstream-proxy"),
        (b"502 Fout", "http-error", "refused"),
        (b"503 Fout", "http-error", "refused"),
        (b"504 Laat", "timeout", "navigation"),
    ],
)
def test_what_it_says_of_a_tunnel_is_what_becomes_of_the_address(
    status: bytes, outcome: str, reason: str
) -> None:
    async def story() -> None:
        async with (
            leading(0, status=status) as upstream,
            proxying(guard=nowhere(), upstream=Upstream.at(upstream.url)) as proxy,
            Fetcher(proxy.address.url, "x", tls=ssl.create_default_context()) as fetcher,
        ):
            with pytest.raises(FetchError) as caught:
                await fetcher.get("https://stad.example/")
            assert (str(caught.value.outcome), caught.value.reason.key) == (outcome, reason)
            assert status[:3].decode() in caught.value.reason.detail
            known = proxy.failure_of("https://stad.example/")
            assert known is not None
            assert known.reason.key == reason

    run(story())


def test_wrong_credentials_are_not_taken_for_an_answer_of_the_site() -> None:
    async def story() -> None:
        async with (
            leading(0, credentials="ik:geheim") as upstream,
            proxying(guard=nowhere(), upstream=Upstream.at(upstream.url)) as proxy,
        ):
            got = await exchange(proxy, begun(proxy, "GET", "http://stad.example/", "Connection: close"))
            assert got.startswith(b"HTTP/1.1 502 upstream: 407\r\n")
            failure = proxy.failure_at("http://stad.example/")
            assert failure is not None
            assert str(failure.reason) == "upstream-proxy: stad.example:80: 407"

    run(story())


async def rubbish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"SSH-2.0\r\n\r\n")
    writer.close()


@pytest.mark.parametrize(
    ("target", "is_there", "reason"),
    [
        ("http://stad.example/", False, "upstream-proxy"),
        ("https://stad.example/", False, "upstream-proxy"),
        ("http://stad.example/", True, "truncated"),
        ("https://stad.example/", True, "upstream-proxy"),
    ],
)
def test_an_upstream_that_is_away_or_speaks_something_else(target: str, is_there: bool, reason: str) -> None:
    async def story() -> str:
        async with await asyncio.start_server(rubbish, "127.0.0.1", 0) as server:
            upstream = Upstream("127.0.0.1", server.sockets[0].getsockname()[1])
            if not is_there:
                server.close()
                await server.wait_closed()
            async with (
                proxying(guard=nowhere(), upstream=upstream) as proxy,
                Fetcher(proxy.address.url, "x", tls=ssl.create_default_context()) as fetcher,
            ):
                with pytest.raises(FetchError) as caught:
                    await fetcher.get(target)
                return caught.value.reason.key

    assert run(story()) == reason


async def refused(proxy: GuardProxy, target: str, method: str = "GET") -> bool:
    async with Talk(proxy) as talk:
        head, _ = await talk.ask(target, method=method)
        return head.startswith(b"HTTP/1.1 403 unsafe")


def test_what_the_guard_can_judge_does_not_go_through_it() -> None:
    asked: list[str] = []

    async def names(name: str) -> Sequence[str]:
        asked.append(name)
        return ["10.0.0.5"] if name == "intern.example" else ["1.1.1.1"]

    async def story() -> None:
        async with (
            serving({"/": ok(b"dag")}) as site,
            leading(site.port) as upstream,
            proxying(guard=Guard(resolver=names), upstream=Upstream.at(upstream.url)) as proxy,
        ):
            for host in (
                "127.0.0.1",
                "0x7f.1",
                "[::1]",
                "169.254.169.254",
                "db.internal",
                "router",
                "localhost",
            ):
                assert await refused(proxy, f"http://{host}/")
                assert await refused(proxy, f"{host}:443", "CONNECT")
            assert await refused(proxy, "http://stad.example:25/")
            assert asked == []
            assert await refused(proxy, "http://intern.example/")
            assert await refused(proxy, "intern.example:443", "CONNECT")
            assert upstream.heads == []
            assert not await refused(proxy, "http://stad.example/")
            assert asked == ["intern.example", "stad.example"]

    run(story())


def test_a_look_up_that_takes_long_here_is_left_to_the_upstream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.proxy.LOOKUP_BESIDE_UPSTREAM_S", 0.01)

    async def never(_: str) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    async def story() -> None:
        async with (
            serving({"/": ok(b"dag")}) as site,
            leading(site.port) as upstream,
            proxying(
                guard=Guard(resolver=never, lookup_timeout_s=0.1), upstream=Upstream.at(upstream.url)
            ) as proxy,
            Talk(proxy) as talk,
        ):
            assert (await talk.ask("http://stad.example/"))[1] == b"dag"

    run(story())


def test_sites_that_may_be_private_are_asked_directly() -> None:
    async def story() -> None:
        async with serving({"/": ok(b"dag")}) as site, leading(site.port) as upstream:
            guard = Guard(allow_private={site.key}, resolver=unknown)
            async with (
                proxying(guard=guard, upstream=Upstream.at(upstream.url)) as proxy,
                Talk(proxy) as talk,
            ):
                assert (await talk.ask(site.url()))[1] == b"dag"
            assert upstream.heads == []

    run(story())


def test_a_tunnel_through_it_carries_nothing_but_what_it_may() -> None:
    async def story() -> None:
        async with (
            serving({"/": ok()}) as site,
            leading(site.port) as upstream,
            proxying(guard=nowhere(), upstream=Upstream.at(upstream.url)) as proxy,
            Talk(proxy) as talk,
        ):
            await talk.ask("stad.example:80", method="CONNECT")
            talk.writer.write(b"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx")
            assert (await talk.reader.read(-1)).startswith(b"HTTP/1.1 405 ")
            assert site.heads == []

    run(story())


def test_the_setting_and_the_environment() -> None:
    environment = {
        "HTTPS_PROXY": "http://ik:ge%40heim@proxy.example:3128/",
        "HTTP_PROXY": "http://ander.example",
    }
    assert chosen("", environment) is None
    assert chosen("http://proxy.example", {}) == Upstream("proxy.example", 80)
    found = chosen("environment", environment)
    assert found is not None
    assert (found.host, found.port) == ("proxy.example", 3128)
    assert found.credentials == b"Proxy-Authorization: Basic " + b64encode(b"ik:ge@heim") + b"\r\n"
    assert "heim" not in repr(found)
    assert chosen("environment", {"HTTP_PROXY": "http://ander.example"}) is None
    assert chosen("environment", {"https_proxy": "proxy.example:8080"}) == Upstream("proxy.example", 8080)
    for wrong in ("socks5://proxy.example:1080", "http://proxy.example:x", "http://"):
        with pytest.raises(SetupError, match="HTTPS_PROXY"):
            chosen("environment", {"HTTPS_PROXY": wrong})
