"""Sites that only an own certificate authority vouches for: judged here, and never let through unjudged."""

import asyncio
import re
import ssl
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
import trustme
from playwright.async_api import Error, async_playwright

from crawler.authority import Authority, trusting
from crawler.browser.discover import find_browser, launch_flags
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.proxy import GuardProxy
from drempel.errors import FetchError, SetupError
from tests.crawler.servers import Server, Talk, ok, proxying, run

OWN, STRANGER = trustme.CA(), trustme.CA()
YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@lru_cache
def own_file() -> Path:
    """Return a file with the certificate of the own authority."""
    file = Path(tempfile.mkdtemp()) / "ca.pem"
    OWN.cert_pem.write_to_path(str(file))
    return file


async def names(name: str) -> Sequence[str]:
    return ["127.0.0.1"]


def certificate(kind: str) -> ssl.SSLContext:
    """Return what a server shows: a good certificate, or one with something wrong."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    match kind:
        case "good":
            shown = OWN.issue_cert("stad.example", "*.stad.example")
        case "expired":
            shown = OWN.issue_cert(
                "stad.example", not_before=YESTERDAY - timedelta(days=9), not_after=YESTERDAY
            )
        case "other name":
            shown = OWN.issue_cert("dorp.example")
        case "stranger":
            shown = STRANGER.issue_cert("stad.example")
    shown.configure_cert(context)
    return context


@asynccontextmanager
async def sealed(site: Server, kind: str = "good") -> AsyncIterator[Server]:
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=certificate(kind))
    site.port = server.sockets[0].getsockname()[1]
    async with server:
        yield site
        await site.stop()


def everywhere() -> Guard:
    return Guard(is_forbidden=lambda _: False, resolver=names)


async def enter(proxy: GuardProxy, talk: Talk, target: str) -> bytes:
    """Ask for a tunnel as a browser does, and begin TLS in it without looking at the certificate."""
    head, _ = await talk.ask(target, method="CONNECT")
    if b" 200 " in head:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        await talk.writer.start_tls(context, server_hostname="stad.example")
    return head


def test_a_site_of_the_own_authority_is_opened_here() -> None:
    async def story() -> None:
        authority = Authority(own_file())
        async with (
            sealed(Server({"/a": ok(b"dag"), "/s.css": ok(b"x", b"Content-Type: text/css")})) as site,
            proxying(guard=everywhere(), authority=authority) as proxy,
        ):
            target = f"stad.example:{site.port}"
            for _ in range(2):
                async with Talk(proxy) as talk:
                    assert (await enter(proxy, talk, target)).startswith(b"HTTP/1.1 200 ")
                    for _ in range(2):
                        talk.writer.write(b"GET /a HTTP/1.1\r\nHost: kwaad.example\r\nX: y\r\n\r\n")
                        assert (await talk.answer())[1] == b"dag"
                        talk.writer.write(b"GET /s.css HTTP/1.1\r\nAccept: text/css\r\n\r\n")
                        assert (await talk.answer())[1] == b"x"
                    # What is opened here is judged here: also methods, which a tunnel hides.
                    talk.writer.write(b"POST /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
                    assert (await talk.answer())[0].startswith(b"HTTP/1.1 405 method")
            assert [head.split(b" ")[1] for head in site.heads] == [b"/a", b"/s.css", b"/a", b"/a", b"/a"]
            assert site.heads[0] == f"GET /a HTTP/1.1\r\nHost: {target}\r\nX: y\r\n\r\n".encode()
            assert proxy.blocked_methods == 2
            # The connection that only asked who vouches came to nothing.
            assert site.connections == 2

    run(story())


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("expired", "certificate has expired"),
        ("other name", "Hostname mismatch"),
        ("stranger", "unable to get local issuer certificate|self-signed"),
    ],
)
def test_what_nobody_vouches_for_is_refused_with_the_reason(kind: str, said: str) -> None:
    async def story() -> None:
        authority = Authority(own_file())
        async with (
            sealed(Server({"/": ok(b"dag")}), kind) as site,
            proxying(guard=everywhere(), authority=authority) as proxy,
        ):
            for _ in range(2):
                async with Talk(proxy) as talk:
                    head = await enter(proxy, talk, f"stad.example:{site.port}")
                    assert head.startswith(b"HTTP/1.1 502 tls: ")
            failure = proxy.failure_of(f"https://stad.example:{site.port}/")
            assert failure is not None
            assert (str(failure.outcome), failure.reason.key, failure.permanent) == (
                "http-error",
                "tls",
                True,
            )
            assert re.search(said, failure.reason.detail), failure.reason.detail
            assert site.heads == []

    run(story())


def test_a_certificate_that_goes_bad_meanwhile_is_seen_on_the_next_connection() -> None:
    async def story() -> None:
        authority = Authority(own_file())
        async with (
            sealed(Server({"/": ok(b"dag")})) as site,
            proxying(guard=everywhere(), authority=authority) as proxy,
        ):
            async with Talk(proxy) as talk:
                await enter(proxy, talk, f"stad.example:{site.port}")
                talk.writer.write(b"GET / HTTP/1.1\r\n\r\n")
                assert (await talk.answer())[1] == b"dag"
            server = await asyncio.start_server(
                site.serve, "127.0.0.2", site.port, ssl=certificate("stranger")
            )
            async with server:
                # The name now leads to somebody else, who was never asked who vouches for him.
                proxy._guard._known.clear()
                proxy._guard._look_up = lambda _: asyncio.sleep(0, ["127.0.0.2"])
                async with Talk(proxy) as talk:
                    head = await enter(proxy, talk, f"stad.example:{site.port}")
                    assert head.startswith(b"HTTP/1.1 502 tls: ")

    run(story())


def test_others_stay_sealed_between_browser_and_server(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        authority = Authority(own_file())
        STRANGER.configure_trust(authority._known_to_browsers)  # as if every browser knew it
        async with (
            sealed(Server({"/": ok(b"dag")}), "stranger") as site,
            proxying(guard=everywhere(), authority=authority) as proxy,
        ):
            tls = ssl.create_default_context()
            STRANGER.configure_trust(tls)
            for _ in range(2):
                async with Talk(proxy) as talk:
                    await talk.ask(f"stad.example:{site.port}", method="CONNECT")
                    await talk.writer.start_tls(tls, server_hostname="stad.example")
                    talk.writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    assert (await talk.answer())[1] == b"dag"
            assert site.connections == 3

    run(story())


def test_a_server_that_speaks_no_tls_is_for_the_browser_to_find_out() -> None:
    async def story() -> None:
        async def rubbish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Nee\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(rubbish, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with (
            server,
            proxying(guard=everywhere(), authority=Authority(own_file())) as proxy,
            Talk(proxy) as talk,
        ):
            head, _ = await talk.ask(f"stad.example:{port}", method="CONNECT")
            assert head.startswith(b"HTTP/1.1 200 ")

    run(story())


@pytest.mark.parametrize(("kind", "reason"), [("good", ""), ("expired", "tls"), ("stranger", "tls")])
def test_documents_over_httpx_are_judged_by_the_same_authorities(kind: str, reason: str) -> None:
    async def story() -> None:
        authority = Authority(own_file())
        async with (
            sealed(Server({"/": ok(b"dag")}), kind) as site,
            proxying(guard=everywhere(), authority=authority) as proxy,
            Fetcher(proxy.address.url, "x", tls=authority.context) as fetcher,
        ):
            url = f"https://stad.example:{site.port}/"
            if not reason:
                assert (await fetcher.get(url)).body == b"dag"
                return
            with pytest.raises(FetchError) as caught:
                await fetcher.get(url)
            assert caught.value.reason.key == reason

    run(story())


def test_a_file_without_a_certificate_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "leeg.pem"
    empty.write_text("geen certificaat")
    with pytest.raises(SetupError, match=r"leeg\.pem holds no certificate"):
        trusting(empty)
    with pytest.raises(SetupError, match=r"weg\.pem cannot be read"):
        trusting(tmp_path / "weg.pem")


def test_the_key_of_a_run_is_new_each_time_and_stays_in_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    flags = {Authority(own_file()).browser_flag for _ in range(2)}
    assert len(flags) == 2
    assert [*tmp_path.iterdir()] == []


@pytest.mark.browser
def test_chromium_opens_sites_of_the_own_authority_and_no_others() -> None:
    page_html = ok(
        b"<title>Dag</title><script>s = new WebSocket(`wss://${location.host}/ws`);"
        b"s.onerror = s.onopen = () => document.title += '!'</script>",
        b"Content-Type: text/html",
    )

    async def story() -> None:
        authority = Authority(own_file())
        async with (
            async_playwright() as playwright,
            sealed(Server({"/": page_html})) as site,
            sealed(Server({"/": page_html}), "expired") as old,
            sealed(Server({"/": page_html}), "stranger") as strange,
            proxying(guard=everywhere(), authority=authority) as proxy,
        ):
            address = proxy.address
            browser = await playwright.chromium.launch(
                executable_path=find_browser(),
                args=[*launch_flags(), authority.browser_flag],
                proxy={
                    "server": address.server,
                    "bypass": "<-loopback>",
                    "username": address.username,
                    "password": address.password,
                },
            )
            page = await browser.new_page()
            answer = await page.goto(f"https://stad.example:{site.port}/")
            assert answer is not None
            assert answer.status == 200
            await page.wait_for_function("document.title === 'Dag!'")
            for other in (old, strange):
                with pytest.raises(Error, match="ERR_TUNNEL_CONNECTION_FAILED"):
                    await page.goto(f"https://stad.example:{other.port}/")
                failure = proxy.failure_of(f"https://stad.example:{other.port}/")
                assert failure is not None
                assert failure.reason.key == "tls"
                assert other.heads == []
            # Where the proxy lets the browser judge, it does: the flag is for one key only.
            proxy.authority = None
            with pytest.raises(Error, match="ERR_CERT_"):
                await page.goto(f"https://ander.stad.example:{site.port}/")
            await browser.close()

    run(story())
