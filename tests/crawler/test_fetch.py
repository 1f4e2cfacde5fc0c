import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import user_agent
from crawler.fetch import Fetched, Fetcher, Inflater
from crawler.guard import Guard
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome
from tests.crawler.servers import Answer, Server, ok, proxying, run, serving

TLS = ssl.create_default_context()  # one for all: reading the certificates takes long


@asynccontextmanager
async def fetching(
    answers: dict[str, Answer], *allowed: str, **options: Any
) -> AsyncIterator[tuple[Server, Fetcher]]:
    agent = user_agent("web@stad.example")
    async with (
        serving(answers) as site,
        proxying(site.key, *allowed) as proxy,
        Fetcher(proxy.address.url, agent, tls=TLS, **options) as fetcher,
    ):
        yield site, fetcher


def fetch(answers: dict[str, Answer], path: str = "/", **options: Any) -> Fetched:
    async def story() -> Fetched:
        async with fetching(answers) as (site, fetcher):
            return await fetcher.get(site.url(path), **options)

    return run(story())


def failure(answers: dict[str, Answer], path: str = "/", **options: Any) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(answers, path, **options)
    return f"{caught.value.outcome} {caught.value.reason.key}"


def redirect(target: str, status: int = 302) -> bytes:
    return ok(b"", b"Location: " + target.encode(), status=b"%d Elders" % status)


def test_a_document_with_status_headers_and_body() -> None:
    answer = fetch({"/": ok(b"dag", b"Content-Type: Text/Plain; charset=x", b"X-A: 1", b"X-A: 2")})
    assert (answer.status, answer.body, answer.truncated, answer.redirects) == (200, b"dag", False, ())
    assert answer.headers["x-a"] == "1, 2"
    assert answer.media_type == "text/plain"


def test_an_error_status_is_an_answer() -> None:
    assert fetch({"/": ok(b"weg", status=b"410 Gone")}).status == 410


def test_who_we_are_is_in_every_request_and_nothing_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "*")

    async def story() -> list[bytes]:
        answers: dict[str, Answer] = {"/": redirect("/b"), "/b": ok(b"", b"Set-Cookie: a=1; Path=/")}
        async with fetching(answers) as (site, fetcher):
            await fetcher.get(site.url())
            await fetcher.head(site.url("/b"))
            return site.heads

    heads = run(story())
    assert [head.split(b" ")[0] for head in heads] == [b"GET", b"GET", b"HEAD"]
    for head in heads:
        assert b"user-agent: mozilla/5.0 (compatible; drempel/" in head.lower()
        assert b"+web@stad.example" in head
        assert b"cookie" not in head.lower()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_remembered(status: int) -> None:
    answer = fetch({"/": redirect("b?x=1#y", status), "/b": ok(b"dag")})
    assert answer.body == b"dag"
    assert answer.final_url.endswith("/b?x=1")
    assert answer.redirects == (answer.url,)


def test_a_redirect_without_a_target_is_an_answer() -> None:
    assert fetch({"/": ok(b"kies", status=b"302 Found")}).body == b"kies"


def test_endless_redirects_end() -> None:
    assert failure({"/": redirect("/b"), "/b": redirect("/")}) == "http-error redirect-loop"
    longer: dict[str, Answer] = {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    assert failure(longer, "/0") == "http-error redirect-loop"
    longer["/10"] = ok(b"net op tijd")
    assert fetch(longer, "/0").body == b"net op tijd"
    assert failure(longer, "/0", max_redirects=9) == "http-error redirect-loop"


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://localhost:1/",
        "http://10.0.0.1/",
    ],
)
def test_a_redirect_to_where_nobody_should_go_is_unsafe(target: str) -> None:
    assert failure({"/": redirect(target)}).startswith("unsafe ")


def test_a_start_address_is_no_exception() -> None:
    async def story(url: str) -> None:
        async with fetching({}) as (_, fetcher):
            await fetcher.get(url)

    for url in (
        "http://192.168.1.1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "ftp://stad.example/",
        "onzin",
        "http://a b/",
    ):
        with pytest.raises(FetchError) as caught:
            run(story(url))
        assert caught.value.outcome is FetchOutcome.UNSAFE, url
        assert caught.value.permanent


def test_sizes_hold_after_decompression() -> None:
    packed = gzip.compress(b"a" * 5_000_000)
    answer = fetch({"/": ok(packed, b"Content-Encoding: gzip")}, max_bytes=1_000)
    assert (answer.body, answer.truncated) == (b"a" * 1_000, True)
    answer = fetch({"/": ok(gzip.compress(b"dag"), b"Content-Encoding: gzip")}, max_bytes=3)
    assert (answer.body, answer.truncated) == (b"dag", False)
    assert fetch({"/": ok(b"dag allemaal")}, max_bytes=3).truncated


def test_codings_that_nobody_asked_for_and_broken_ones_are_errors() -> None:
    assert failure({"/": ok(b"xyz", b"Content-Encoding: br")}) == "http-error content-encoding"
    assert failure({"/": ok(b"xyz", b"Content-Encoding: gzip")}) == "http-error truncated"


def test_a_body_cut_short_is_an_error() -> None:
    async def short(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nkort")
        writer.close()

    assert failure({"/": short}) == "http-error truncated"


def test_one_deadline_holds_for_everything() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nd")
        await asyncio.Event().wait()

    assert failure({"/": redirect("/b"), "/b": drip}, deadline_s=0.2) == "timeout navigation"


def test_dead_ports_and_unknown_names_are_told_apart() -> None:
    async def names(_: str) -> list[str]:
        raise OSError

    async def story(url: str, *allowed: str) -> None:
        async with (
            proxying(guard=Guard(allowed, resolver=names)) as proxy,
            Fetcher(proxy.address.url, "x", tls=TLS) as fetcher,
        ):
            await fetcher.get(url)

    async def free_port() -> str:
        async with serving({}) as site:
            return site.key

    key = run(free_port())
    for url, reason in (
        (f"http://{key}/", "refused"),
        (f"https://{key}/", "refused"),
        ("http://weg.example/", "dns"),
        ("https://weg.example/", "dns"),
    ):
        with pytest.raises(FetchError) as caught:
            run(story(url, key))
        assert (caught.value.outcome, caught.value.reason.key) == (FetchOutcome.HTTP_ERROR, reason)
        assert not caught.value.permanent


def test_a_server_without_tls_is_a_tls_failure() -> None:
    async def story() -> None:
        async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        key = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, proxying(key) as proxy, Fetcher(proxy.address.url, "x", tls=TLS) as fetcher:
            await fetcher.get(f"https://{key}/")

    with pytest.raises(FetchError) as caught:
        run(story())
    assert (caught.value.outcome, caught.value.reason.key) == (FetchOutcome.HTTP_ERROR, "tls")


def test_credentials_go_to_their_own_origin_only() -> None:
    async def story() -> None:
        async with serving({"/": ok()}) as other, serving({"/": redirect(other.url())}) as site:
            mine = {site.url(""): {"authorization": "Basic x"}}
            async with (
                proxying(site.key, other.key) as proxy,
                Fetcher(proxy.address.url, "x", credentials=mine, tls=TLS) as fetcher,
            ):
                await fetcher.get(site.url())
            assert b"authorization: Basic x" in site.heads[0]
            assert b"authorization" not in other.heads[0]

    run(story())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("key", ["{url}", "{upper}", "{url}/"])
def test_credentials_hold_within_their_origin_and_come_back_with_it(status: int, key: str) -> None:
    async def story() -> None:
        async with serving({}) as other, serving({"/": ok()}) as site:
            site.answers |= {"/a": redirect("/b", status), "/b": redirect(other.url(), status)}
            other.answers["/"] = redirect(site.url("/einde"), status)
            named = key.format(url=site.url(""), upper=site.url("").upper())
            async with (
                proxying(site.key, other.key) as proxy,
                Fetcher(proxy.address.url, "x", credentials={named: {"cookie": "a=1"}}, tls=TLS) as fetcher,
            ):
                await fetcher.get(site.url("/a"))
            assert [b"cookie: a=1" in head for head in site.heads] == [True, True, True]
            assert [b"cookie" in head for head in other.heads] == [False]

    run(story())


def test_a_name_and_password_in_an_address_are_not_sent() -> None:
    async def story() -> None:
        answers: dict[str, Answer] = {}
        async with fetching(answers) as (site, fetcher):
            inside = site.url("/b").replace("http://", "http://ik:geheim@")
            answers |= {"/": redirect(inside), "/b": ok(b"dag")}
            site.answers = answers
            for url in (site.url(), inside):
                assert (await fetcher.get(url)).body == b"dag"
            assert b"uthorization" not in b"".join(site.heads)

    run(story())


@pytest.mark.parametrize("when", [b"120", b"Wed, 21 Oct 2026 07:28:00 GMT"])
@pytest.mark.parametrize("status", [b"429 Te druk", b"503 Even niet"])
def test_when_to_come_back_is_part_of_the_answer(status: bytes, when: bytes) -> None:
    busy = ok(b"", b"Retry-After: " + when, status=status)
    answer = fetch({"/": redirect("/b"), "/b": busy})
    assert (answer.status, answer.headers["retry-after"]) == (int(status[:3]), when.decode())


def test_wrong_lengths_end_in_an_answer_or_a_reason() -> None:
    assert fetch({"/": ok(b"dag")[:-3] + b"dag en nog veel meer"}).body == b"dag"
    bad = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\ndag"
    assert failure({"/": bad}) == "http-error truncated"

    async def nonsense(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\ndag")
        writer.close()

    assert failure({"/": nonsense}) == "http-error truncated" or fetch({"/": nonsense}).body == b"dag"


def test_packed_content_without_its_end_is_cut_short() -> None:
    packed = gzip.compress(b"dag" * 1_000)
    half: Answer = ok(packed[: len(packed) // 2], b"Content-Encoding: gzip")
    assert failure({"/": half}) == "http-error truncated"
    assert fetch({"/": ok(b"", b"Content-Encoding: gzip")}).body == b""


def test_a_bomb_takes_no_more_than_was_asked_for() -> None:
    bomb: Answer = ok(gzip.compress(b"a" * 60_000_000), b"Content-Encoding: gzip")
    answer = fetch({"/": bomb}, max_bytes=100_000)
    assert (len(answer.body), answer.truncated) == (100_000, True)


FIELDS = st.lists(
    st.sampled_from(
        [
            b"Content-Length: 3",
            b"Content-Length: 9",
            b"Content-Length: x",
            b"Transfer-Encoding: chunked",
            b"Content-Encoding: gzip",
            b"Content-Encoding: br",
            b"Location: /b",
            b"Location: http://[",
            b"Location: //",
            b"Set-Cookie: a=1",
            b" vervolg",
            b"x-drempel-refused: unsafe",
            b"Retry-After: morgen",
            b"Content-Type: \xff\xfe",
        ]
    )
    | st.binary(max_size=12),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"200 OK", b"302 Elders", b"404", b"503 x", b"999 x", b"20", b""]),
    FIELDS,
    st.binary(max_size=30),
)
def test_any_answer_is_read_or_a_reason(status: bytes, fields: list[bytes], body: bytes) -> None:
    async def story() -> None:
        async def say(writer: asyncio.StreamWriter) -> None:
            writer.write(b"\r\n".join((b"HTTP/1.1 " + status, *fields, b"", body)))
            writer.close()

        async with fetching({"/": say}) as (site, fetcher):
            outcome = None
            try:
                answer = await fetcher.get(site.url(), max_bytes=100, deadline_s=5)
                assert len(answer.body) <= 100
            except FetchError as error:
                outcome = error.outcome
            assert outcome in {None, FetchOutcome.HTTP_ERROR, FetchOutcome.UNSAFE}

    run(story())


def test_a_page_cannot_feign_a_refusal() -> None:
    assert fetch({"/": ok(b"dag", b"x-drempel-refused: unsafe")}).body == b"dag"


def test_inflating_stops_in_time_and_reads_files_strung_together() -> None:
    assert max(map(len, Inflater().feed(gzip.compress(b"a" * 10_000_000)))) <= 65_536
    assert b"".join(Inflater().feed(gzip.compress(b"ab" * 1_000_000))) == b"ab" * 1_000_000
    inflater = Inflater()
    assert b"".join(inflater.feed(gzip.compress(b"een ") + gzip.compress(b"twee"))) == b"een twee"
    assert inflater.is_complete


def test_the_name_we_go_by() -> None:
    assert user_agent("https://stad.example/bot").endswith("; +https://stad.example/bot)")
    assert user_agent("").count("+") == 0
    assert "\n" not in user_agent("a\r\nX-Evil: 1")
    assert user_agent("a@b.example", "Mozilla/5.0 Chrome/139").startswith("Mozilla/5.0 Chrome/139 Drempel/")
