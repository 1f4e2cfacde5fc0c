"""What a first visit takes on the line and leaves in the browser."""

import gzip
from typing import Any

import pytest

from crawler.browser.base import Loaded, Visit
from crawler.browser.transfers import Ledger, Wire
from crawler.gather.transfer import cookies_of, gather_transfer, guards_of, hosts_of
from crawler.parties import cookie_class, site_of, tracker_class
from drempel.model.artefact import Exchange
from drempel.model.transfer import Transfer
from tests.conftest import BrowserSession
from tests.site import Answer, Site

TEXT = "".join(f"Regel {number} van de stijl. " for number in range(400))
STYLE = gzip.compress(f"/* {TEXT} */ p {{ color: navy }}".encode())
PICTURE = f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><desc>{TEXT}</desc></svg>"
PAGE = """<!doctype html><html lang="nl"><head><title>Afval</title>
<link rel="stylesheet" href="/oud.css"><script src="/doe.js"></script></head>
<body><p>Wanneer halen wij uw afval op?</p>
<img src="{other}/a.svg" alt=""><img src="{other}/a.svg" alt="twee keer">
<img src="/weg.svg" alt=""><div style="height: 9000px"></div><img loading="lazy" src="/lui.svg" alt="">
</body></html>"""
SCRIPT = """localStorage.setItem('taal', 'geheim'); sessionStorage.setItem('stap', '1');
document.cookie = '_ga=geheim; max-age=864000'; document.cookie = 'sessie=geheim';
fetch('/gegevens.json'); fetch('/meten', {method: 'POST', body: 'x'}).catch(() => {});"""
KEEP = {"Cache-Control": "max-age=3600"}
LENGTHS = {"/nieuw.css": len(STYLE), "/doe.js": len(SCRIPT), "/gegevens.json": 2}


@pytest.mark.browser
def test_a_second_page_weighs_what_it_weighs_for_a_first_visitor(browser_session: BrowserSession) -> None:
    """One page is visited twice: the second time most of it comes from the browser's cache."""
    elsewhere = Site({"/a.svg": Answer(PICTURE, media_type="image/svg+xml", headers=KEEP)})
    other = elsewhere.url.replace("127.0.0.1", "localhost")
    routes = {
        "/oud.css": Answer("", status=302, headers={"Location": "/nieuw.css"}),
        "/nieuw.css": Answer(STYLE, media_type="text/css", headers={**KEEP, "Content-Encoding": "gzip"}),
        "/doe.js": Answer(SCRIPT, media_type="text/javascript", headers={**KEEP, "ETag": '"a"'}),
        "/gegevens.json": Answer("{}", media_type="application/json"),
        "/lui.svg": Answer(PICTURE, media_type="image/svg+xml"),
    }
    site = Site(routes)
    page = Answer(
        PAGE.format(other=other),
        headers={"X-Content-Type-Options": "nosniff", "Set-Cookie": "taal=nl; Max-Age=86400; HttpOnly"},
    )
    routes["/een"] = routes["/twee"] = page
    site.routes.update(routes)

    async def seen() -> list[Any]:
        found = []
        for path in ("/een", "/twee"):
            async with browser_session.browser.visit(Visit(site.url + path)) as tab:
                found += [await gather_transfer(tab), tab.loaded, (await tab.recording()).answers]
        return found

    try:
        first, loaded, answers, second, *_ = browser_session.run_alone(seen)
    finally:
        asked = elsewhere.paths() + site.paths()
        site.close()
        elsewhere.close()
    # Sizes are those of the line: compressed, with a head of some hundred bytes.
    sizes = {one.url.removeprefix(site.url): one for one in loaded if one.is_answered}
    for path, length in LENGTHS.items():
        assert length < sizes[path].wire_bytes < length + 400, path
    assert answers[f"{site.url}/nieuw.css"].wire_bytes == sizes["/nieuw.css"].wire_bytes
    assert 50 < sizes["/oud.css"].wire_bytes < 400
    assert "/lui.svg" not in sizes
    assert [host.host for host in first.hosts] == ["localhost", "127.0.0.1"]
    by_name = {host.host: host for host in first.hosts}
    assert by_name["localhost"].is_third
    assert not by_name["127.0.0.1"].is_third
    # The same picture twice in a page is transferred once.
    assert by_name["localhost"].requests == 1
    assert len(PICTURE) < by_name["localhost"].wire_bytes < len(PICTURE) + 400
    assert first.third_bytes == by_name["localhost"].wire_bytes
    assert set(first.by_kind) == {"document", "style", "script", "image", "data"}
    # The one that was not let out (POST): not answered, and not lost.
    assert (by_name["127.0.0.1"].unanswered, first.failed_requests) == (1, 1)
    assert (first.estimated_requests, first.unfinished_requests, first.untested) == (0, 0, "")
    # Most of the second page was not asked for again, but weighs the same.
    assert asked.count("/a.svg") == asked.count("/nieuw.css") == 1
    assert second.requests == first.requests
    assert abs(second.wire_bytes - first.wire_bytes) < 10
    assert second.estimated_requests == 0
    # Names and lifetimes, never values.
    kept = {cookie.name: cookie for cookie in first.cookies}
    assert set(kept) == {"_ga", "sessie", "taal"}
    assert kept["sessie"].lifetime_days is None
    assert kept["_ga"].lifetime_days == pytest.approx(10, abs=0.1)
    assert (kept["_ga"].tracker, kept["taal"].tracker) == ("analytics", "")
    assert kept["taal"].is_http_only
    assert {(item.where, item.name) for item in first.stored} == {("local", "taal"), ("session", "stap")}
    assert "geheim" not in repr(first)
    assert first.guards.has_nosniff
    assert (first.guards.is_https, first.guards.http_led_to_https) == (False, False)


def test_a_backend_that_sees_no_network_events_says_untested(loop_thread: Any) -> None:
    assert loop_thread.run(gather_transfer(object())) == Transfer(untested="no-network-events")  # type: ignore[arg-type]


def event(key: str, url: str, kind: str = "Image", **more: Any) -> dict[str, Any]:
    return {"requestId": key, "request": {"url": url}, "type": kind, **more}


def answer(key: str, size: int, **more: Any) -> dict[str, Any]:
    return {"requestId": key, "type": "Image", "response": {"encodedDataLength": size, **more}}


def heard(wire: Wire) -> dict[str, Any]:
    hears: dict[str, Any] = {}
    wire.listen(hears.__setitem__)
    return {name.removeprefix("Network."): hear for name, hear in hears.items()}


def test_what_the_cache_has_and_nobody_saw_coming_is_an_estimate() -> None:
    wire = Wire(Ledger())
    hear = heard(wire)
    hear["requestWillBeSent"](event("1", "https://a.example/een"))
    hear["responseReceived"](answer("1", 0, fromDiskCache=True, headers={"Content-Length": "700"}))
    hear["loadingFinished"]({"requestId": "1", "encodedDataLength": 0})
    hear["requestWillBeSent"](event("2", "https://a.example/twee"))
    hear["responseReceived"](answer("2", 0, fromDiskCache=True, headers={}))
    hear["dataReceived"]({"requestId": "2", "dataLength": 900, "encodedDataLength": 0})
    hear["loadingFinished"]({"requestId": "2", "encodedDataLength": 0})
    assert [(one.wire_bytes, one.is_estimated) for one in wire.loaded] == [(700, True), (900, True)]


def test_an_answer_that_nothing_changed_counts_with_what_it_spared() -> None:
    wire = Wire(Ledger())
    hear = heard(wire)
    for size in (5_000, 200):
        wire.begin()
        hear["requestWillBeSent"](event("1", "https://a.example/een"))
        hear["responseReceivedExtraInfo"]({"requestId": "1", "statusCode": 200 if size > 200 else 304})
        hear["responseReceived"](answer("1", 190))
        hear["loadingFinished"]({"requestId": "1", "encodedDataLength": size})
        assert [one.wire_bytes for one in wire.loaded] == [5_000]


def test_what_is_still_coming_counts_as_far_as_it_has_come() -> None:
    wire = Wire(Ledger())
    hear = heard(wire)
    hear["requestWillBeSent"](event("1", "https://a.example/film", "Media"))
    hear["responseReceived"](answer("1", 300) | {"type": "Media"})
    hear["dataReceived"]({"requestId": "1", "dataLength": 4_000, "encodedDataLength": 4_000})
    hear["requestWillBeSent"](event("2", "data:image/png;base64,AAAA"))
    hear["requestWillBeSent"](event("3", "https://b.example/pixel"))
    hear["loadingFailed"]({"requestId": "3"})
    hear["dataReceived"]({"requestId": "vreemd", "dataLength": 1})
    film, pixel = wire.loaded
    assert (film.kind, film.wire_bytes, film.is_answered, film.is_whole) == ("media", 4_300, True, False)
    assert (pixel.is_answered, pixel.wire_bytes) == (False, 0)


def test_the_ledger_forgets_what_was_not_seen_for_longest() -> None:
    ledger = Ledger(2)
    ledger.note("a", 1)
    ledger.note("b", 2)
    assert ledger.size("a") == 1
    ledger.note("c", 3)
    assert (ledger.size("a"), ledger.size("b"), ledger.size("c")) == (1, None, 3)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.gent.be", "gent.be"),
        ("authenticatie.vlaanderen.be", "vlaanderen.be"),
        ("stad.github.io", "stad.github.io"),
        ("WWW.Voorbeeld.co.uk.", "voorbeeld.co.uk"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("", ""),
    ],
)
def test_who_a_host_belongs_to(host: str, site: str) -> None:
    assert site_of(host) == site


def test_trackers_are_known_by_host_and_by_name() -> None:
    assert tracker_class("region1.google-analytics.com") == "analytics"
    assert tracker_class("www.googletagmanager.com") == "tags"
    assert tracker_class("script.hotjar.com") == "replay"
    # Fonts, maps and the like are third parties, and follow nobody that we know of.
    for host in ("fonts.gstatic.com", "notgoogle-analytics.com", "widgets.vlaanderen.be", "com", ""):
        assert tracker_class(host) == "", host
    assert cookie_class("_ga_AB12") == "analytics"
    assert cookie_class("_gaan") == cookie_class("sessie") == ""


def test_a_host_that_only_got_what_was_not_sent_is_seen() -> None:
    loaded = [
        Loaded("https://www.gent.be/", "document", 900),
        Loaded("https://region1.google-analytics.com/collect", "data", 0, is_answered=False),
        Loaded("https://stijlen.gent.be/a.css", "style", 300),
        Loaded("https://fonts.gstatic.com/a.woff2", "font", 400, is_estimated=True),
    ]
    hosts = hosts_of(loaded, "gent.be")
    assert [(one.host, one.is_third, one.tracker, one.requests) for one in hosts] == [
        ("www.gent.be", False, "", 1),
        ("fonts.gstatic.com", True, "", 1),
        ("stijlen.gent.be", False, "", 1),
        ("region1.google-analytics.com", True, "analytics", 0),
    ]


def test_a_site_that_counts_its_own_visitors_is_no_third_party() -> None:
    (own,) = hosts_of([Loaded("https://matomo.cloud/a", "script", 1)], "matomo.cloud")
    assert (own.is_third, own.tracker) == (False, "")


def test_cookies_of_others() -> None:
    raw = [
        {"name": "IDE", "domain": ".doubleclick.net", "expires": 1_000_000 + 864_000, "secure": True},
        {"name": "x", "domain": "cdn.example", "expires": -1, "session": True},
    ]
    session, ads = cookies_of(raw, "gent.be", 1_000_000)
    assert (session.name, session.lifetime_days, session.is_third, session.tracker) == ("x", None, True, "")
    assert (ads.domain, ads.lifetime_days, ads.is_third, ads.tracker) == ("doubleclick.net", 10, True, "ads")


def test_headers_that_guard() -> None:
    headers = {
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "content-security-policy": "default-src 'self'",
        "referrer-policy": "same-origin",
    }
    led = Exchange(
        "http://a.example/", "https://a.example/", 200, headers, "text/html", redirects=("http://a.example/",)
    )
    guards = guards_of(led, [Loaded("http://b.example/a.png", "image", 1)])
    assert (guards.is_https, guards.http_led_to_https, guards.hsts_s) == (True, True, 31_536_000)
    assert (guards.csp, guards.referrer_policy) == ("default-src 'self'", "same-origin")
    assert (guards.has_nosniff, guards.mixed) == (False, ("b.example",))
    # A browser does not listen to it over http, and nonsense is no number.
    plain = Exchange("http://a.example/", "http://a.example/", 200, headers, "text/html")
    assert (guards_of(plain).hsts_s, guards_of(plain).http_led_to_https) == (None, False)
    odd = {"strict-transport-security": "max-age=soon"}
    secure = Exchange("https://a.example/", "https://a.example/", 200, odd, "text/html")
    assert (guards_of(secure).hsts_s, guards_of(secure).http_led_to_https) == (None, None)
