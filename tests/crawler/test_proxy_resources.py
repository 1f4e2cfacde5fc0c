"""What pages share comes from the server once; what may not be shared does not."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.proxy import GuardProxy
from crawler.subresources import Resources
from tests.crawler.servers import Answer, Server, Talk, ok, proxying, run, serving

STYLE = "Accept: text/css,*/*;q=0.1"
ANY = "Accept: */*"
PAGE = "Accept: text/html,application/xhtml+xml,*/*;q=0.8"
CSS = b"Content-Type: text/css"


def asked_after(answer: Answer, *requests: tuple[str, ...], path: str = "/a.css") -> int:
    """Return how many requests reach the server when one after the other asks for a resource."""

    async def story() -> int:
        async with serving({path: answer}) as site, proxying(site.key) as proxy:
            bodies = set()
            for lines in requests:
                async with Talk(proxy) as talk:
                    bodies.add((await talk.ask(site.url(path), *lines))[1])
            assert len(bodies) == 1
            assert proxy.resources.hits == len(requests) - len(site.heads)
            return len(site.heads)

    return run(story())


@pytest.mark.parametrize(
    "kind",
    [
        b"text/css",
        b"Text/CSS; charset=utf-8",
        b"text/javascript",
        b"application/javascript",
        b"application/x-javascript",
        b"font/woff2",
        b"application/font-woff",
        b"application/vnd.ms-fontobject",
        b"image/png",
        b"image/svg+xml",
        b"image/x-icon",
    ],
)
def test_styles_scripts_fonts_and_images_without_any_word_on_caching_are_asked_once(kind: bytes) -> None:
    assert asked_after(ok(b"x", b"Content-Type: " + kind), (ANY,), (ANY,), (ANY,)) == 1


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ((CSS, b"Cache-Control: max-age=60"), 1),
        ((CSS, b"Cache-Control: public"), 1),
        ((CSS, b'Cache-Control: public, max-age="60"'), 1),
        ((CSS, b"Cache-Control: max-age=0, s-maxage=60"), 1),
        ((CSS, b'ETag: "1"'), 1),
        ((CSS, b"Vary: Accept-Encoding, User-Agent"), 1),
        ((CSS, b"Cache-Control: no-store"), 2),
        ((CSS, b"Cache-Control: max-age=60", b"Cache-Control: private"), 2),
        ((CSS, b"Cache-Control: no-cache"), 2),
        ((CSS, b"Cache-Control: max-age=0"), 2),
        ((CSS, b"Cache-Control: max-age=60", b"Age: 60"), 2),
        ((CSS, b"Cache-Control: max-age=x"), 2),
        ((CSS, b"Pragma: no-cache"), 2),
        ((CSS, b"Expires: 0"), 2),
        ((CSS, b"Set-Cookie: a=1"), 2),
        ((CSS, b"Vary: Cookie"), 2),
        ((CSS, b"Vary: *"), 2),
        ((CSS, b"Vary: Accept-Encoding", b"Vary: Referer"), 2),
        ((b"Content-Type: text/html",), 2),
        ((b"Content-Type: text/plain",), 2),
        ((b"Content-Type: application/xml",), 2),
        ((b"Content-Type: video/mp4",), 2),
        ((), 2),
        ((b"Content-Type: application/json",), 2),
        ((b"Content-Type: application/json", b"Cache-Control: public"), 2),
        ((b"Content-Type: application/json", b"Cache-Control: max-age=60"), 1),
        ((b"Content-Type: application/manifest+json", b"Cache-Control: max-age=60"), 1),
    ],
)
def test_what_a_server_says_of_its_answer_decides(headers: tuple[bytes, ...], wanted: int) -> None:
    assert asked_after(ok(b"x", *headers), (ANY,), (ANY,)) == wanted


def test_a_date_of_expiry_is_read_by_the_clock_of_the_server() -> None:
    then = datetime(2001, 1, 1, tzinfo=UTC)
    date = b"Date: " + format_datetime(then, usegmt=True).encode()
    later = b"Expires: " + format_datetime(then + timedelta(hours=1), usegmt=True).encode()
    assert asked_after(ok(b"x", CSS, date, later), (ANY,), (ANY,)) == 1
    assert asked_after(ok(b"x", CSS, later), (ANY,), (ANY,)) == 2


@pytest.mark.parametrize("status", [b"404 Weg", b"500 Fout", b"206 Deel", b"203 Anders"])
def test_only_whole_and_good_answers_are_kept(status: bytes) -> None:
    assert asked_after(ok(b"x", CSS, status=status), (ANY,), (ANY,)) == 2


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ((PAGE,), (PAGE,), 2),
        ((), (), 2),
        ((ANY, "Range: bytes=0-"), (ANY, "Range: bytes=0-"), 2),
        ((ANY, "Authorization: Basic x"), (ANY, "Authorization: Basic x"), 2),
        ((ANY,), (ANY, "Authorization: Basic x"), 2),
        ((ANY,), (PAGE,), 2),
        ((ANY,), (STYLE,), 2),
        ((ANY, "Origin: http://a.example"), (ANY, "Origin: http://b.example"), 2),
        ((ANY, "Accept-Encoding: gzip"), (ANY, "Accept-Encoding: identity"), 2),
        ((ANY, "Referer: http://a.example/"), (ANY, "Referer: http://b.example/"), 1),
        ((ANY, "Cookie: a=1"), (ANY, "Cookie: a=2"), 1),
        ((ANY,), (ANY, "Cache-Control: no-cache", "Pragma: no-cache"), 1),
        ((ANY,), (ANY, 'If-None-Match: "1"'), 1),
    ],
)
def test_what_a_browser_asks_for_decides(
    first: tuple[str, ...], second: tuple[str, ...], wanted: int
) -> None:
    assert asked_after(ok(b"x", CSS), first, second) == wanted


def test_answers_in_chunks_are_kept_and_those_that_end_with_the_connection_are_not() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nTransfer-Encoding: chunked\r\n\r\n"

    async def until_the_end(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\ndag")
        writer.close()

    async def story() -> None:
        answers: dict[str, Answer] = {"/a.css": chunked + b"3\r\ndag\r\n0\r\n\r\n", "/b.css": until_the_end}
        async with serving(answers) as site, proxying(site.key) as proxy:
            for path in ("/a.css", "/a.css", "/b.css", "/b.css"):
                async with Talk(proxy) as talk:
                    await talk.ask(site.url(path), ANY)
                    assert await talk.reader.readexactly(13) == b"3\r\ndag\r\n0\r\n\r\n"
            assert len(site.heads) == 3

    run(story())


def changing(site: Server, *headers: bytes) -> Answer:
    """Return an answer that has a mark, and says 304 to whoever shows it."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        if re.search(rb'(?i)if-none-match: "1"', site.heads[-1]):
            writer.write(b"HTTP/1.1 304 Niets nieuws\r\n" + b"\r\n".join((*headers, b"", b"")))
        else:
            writer.write(ok(b"dag", CSS, b'ETag: "1"', b"Last-Modified: gisteren", *headers))

    return answer


@pytest.mark.parametrize("said", [b"Cache-Control: no-cache", b"Cache-Control: max-age=0", b"Expires: -1"])
def test_what_has_to_be_asked_again_is_asked_with_its_mark_and_not_sent_again(said: bytes) -> None:
    async def story() -> None:
        async with serving({}) as site, proxying(site.key) as proxy:
            site.answers["/a.css"] = changing(site, said)
            for _ in range(3):
                async with Talk(proxy) as talk:
                    head, body = await talk.ask(site.url("/a.css"), ANY)
                    assert head.startswith(b"HTTP/1.1 200 OK")
                    assert body == b"dag"
            assert len(site.heads) == 3
            assert b'If-None-Match: "1"\r\nIf-Modified-Since: gisteren\r\n\r\n' in site.heads[1]
            assert (proxy.resources.hits, proxy.resources.confirmed) == (0, 2)
            # A browser's own question is passed on as it is.
            async with Talk(proxy) as talk:
                head, _ = await talk.ask(site.url("/a.css"), ANY, 'If-None-Match: "1"')
                assert head.startswith(b"HTTP/1.1 304 ")

    run(story())


def test_an_answer_holds_for_as_long_as_it_says_and_is_replaced_when_it_changed() -> None:
    now = [0.0]

    async def story() -> None:
        resources = Resources(clock=lambda: now[0])
        async with serving({}) as site, proxying(site.key, resources=resources) as proxy:
            site.answers["/a.css"] = changing(site, b"Cache-Control: max-age=60")
            for at, wanted in ((0, 1), (59, 1), (61, 2), (120, 2), (122, 3)):
                now[0] = at
                async with Talk(proxy) as talk:
                    assert (await talk.ask(site.url("/a.css"), ANY))[1] == b"dag"
                assert len(site.heads) == wanted, at
            site.answers["/a.css"] = ok(b"avond", CSS, b'ETag: "2"', b"Cache-Control: max-age=60")
            now[0] = 200
            for _ in range(2):
                async with Talk(proxy) as talk:
                    assert (await talk.ask(site.url("/a.css"), ANY))[1] == b"avond"
            assert len(site.heads) == 4

    run(story())


def test_requests_for_one_file_at_once_are_one_request() -> None:
    async def story() -> None:
        go, asked = asyncio.Event(), asyncio.Event()

        async def slow(writer: asyncio.StreamWriter) -> None:
            asked.set()
            await go.wait()
            writer.write(ok(b"dag", CSS))

        async with serving({"/a.css": slow}) as site, proxying(site.key) as proxy:
            async with Talk(proxy) as one, Talk(proxy) as two, Talk(proxy) as three:
                questions = [
                    asyncio.create_task(talk.ask(site.url("/a.css"), STYLE)) for talk in (one, two, three)
                ]
                await asked.wait()
                for _ in range(20):
                    await asyncio.sleep(0)
                go.set()
                assert [(await question)[1] for question in questions] == [b"dag"] * 3
            assert len(site.heads) == 1
            assert proxy.resources.hits == 2

    run(story())


@pytest.mark.parametrize("ending", ["not for sharing", "left"])
def test_who_waited_in_vain_asks_itself(ending: str) -> None:
    async def story() -> None:
        go, asked = asyncio.Event(), asyncio.Event()

        async def slow(writer: asyncio.StreamWriter) -> None:
            asked.set()
            await go.wait()
            writer.write(
                ok(b"dag", CSS, *([b"Cache-Control: private"] if ending == "not for sharing" else []))
            )

        async with serving({"/a.css": slow}) as site, proxying(site.key) as proxy:
            async with Talk(proxy) as one, Talk(proxy) as two:
                first = asyncio.create_task(one.ask(site.url("/a.css"), STYLE))
                await asked.wait()
                second = asyncio.create_task(two.ask(site.url("/a.css"), STYLE))
                for _ in range(20):
                    await asyncio.sleep(0)
                assert len(site.heads) == 1
                if ending == "left":
                    one.writer.close()
                    first.cancel()
                go.set()
                assert (await second)[1] == b"dag"
                if ending != "left":
                    assert (await first)[1] == b"dag"
            assert len(site.heads) == 2

    run(story())


def test_questions_of_scripts_do_not_wait_for_each_other() -> None:
    async def story() -> None:
        go = asyncio.Event()

        async def never(writer: asyncio.StreamWriter) -> None:
            await go.wait()

        async with serving({"/peil": never}) as site, proxying(site.key) as proxy:
            async with Talk(proxy) as one, Talk(proxy) as two:
                for talk in (one, two):
                    talk.writer.write(b"")
                questions = [asyncio.create_task(talk.ask(site.url("/peil"), ANY)) for talk in (one, two)]
                while len(site.heads) < 2:  # both get there while none was answered
                    await asyncio.sleep(0)
                assert not any(question.done() for question in questions)
                for question in questions:
                    question.cancel()
            go.set()

    run(story())


def test_the_cache_has_a_size_and_lets_go_of_what_was_not_used_for_longest() -> None:
    async def story() -> None:
        answers: dict[str, Answer] = {f"/{n}.css": ok(b"x" * 1_000, CSS) for n in range(4)}
        answers["/groot.css"] = ok(b"x" * 3_000, CSS)
        resources = Resources(3_500, max_item_bytes=2_000)
        async with (
            serving(answers) as site,
            proxying(site.key, resources=resources) as proxy,
            Talk(proxy) as talk,
        ):
            for path in ("/0.css", "/1.css", "/0.css", "/2.css", "/3.css", "/0.css", "/groot.css"):
                await talk.ask(site.url(path), ANY)
                assert resources.kept_bytes <= 3_500
            before = len(site.heads)
            await talk.ask(site.url("/0.css"), ANY)
            assert len(site.heads) == before
            for path in ("/1.css", "/groot.css"):
                await talk.ask(site.url(path), ANY)
            assert len(site.heads) == before + 2

    run(story())


def test_hosts_that_get_credentials_keep_nothing_here() -> None:
    async def story() -> None:
        never: set[str] = set()
        async with (
            serving({"/a.css": ok(b"x", CSS)}) as site,
            proxying(site.key, resources=Resources(never=never)) as proxy,
        ):
            never.add(site.key)
            async with Talk(proxy) as talk:
                for _ in range(2):
                    await talk.ask(site.url("/a.css"), ANY)
            assert len(site.heads) == 2

    run(story())


def test_a_file_that_was_cut_short_is_not_kept() -> None:
    async def short(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length: 50\r\n\r\nkort")
        writer.close()

    async def story() -> None:
        async with serving({"/a.css": short}) as site, proxying(site.key) as proxy:
            for _ in range(2):
                async with Talk(proxy) as talk:
                    with pytest.raises((asyncio.IncompleteReadError, ConnectionResetError)):
                        await talk.ask(site.url("/a.css"), ANY)
            assert len(site.heads) == 2
            assert proxy.resources.kept_bytes == 0

    run(story())


def test_each_proxy_has_a_cache_of_its_own() -> None:
    async def story() -> tuple[GuardProxy, GuardProxy]:
        async with proxying() as one, proxying() as other:
            return one, other

    one, other = run(story())
    assert one.resources is not other.resources
