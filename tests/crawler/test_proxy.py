import asyncio
from contextlib import suppress

import pytest

from crawler.guard import Guard
from crawler.proxy import GuardProxy, Refusal
from drempel.model.snapshot import FetchOutcome, Reason
from tests.crawler.servers import Answer, Server, exchange, ok, proxying, run, serving
from tests.crawler.servers import begun as ask


async def talk(proxy: GuardProxy, *requests: bytes) -> bytes:
    """Send requests, and one that makes the proxy hang up; return the answers to the requests."""
    answers = await exchange(proxy, b"".join(requests) + ask(proxy, "GET", "*"))
    return answers.removesuffix(HUNG_UP)


async def last(proxy: GuardProxy, method: str, target: str, *lines: str) -> bytes:
    """Ask once and return the whole answer."""
    return await talk(proxy, ask(proxy, method, target, *lines))


def body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


HELLO = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01x"
"""The beginning of a TLS handshake."""
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HUNG_UP = (
    b"HTTP/1.1 400 scheme\r\nx-drempel-refused: scheme\r\nContent-Type: text/plain\r\nContent-Length: 27\r\n"
    b"Connection: close\r\n\r\nRefused by Drempel: scheme\n"
)


def test_a_page_comes_through_as_the_server_gave_it() -> None:
    async def story() -> None:
        page = ok(b"dag", b"X-Een: 1", b"Set-Cookie: a=1", b"Set-Cookie: b=2")
        async with serving({"/a": page}) as site, proxying(site.key) as proxy:
            target = site.url("/a?x=%20y")
            answer = await last(proxy, "GET", target, "Accept: text/html", "Proxy-Connection: keep-alive")
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
            assert b"X-Een: 1\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n" in answer
            assert body(answer) == b"dag"
            head = f"GET /a?x=%20y HTTP/1.1\r\nHost: {site.key}\r\nAccept: text/html\r\n\r\n"
            assert site.heads == [head.encode()]
            assert proxy.traffic[site.key].requests == 1
            assert proxy.traffic[site.key].received_bytes > 3

    run(story())


def test_one_connection_serves_many_requests_on_both_sides() -> None:
    async def story() -> None:
        async with (
            serving(
                {"/": ok(b"dag"), "/kop": ok(b"dag")[:-3], "/leeg": b"HTTP/1.1 204 No Content\r\n\r\n"}
            ) as site,
            proxying(site.key) as proxy,
        ):
            requests = [
                ask(proxy, "GET", site.url("/")),
                ask(proxy, "HEAD", site.url("/kop")),
                ask(proxy, "GET", site.url("/leeg")),
            ] * 3
            answer = await talk(proxy, *requests)
            assert answer.count(b"HTTP/1.1 200 OK") == 6
            assert answer.count(b"HTTP/1.1 204") == 3
            assert answer.count(b"\r\n\r\ndag") == 3
            assert (site.connections, len(site.heads)) == (1, 9)

    run(story())


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (
            CHUNKED + b"3\r\ndag\r\n5;x=y\r\n allo\r\n0\r\nX-Na: 1\r\n\r\n",
            b"3\r\ndag\r\n5;x=y\r\n allo\r\n0\r\nX-Na: 1\r\n\r\n",
        ),
        (
            b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ndag",
            b"dag",
        ),
        (b"HTTP/1.1 200\nContent-Length: 3\n\ndag", b"dag"),
        (b"HTTP/1.1 200 OK\r\nX: een\r\n twee\r\nContent-Length: 3\r\n\r\ndag", b"dag"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\ndag", b"dag"),
        (
            CHUNKED[:-2] + b"Content-Length : 3\r\n\r\n3\r\ndag\r\n0\r\n\r\n",
            b"3\r\ndag\r\n0\r\n\r\n",
        ),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 300\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ndag en nog veel meer", b"dag"),
    ],
)
def test_bodies_end_where_the_server_says(answer: bytes, wanted: bytes) -> None:
    async def story() -> None:
        async with serving({"/": answer}) as site, proxying(site.key) as proxy:
            got = await talk(proxy, ask(proxy, "GET", site.url()), ask(proxy, "GET", site.url()))
            head, _, rest = got.partition(b"\r\n\r\n")
            assert rest.startswith(wanted + b"HTTP/1.1 "), rest
            assert b"103" not in head.splitlines()[0]

    run(story())


def test_a_body_that_ends_with_the_connection_gets_an_end_that_can_be_told() -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\nKeep-Alive: x\r\n\r\ndag")
        writer.close()

    async def story() -> None:
        async with serving({"/": answer}) as site, proxying(site.key) as proxy:
            got = await talk(proxy, ask(proxy, "GET", site.url()))
            assert got == CHUNKED + b"3\r\ndag\r\n0\r\n\r\n"

    run(story())


def test_a_large_body_streams_through() -> None:
    size = 8_000_000

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(size // 100_000):
            writer.write(b"186A0\r\n" + b"x" * 100_000 + b"\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")

    async def story() -> None:
        async with serving({"/": answer}) as site, proxying(site.key) as proxy:
            assert (await last(proxy, "GET", site.url())).count(b"x") >= size
            assert proxy.traffic[site.key].received_bytes > size

    run(story())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\nkort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nkort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
    ],
)
def test_a_body_cut_short_is_cut_short_for_the_browser_too(answer: bytes) -> None:
    async def close_after(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    async def story() -> None:
        async with serving({"/": close_after}) as site, proxying(site.key) as proxy:
            got = await exchange(proxy, ask(proxy, "GET", site.url()) * 2)
            assert got.count(b"HTTP/1.1") <= 1
            assert b"Connection: close" not in got
            assert not got.endswith(b"\r\n0\r\n\r\n")

    run(story())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"<html>dag</html>\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: half",
        b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\ndag",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\ndag",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 407 Geef op\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100,
    ],
)
def test_what_is_no_answer_is_a_bad_gateway(answer: bytes) -> None:
    async def close_after(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    async def story() -> None:
        async with serving({"/": close_after}) as site, proxying(site.key) as proxy:
            got = await last(proxy, "GET", site.url())
            assert got.startswith(b"HTTP/1.1 502 answer")
            assert b"\r\nx-drempel-refused: answer\r\n" in got
            failure = proxy.failure_of(site.url())
            assert failure is not None
            assert failure.reason.key == "truncated"

    run(story())


def test_an_idle_connection_that_the_server_closed_is_replaced() -> None:
    async def once(writer: asyncio.StreamWriter) -> None:
        writer.write(ok(b"dag"))
        await writer.drain()
        writer.close()

    async def story() -> None:
        async with serving({"/": once}) as site, proxying(site.key) as proxy:
            got = await talk(proxy, ask(proxy, "GET", site.url()) * 4)
            assert got.count(b"\r\n\r\ndag") == 4
            assert site.connections == 4

    run(story())


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "FOO"])
def test_other_methods_never_reach_the_server(method: str) -> None:
    async def story() -> None:
        async with serving({"/": ok()}) as site, proxying(site.key) as proxy:
            got = await exchange(proxy, ask(proxy, method, site.url(), "Content-Length: 3") + b"a=1")
            assert got.startswith(b"HTTP/1.1 405 method\r\nx-drempel-refused: method\r\n")
            assert b"Connection: close" in got
            assert site.connections == 0
            assert proxy.blocked_methods == proxy.refused == 1
            assert list(proxy.refusals) == [Refusal(method, site.key, "method")]
            assert proxy.failure_of(site.url()) is None

    run(story())


def test_a_body_does_not_hide_behind_get() -> None:
    async def story() -> None:
        async with serving({"/": ok()}) as site, proxying(site.key) as proxy:
            for header in ("Content-Length: 3", "Transfer-Encoding: chunked"):
                assert (await exchange(proxy, ask(proxy, "GET", site.url(), header) + b"a=1")).startswith(
                    b"HTTP/1.1 405 "
                )
            assert site.connections == 0

    run(story())


def test_no_name_is_looked_up_for_a_request_that_is_refused() -> None:
    asked = []

    async def names(name: str) -> list[str]:
        asked.append(name)
        return ["127.0.0.1"]

    async def story() -> None:
        async with proxying(guard=Guard(resolver=names)) as proxy:
            await exchange(proxy, ask(proxy, "POST", "http://stad.example/"))
            await talk(proxy, ask(proxy, "GET", "http://stad.example/", token=False))
            await last(proxy, "GET", "http://stad.example:25/")
            await last(proxy, "CONNECT", "db.internal:443")
            await exchange(proxy, ask(proxy, "GET", "ftp://stad.example/"))
        assert asked == []

    run(story())


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/",
        "http://0x7f.1:{port}/",
        "http://2130706433:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://localhost:{port}/",
        "http://nu.example:{port}/",
        "http://0.0.0.0:{port}/",
    ],
)
def test_private_addresses_are_refused_however_written(target: str) -> None:
    async def names(_: str) -> list[str]:
        return ["127.0.0.1"]

    async def story() -> None:
        async with serving({"/": ok()}) as site, proxying(guard=Guard(resolver=names)) as proxy:
            address = target.format(port=site.port)
            got = await last(proxy, "GET", address)
            assert got.startswith(b"HTTP/1.1 403 unsafe\r\nx-drempel-refused: unsafe\r\n")
            assert site.connections == 0
            failure = proxy.failure_of(address)
            assert failure is not None
            assert failure.outcome is FetchOutcome.UNSAFE
            assert failure.permanent

    run(story())


def test_a_name_that_changes_its_answer_reaches_nothing_new() -> None:
    answers = [["127.0.0.2"], ["127.0.0.1"]]

    async def names(_: str) -> list[str]:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    async def story() -> None:
        outside = Server({"/": ok(b"openbaar")})
        public = await asyncio.start_server(outside.serve, "127.0.0.2", 0)
        port = public.sockets[0].getsockname()[1]
        inside = Server({"/": ok(b"intern")})
        internal = await asyncio.start_server(inside.serve, "127.0.0.1", port)
        now = [0.0]
        guard = Guard(
            is_forbidden=lambda address: str(address) == "127.0.0.1", resolver=names, clock=lambda: now[0]
        )
        async with public, internal, proxying(guard=guard) as proxy:
            target = f"http://wissel.example:{port}/"
            assert b"openbaar" in await last(proxy, "GET", target)
            assert b"openbaar" in await last(proxy, "GET", target)
            now[0] = 100.0
            assert (await last(proxy, "GET", target)).startswith(b"HTTP/1.1 403 unsafe")
            assert (await last(proxy, "CONNECT", f"wissel.example:{port}")).startswith(b"HTTP/1.1 403 unsafe")
            assert inside.connections == 0
            await asyncio.gather(outside.stop(), inside.stop())

    run(story())


def test_the_proxy_does_not_lead_to_itself() -> None:
    async def story() -> None:
        allowed: set[str] = set()
        async with proxying(guard=Guard(allow_private=allowed)) as proxy:
            key = proxy.address.server.removeprefix("http://")
            allowed.update((key, key.replace("127.0.0.1", "localhost")))
            for target in (f"http://{key}/", f"http://{key.replace('127.0.0.1', 'localhost')}/"):
                assert (await last(proxy, "GET", target)).startswith(b"HTTP/1.1 403 unsafe")
            assert (await last(proxy, "CONNECT", key)).startswith(b"HTTP/1.1 403 unsafe")

    run(story())


def test_without_the_token_the_proxy_asks_for_it_and_goes_on() -> None:
    async def story() -> None:
        async with serving({"/": ok(b"dag")}) as site, proxying(site.key) as proxy:
            first = ask(proxy, "GET", site.url(), token=False)
            wrong = ask(proxy, "GET", site.url(), "Proxy-Authorization: Basic ZHJlbXBlbDpmb3V0", token=False)
            got = await talk(proxy, first, wrong, ask(proxy, "GET", site.url()))
            asked, again, served, *_ = got.split(b"HTTP/1.1 ")[1:]
            for question in (asked, again):
                assert question.startswith(b'407 token\r\nProxy-Authenticate: Basic realm="drempel"\r\n')
            assert served.endswith(b"dag")
            assert len(site.heads) == 1
            assert b"roxy" not in site.heads[0]

    run(story())


def test_without_a_token_only_requests_in_proxy_form_are_served() -> None:
    async def story() -> None:
        async with serving({"/": ok(b"dag")}) as site, proxying(site.key, with_token=False) as proxy:
            assert proxy.address.url == proxy.address.server
            assert b"dag" in await last(proxy, "GET", site.url())
            got = await exchange(
                proxy,
                b"GET / HTTP/1.1\r\nHost: "
                + site.key.encode()
                + b"\r\nOrigin: https://kwaad.example\r\n\r\n",
            )
            assert got.startswith(b"HTTP/1.1 400 scheme")
            assert len(site.heads) == 1

    run(story())


@pytest.mark.parametrize(
    "target",
    [
        "/pad",
        "*",
        "https://stad.example/",
        "ftp://stad.example/",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://a@b.example/",
        "http://stad.example:99999/",
        "http://[::1/",
        "http://st%61d.example@/",
        "http://stad.example:x/",
    ],
)
def test_targets_that_are_no_plain_web_address(target: str) -> None:
    async def story() -> None:
        async with proxying() as proxy:
            assert (await exchange(proxy, ask(proxy, "GET", target))).startswith(b"HTTP/1.1 400 scheme")

    run(story())


def test_a_server_cannot_feign_a_refusal() -> None:
    async def story() -> None:
        async with (
            serving({"/": ok(b"dag", b"X-Drempel-Refused: unsafe", b"Connection: x")}) as site,
            proxying(site.key) as proxy,
        ):
            got = await last(proxy, "GET", site.url())
            assert b"refused" not in got.partition(b"dag")[0].lower()

    run(story())


def test_a_dead_port_and_an_unknown_name_are_told_apart() -> None:
    async def names(_: str) -> list[str]:
        raise OSError

    async def story() -> None:
        async with serving({}) as site:
            key = site.key
        async with proxying(key, guard=Guard(allow_private={key}, resolver=names)) as proxy:
            assert (await last(proxy, "GET", f"http://{key}/")).startswith(b"HTTP/1.1 502 refused")
            assert (await last(proxy, "CONNECT", "weg.example:443")).startswith(b"HTTP/1.1 502 dns")
            failures = [
                proxy.failure_of(url)
                for url in (f"http://{key}/x", "https://weg.example/", "https://stad.example/")
            ]
            assert [failure and failure.reason for failure in failures] == [
                Reason("refused", key),
                Reason("dns", "weg.example:443"),
                None,
            ]

    run(story())


def test_a_failure_is_that_of_one_address_and_forgotten_once_it_answers() -> None:
    async def story() -> None:
        async with serving({"/": b"weg", "/goed": ok()}) as site, proxying(site.key) as proxy:

            async def broken(writer: asyncio.StreamWriter) -> None:
                writer.close()

            site.answers["/"] = broken
            await last(proxy, "GET", site.url())
            assert proxy.failure_of(site.url()) is not None
            await last(proxy, "GET", site.url("/goed"))
            assert proxy.failure_of(site.url("/goed")) is None
            assert proxy.failure_of(site.url()) is not None
            site.answers["/"] = ok()
            await last(proxy, "GET", site.url())
            assert proxy.failure_of(site.url()) is None

    run(story())


def test_a_tunnel_carries_bytes_both_ways_until_one_side_ends() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(1_000):
            writer.write(piece.upper())
        writer.close()

    async def story() -> None:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        key = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, proxying(key) as proxy:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", int(proxy.address.server.rpartition(":")[2])
            )
            writer.write(ask(proxy, "CONNECT", key))
            assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 200 OK\r\n\r\n"
            for piece in (HELLO[:3], HELLO[3:]):  # as small as it may come
                writer.write(piece)
                await writer.drain()
            assert await reader.readexactly(len(HELLO)) == HELLO.upper()
            for _ in range(3):
                writer.write(b"dag " * 10_000)
                assert await reader.readexactly(40_000) == b"DAG " * 10_000
            assert proxy.traffic[key].received_bytes == 120_000 + len(HELLO)
            writer.close()
            await writer.wait_closed()

    run(story())


def test_work_for_a_page_that_was_left_ends() -> None:
    async def story() -> None:
        asked, left = asyncio.Event(), asyncio.Event()

        async def watch(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.set()
            await reader.read(-1)
            left.set()
            writer.close()

        server = await asyncio.start_server(watch, "127.0.0.1", 0)
        key = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, proxying(key) as proxy:
            for target in (f"http://{key}/", None):
                asked.clear()
                left.clear()
                _, writer = await asyncio.open_connection(
                    "127.0.0.1", int(proxy.address.server.rpartition(":")[2])
                )
                writer.write(ask(proxy, "GET", target) if target else ask(proxy, "CONNECT", key) + HELLO)
                await writer.drain()
                await asked.wait()
                writer.close()
                await left.wait()

    run(story())


def test_silent_servers_and_slow_clients_meet_a_deadline() -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async def half(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        await asyncio.Event().wait()

    async def story() -> None:
        answers: dict[str, Answer] = {"/nooit": never, "/half": half}
        async with (
            serving(answers) as site,
            proxying(site.key, head_timeout_s=0.05, idle_timeout_s=0.05) as proxy,
        ):
            assert (await exchange(proxy, ask(proxy, "GET", site.url("/nooit")))).startswith(
                b"HTTP/1.1 504 timeout"
            )
            failure = proxy.failure_of(site.url("/nooit"))
            assert failure is not None
            assert failure.outcome is FetchOutcome.TIMEOUT
            assert (await exchange(proxy, ask(proxy, "GET", site.url("/half")))).endswith(b"half")
            assert await exchange(proxy, b"GET http") == b""

    run(story())


def test_a_request_that_never_ends_is_refused() -> None:
    async def story() -> None:
        async with proxying() as proxy:
            with suppress(ConnectionResetError):  # what was not read resets the connection
                got = await exchange(proxy, b"GET http://stad.example/ HTTP/1.1\r\nX: " + b"a" * 140_000)
                assert got.startswith(b"HTTP/1.1 431 head")
            assert list(proxy.refusals) == [Refusal("", "", "head")]

    run(story())


def test_the_log_of_refusals_and_the_table_of_hosts_have_a_size() -> None:
    async def story() -> None:
        async with proxying(with_token=False) as proxy:
            for number in range(1_200):
                proxy.note_refusal("GET", f"h{number}:80", "unsafe")
            for number in range(10_100):
                proxy.count(f"h{number}:80").requests += 1
            assert (proxy.refused, len(proxy.refusals)) == (1_200, 1_000)
            assert len(proxy.traffic) == 10_001
            assert proxy.traffic["other"].requests == 100

    run(story())


def test_closing_twice_and_with_open_connections_leaves_no_work_behind() -> None:
    async def story() -> None:
        async with proxying() as proxy:
            _, writer = await asyncio.open_connection(
                "127.0.0.1", int(proxy.address.server.rpartition(":")[2])
            )
            writer.write(b"GET ")
            await writer.drain()
            await asyncio.sleep(0)
            await proxy.aclose()
            await proxy.aclose()
            writer.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        assert all("limited" in repr(task) for task in others), others

    run(story())
