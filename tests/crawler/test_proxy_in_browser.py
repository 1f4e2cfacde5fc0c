"""What Chromium does with the proxy: everything goes through it, nothing round it."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser, Error, async_playwright

from crawler.browser.discover import find_browser, launch_flags
from crawler.guard import Guard
from crawler.proxy import GuardProxy
from tests.crawler.servers import Server, ok, proxying, run, serving

pytestmark = pytest.mark.browser

HOSTILE = """<!doctype html><title>Pagina</title>
<base href="{base}">
<link rel="dns-prefetch" href="//voorop.example"><link rel="preconnect" href="//voorop.example">
<link rel="prefetch" href="{inside}/prefetch"><link rel="stylesheet" href="{inside}/stijl.css">
<img src="{inside}/beeld"><img src="http://2130706433:{port}/getal"><img src="http://[::ffff:127.0.0.1]:{port}/zes">
<img src="/eigen"><iframe src="{inside}/kader"></iframe><script src="{inside}/script.js"></script>
<form id="f" method="post" action="/verstuurd"><input name="a"></form>
<script>
window.done = Promise.allSettled([
  fetch('{inside}/fetch', {{mode: 'no-cors'}}),
  fetch('/gepost', {{method: 'POST', body: 'x'}}),
  fetch('/weg', {{method: 'DELETE'}}),
  new Promise(end => {{ const s = new WebSocket('ws://127.0.0.1:{port}/ws'); s.onerror = s.onopen = end; }}),
  new Promise(end => {{ const w = new Worker(URL.createObjectURL(new Blob(
    ["fetch('{inside}/worker', {{mode: 'no-cors'}}).catch(() => 0).then(() => postMessage(1))"])));
    w.onmessage = end; }}),
  new Promise(end => {{ navigator.sendBeacon('/baken', 'x'); const p = new RTCPeerConnection(
    {{iceServers: [{{urls: 'stun:127.0.0.1:{port}'}}]}}); p.createDataChannel('x');
    p.createOffer().then(o => p.setLocalDescription(o)); setTimeout(end, 300); }}),
]).then(all => all.length);
</script>"""


async def chromium(playwright: Any, proxy: GuardProxy) -> Browser:
    address = proxy.address
    settings = {"server": address.server, "bypass": "<-loopback>"}
    if address.username:
        settings |= {"username": address.username, "password": address.password}
    return await playwright.chromium.launch(  # type: ignore[no-any-return]
        executable_path=find_browser(), args=list(launch_flags()), proxy=settings
    )


def test_a_hostile_page_reaches_nothing_inside_and_sends_nothing_but_get() -> None:
    asked: list[str] = []

    async def names(name: str) -> list[str]:
        asked.append(name)
        return ["127.0.0.2"]

    async def story() -> None:
        inside = Server({})
        async with (
            async_playwright() as playwright,
            serving({}) as site,
            await asyncio.start_server(inside.serve, "127.0.0.1", 0) as listening,
        ):
            port = listening.sockets[0].getsockname()[1]
            page_html = HOSTILE.format(base=site.url(), inside=f"http://127.0.0.1:{port}", port=port)
            site.answers |= {"/": ok(page_html.encode(), b"Content-Type: text/html"), "/eigen": ok(b"x")}
            async with proxying(guard=Guard({site.key}, resolver=names)) as proxy:
                browser = await chromium(playwright, proxy)
                page = await browser.new_page()
                await page.goto(site.url())
                assert await page.evaluate("window.done") == 6
                async with page.expect_navigation() as sent:
                    await page.evaluate("() => document.getElementById('f').submit()")
                answer = await sent.value
                assert answer.status == 405
                await browser.close()
                assert inside.connections == 0
                assert {head.split(b" ")[0] for head in site.heads} == {b"GET"}
                assert b"/eigen" in b"".join(site.heads)
                assert proxy.blocked_methods >= 3
                refused = {refusal.marker for refusal in proxy.refusals}
                assert {"unsafe", "method"} <= refused
            assert asked == []

    run(story())


@pytest.mark.parametrize("with_token", [True, False])
def test_a_page_on_loopback_comes_through_and_a_refusal_is_told(with_token: bool) -> None:
    async def story() -> None:
        page_html = ok(b"<title>Dag</title>", b"Content-Type: text/html")
        async with (
            async_playwright() as playwright,
            serving({"/": page_html}) as site,
            proxying(site.key, with_token=with_token) as proxy,
        ):
            browser = await chromium(playwright, proxy)
            page = await browser.new_page()
            await page.goto(site.url())
            assert await page.title() == "Dag"
            answer = await page.goto("http://169.254.169.254/latest/meta-data/")
            assert answer is not None
            assert answer.status == 403
            assert answer.headers["x-drempel-refused"] == "unsafe"
            with pytest.raises(Error):
                await page.goto("https://10.0.0.1/")
            failure = proxy.failure_of("https://10.0.0.1/")
            assert failure is not None
            assert failure.reason.key == "private-address"
            await browser.close()

    run(story())
