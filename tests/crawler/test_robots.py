import asyncio
import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch import Fetched, Fetcher
from crawler.politeness import HostGate, TurnRefused
from crawler.robots import RobotsCache, RobotsRules, read_robots
from crawler.urls import comparable, normal_form
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason
from tests.crawler.servers import ok, proxying, run, serving
from tests.crawler.test_politeness import Time, gate

SITE = "https://stad.example"


def allowed(text: str, path: str = "/a") -> bool:
    return read_robots(text.encode()).allows(SITE + path)


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow:", "/a", True),
        ("Disallow: /a", "/a", False),
        ("Disallow: /a", "/ab/c?d", False),
        ("Disallow: /a", "/A", True),
        ("Disallow: /a/", "/a", True),
        # The longest match decides, whatever the order; a tie is for Allow.
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a/b", "/a/b", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Allow: /$\nDisallow: /", "/", True),
        ("Allow: /$\nDisallow: /", "/a", False),
        ("Allow: /page\nDisallow: /*.htm", "/page.htm", False),
        ("Allow: /p\nDisallow: /", "/page", True),
        # Wildcards.
        ("Disallow: /*?", "/a?b", False),
        ("Disallow: /*?", "/a", True),
        ("Disallow: /*.php$", "/x/y.php", False),
        ("Disallow: /*.php$", "/x/y.php?z", True),
        ("Disallow: /a*b*c", "/a1b2c3", False),
        ("Disallow: /a**c", "/abc", False),
        ("Disallow: *.pdf", "/x.pdf", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a$b", "/a$b", False),
        # Spelling of addresses.
        ("Disallow: /%7Ejan", "/~jan", False),
        ("Disallow: /~jan", "/%7ejan", False),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /a%2fb", "/a%2Fb", False),
        ("Disallow: /a # niet", "/a", False),
        ("  dIsAlLoW :   /a  ", "/a", False),
        ("Disalow: /a", "/a", False),
        ("Disallow /a", "/a", False),
        ("Disallow:/a", "/a", False),
        ("Disallowed: /a", "/a", True),
        ("Noindex: /a", "/a", True),
        ("Disallow: a", "/a", True),
        ("Disallow /a b", "/a", True),
        ("Disallow: /a b", "/a%20b", False),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /robots.txt", "/robots.txt", True),
        # What RFC 9309 does not say is not done: a home page has no other name.
        ("Disallow: /\nAllow: /index.html", "/", False),
        ("Disallow: //a", "//a", False),
        ("Disallow: //a", "/a", True),
        ("Disallow: https://stad.example/a", "/a", True),
        # Special signs stand for themselves where they are escaped (2.2.3) or not at their place.
        ("Disallow: /a%2A", "/a*b", False),
        ("Disallow: /a%2A", "/ab", True),
        ("Disallow: /a%24", "/a$b", False),
        ("Disallow: /$a", "/$a", False),
        ("Disallow: /a$$", "/a$", False),
        ("Disallow: $", "/", True),
        ("Disallow: *", "/a", False),
        ("Disallow: /*$", "/a?b", False),
        ("Disallow: /a*$", "/ab", False),
        ("Disallow: /*a*b$", "/ab", False),
        ("Disallow: /*ab*b$", "/ab", True),
        ("Disallow: /*/a", "/a", True),
        # Equal is what is written differently (2.2.2).
        ("Disallow: /x?q=https://a", "/x?q=https%3A%2F%2Fa", False),
        ("Disallow: /x?q=https%3A%2F%2Fa", "/x?q=https://a", False),
        ("Disallow: /x?q=a%26b", "/x?q=a&b", True),
        ("Disallow: /a|b{c}", "/a%7Cb%7bc%7D", False),
        ("Disallow: /l'eau?l'air", "/l%27eau?l'air", False),
        ("Disallow: /%62%61%7A", "/baz", False),
        ("Disallow: /%e3%83%84", "/ツ", False),
        ("Disallow: /100%", "/100%25", False),
        ("Disallow: /a/../b", "/b", True),
        ("Allow: /caf%C3%A9\nDisallow: /café", "/café", True),
        ("Request-rate: 1/10\nVisit-time: 0100-0200\nDisallow: /b", "/a", True),
    ],
)
def test_rules_of_a_group(rules: str, path: str, is_allowed: bool) -> None:
    assert allowed(f"User-agent: *\n{rules}\n", path) is is_allowed


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ("User-agent: Drempel\nDisallow: /", False),
        ("User-agent: DREMPEL\nDisallow: /", False),
        ("User-agent: Drempel/1.0\nDisallow: /", False),
        ("User-agent: Drempel bot\nDisallow: /", False),
        ("Useragent: drempel\nDisallow: /", False),
        ("User-agent: Dre\nDisallow: /", True),
        ("User-agent: Drempelzoeker\nDisallow: /", True),
        ("User-agent: anders\nDisallow: /", True),
        ("User-agent: *bot\nDisallow: /", True),
        ("Disallow: /", True),
        # Our own group replaces that of all.
        ("User-agent: *\nDisallow: /\nUser-agent: Drempel\nAllow: /", True),
        ("User-agent: *\nDisallow: /\nUser-agent: Drempel\nDisallow:", True),
        ("User-agent: Drempel\nDisallow: /\nUser-agent: *\nAllow: /", False),
        # Names in a row share the rules, and groups of the same name count together.
        ("User-agent: x\nUser-agent: Drempel\nDisallow: /a", False),
        ("User-agent: Drempel\nUser-agent: x\nDisallow: /a", False),
        ("User-agent: Drempel\n\n\nUser-agent: x\nDisallow: /a", False),
        (
            "User-agent: Drempel\nDisallow: /b\nUser-agent: x\nAllow: /\nUser-agent: drempel\nDisallow: /a",
            False,
        ),
        ("User-agent: *\nDisallow: /b\nUser-agent: x\nDisallow: /c\nUser-agent: *\nDisallow: /a", False),
        # What is no Allow or Disallow neither ends nor begins a group.
        ("User-agent: Drempel\nCrawl-delay: 3\nUser-agent: x\nDisallow: /a", False),
        ("User-agent: Drempel\nSitemap: /s.xml\nDisallow: /a", False),
        ("User-agent: Drempel\nHost: stad.example\n\n# iets\nDisallow: /a", False),
        # Line ends and marks.
        ("\ufeffUser-agent: *\nDisallow: /a", False),
        ("User-agent: *\rDisallow: /a\r", False),
        ("User-agent: *\r\nDisallow: /a\r\n", False),
        ("User-agent: *\nDisallow: /b\x85Disallow: /a", True),
        ("User-agent: *\nDisallow: /b\u2028Disallow: /a", True),
        ("\0User-agent: *\nDisallow: /a\0\n", False),
        ("User-agent: *\n\rDisallow: /b\n\n\r\nDisallow: /a", False),
        ("# alles\n\n\n User-agent : *\t\n\tDisallow\t:\t/a\t", False),
        ("User-agent:*\nDisallow:/a", False),
        ("User-agent: * # allen\nDisallow: /a", False),
        ("User-agent: drempel/2.1 (+https://x.example)\nDisallow: /", False),
        ("User-agent: Drempel-beeld\nDisallow: /", True),
        ("User-agent: Mozilla/5.0 (compatible; Drempel/1.0)\nDisallow: /", True),
        ("User-agent:\nDisallow: /", True),
        ("User-agent: Googlebot\nUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nUser-agent: drempel\nCrawl-delay: 1", True),
    ],
)
def test_which_group_is_ours(text: str, is_allowed: bool) -> None:
    assert allowed(text) is is_allowed


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_other_encodings_are_read_too(encoding: str) -> None:
    assert not read_robots("User-agent: *\nDisallow: /a".encode(encoding)).allows(SITE + "/a")


def test_bytes_that_are_no_utf_8_mean_themselves() -> None:
    rules = read_robots("User-agent: *\nDisallow: /café".encode("latin-1"))
    assert not rules.allows(SITE + "/caf%E9")
    assert rules.allows(SITE + "/café")


HTML = """<!DOCTYPE html>
<html lang="nl"><head><title>Pagina niet gevonden</title></head><body>
Allow /
Disallow /
Sitemap: /kaart
User agent *
Disallow /nieuws
</body></html>"""


def test_an_error_page_holds_no_rules() -> None:
    rules = read_robots(HTML.encode())
    assert (rules.rules, rules.sitemaps, rules.crawl_delay_s) == ((), (), None)


def test_rules_within_html_are_kept_all_the_same() -> None:
    assert not read_robots(b"<html><pre>\nUser-agent: *\nDisallow: /a\n</pre>").allows(SITE + "/a")


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0,5", 0.5),
        ("User-agent: *\nCrawl delay: .5 # s", 0.5),
        ("User-agent: *\nCrawl-delay: 5s", 5.0),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: veel", None),
        ("User-agent: *\nCrawl-delay: inf", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay:", None),
        ("User-agent: *\nCrawl-delay: 0", 0.0),
        ("User-agent: *\nCrawl-delay: 10 s", 10.0),
        ("User-agent: *\nCrawl-delay: 2.", 2.0),
        ("User-agent: *\nCrawl-delay: 1e9", 1e6),
        ("User-agent: *\nCrawl-delay: 9e999", 1e6),
        ("User-agent: *\nCrawl-delay: ٣", None),
        ("User-agent: *\nCrawl-delay: 10\nCrawl-delay: 3", 3.0),
        ("User-agent: Drempel\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 0", 2.0),
        ("User-agent: *\nCrawl-delay: 60\n\nUser-agent: Drempel\nCrawl-delay: 1", 1.0),
        ("User-agent: *\nUser-agent: Drempel\nCrawl-delay: 4\nUser-agent: x\nCrawl-delay: 9", 4.0),
        ("User-agent: *\nDisallow: /a\nCrawl-delay: 5\nUser-agent: x\nCrawl-delay: 9", 5.0),
        ("User-agent: *\nCrawl-delay: 10\nUser-agent: Drempel\nCrawl-delay: 2\nDisallow:", 2.0),
        ("User-agent: *\nCrawl-delay: 10\nDisallow:\nUser-agent: Drempel\nDisallow: /x", None),
        ("User-agent: x\nCrawl-delay: 10", None),
        ("Crawl-delay: 10", None),
    ],
)
def test_crawl_delay(text: str, delay_s: float | None) -> None:
    assert read_robots(text.encode()).crawl_delay_s == delay_s


def test_sitemaps_stand_outside_groups() -> None:
    rules = read_robots(
        b"Sitemap: https://a.example/1.xml\nUser-agent: x\nDisallow: /\nsitemap:/2.xml\nSite-map: /3.xml"
    )
    assert rules.sitemaps == ("https://a.example/1.xml", "/2.xml", "/3.xml")


@given(st.one_of(st.binary(), st.text(alphabet="UserAgntDialow-: /*$%aé#\r\n\0\x85").map(str.encode)))
def test_any_bytes_are_rules(body: bytes) -> None:
    rules = read_robots(body)
    assert rules.state == "read"
    assert rules.allows(SITE + "/a?b") in {True, False}


segments = st.text(alphabet="ab/*$?=%é~'|", max_size=6)
patterns = st.lists(st.tuples(st.booleans(), segments.map("/".__add__)), max_size=6)


@given(patterns, st.text(alphabet="ab/*$?=é~'|", max_size=8).map("/".__add__))
def test_the_longest_match_decides_as_by_the_letter_of_the_rfc(
    rules: list[tuple[bool, str]], path: str
) -> None:
    """Compare with the plainest reading of RFC 9309, 2.2.2 and 2.2.3: every rule a regular expression."""
    text = "User-agent: *\n" + "\n".join(
        f"{'Allow' if is_allowed else 'Disallow'}: {pattern}" for is_allowed, pattern in rules
    )
    asked = comparable(normal_form(SITE + path)).removeprefix(SITE)
    best = (-1, True)
    for is_allowed, pattern in rules:
        pattern = pattern.partition("#")[0]
        is_anchored = pattern.endswith("$")
        spelled = comparable(pattern.removesuffix("$").replace("$", "%24"))
        as_regex = ".*".join(map(re.escape, spelled.split("*"))) + ("$" if is_anchored else "")
        if re.match(as_regex, asked.replace("*", "%2A").replace("$", "%24")):
            best = max(best, (len(spelled) + is_anchored, is_allowed))
    assert read_robots(text.encode()).allows(SITE + path) is best[1]


@given(st.lists(st.sampled_from([
    "User-agent: *", "user-agent: drempel", "User-agent: x", "Disallow: /", "Allow: /a", "Disallow: /a/*b$",
    "Crawl-delay: 3", "Sitemap: /s", "", "# x", "onzin", "Disallow", ":", "\ufeff", "\x85", "User-agent:",
]), max_size=12), st.sampled_from(["\n", "\r", "\r\n"]))  # fmt: skip
def test_line_ends_comments_and_blank_lines_change_nothing(lines: list[str], end: str) -> None:
    plain = read_robots("\n".join(lines).encode())
    assert read_robots((f" # x{end}{end}".join(lines) + end).encode()) == plain


def test_a_file_of_many_rules_is_read_in_time() -> None:
    body = b"User-agent: *\n" + b"".join(b"Disallow: /%d*x*y*z\n" % n for n in range(20_000))
    rules = read_robots(body)
    assert rules.allows(SITE + "/" + "xyz" * 1_000)


@dataclass
class Script:
    """A fetcher that gives its answers in turn, the last one for ever."""

    answers: list[Fetched | FetchError]
    asked: list[str] = field(default_factory=list)

    async def get(self, url: str, *, max_bytes: int = 0, max_redirects: int = 0) -> Fetched:
        self.asked.append(url)
        await asyncio.sleep(0)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return answer


def answer(status: int, body: bytes = b"", truncated: bool = False, **headers: str) -> Fetched:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched("", "", status, fields, body, truncated)


def fails(outcome: FetchOutcome, key: str) -> FetchError:
    return FetchError(outcome, Reason(key), permanent=False)


def rules_after(*answers: Fetched | FetchError, time: Time | None = None) -> RobotsRules:
    async def story() -> RobotsRules:
        host_gate = gate(time or Time())
        return await RobotsCache(Script(list(answers)), gate=host_gate).for_url(SITE + "/a")

    return run(story())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 304])
def test_without_a_file_everything_is_free(status: int) -> None:
    rules = rules_after(answer(status, b"User-agent: *\nDisallow: /"))
    assert rules.state == "absent"
    assert rules.refusal(SITE + "/a") is None


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599])
def test_a_server_in_trouble_means_hands_off(status: int) -> None:
    rules = rules_after(answer(status))
    assert rules.state == "unreachable"
    assert rules.refusal(SITE + "/a") == (
        FetchOutcome.ROBOTS,
        Reason("robots-unreachable", f"status {status}"),
    )


@pytest.mark.parametrize(
    ("error", "outcome", "key"),
    [
        (fails(FetchOutcome.TIMEOUT, "navigation"), FetchOutcome.ROBOTS, "robots-unreachable"),
        (fails(FetchOutcome.HTTP_ERROR, "truncated"), FetchOutcome.ROBOTS, "robots-unreachable"),
        (fails(FetchOutcome.HTTP_ERROR, "dns"), FetchOutcome.HTTP_ERROR, "dns"),
        (fails(FetchOutcome.HTTP_ERROR, "tls"), FetchOutcome.HTTP_ERROR, "tls"),
        (fails(FetchOutcome.UNSAFE, "private-address"), FetchOutcome.UNSAFE, "private-address"),
    ],
)
def test_no_answer_means_hands_off_and_says_why(error: FetchError, outcome: FetchOutcome, key: str) -> None:
    refusal = rules_after(error).refusal(SITE + "/a")
    assert refusal is not None
    assert (refusal[0], refusal[1].key) == (outcome, key)


def test_what_ails_the_host_a_redirect_led_to_is_no_word_on_ours() -> None:
    error = FetchError(
        FetchOutcome.UNSAFE, Reason("private-address"), permanent=True, url="http://10.0.0.1/robots.txt"
    )
    assert rules_after(error).refusal(SITE) == (
        FetchOutcome.ROBOTS,
        Reason("robots-unreachable", "private-address"),
    )


def test_too_many_redirects_mean_there_is_no_file() -> None:
    assert rules_after(fails(FetchOutcome.HTTP_ERROR, "redirect-loop")).state == "absent"


def test_a_rule_that_forbids_is_named() -> None:
    rules = rules_after(answer(200, b"User-agent: *\nDisallow: /a"))
    assert rules.refusal(SITE + "/a") == (FetchOutcome.ROBOTS, Reason("robots-rule"))
    assert rules.refusal(SITE + "/b") is None


@pytest.mark.parametrize("header", ["7", "Mon, 04 May 2026 12:00:06 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_in_trouble_is_asked_once_more_after_the_time_it_wants(status: int, header: str) -> None:
    time = Time()
    rules = rules_after(
        answer(status, retry_after=header), answer(200, b"User-agent: *\nDisallow: /b"), time=time
    )
    assert rules.state == "read"
    assert time.slept == [7.0]


def test_without_a_time_to_come_back_it_is_a_back_off() -> None:
    time = Time()
    assert rules_after(answer(503), answer(404), time=time).state == "absent"
    assert 1.5 <= sum(time.slept) <= 2.5


def test_nobody_waits_longer_than_a_scan_can() -> None:
    time = Time()
    assert rules_after(answer(503, retry_after="3600"), answer(200), time=time).state == "unreachable"
    assert time.slept == []


@pytest.mark.parametrize(("key", "asked"), [("truncated", 2), ("refused", 2), ("dns", 1)])
def test_a_broken_connection_is_tried_again_once(key: str, asked: int) -> None:
    script = Script([fails(FetchOutcome.HTTP_ERROR, key), answer(404)])

    async def story() -> None:
        rules = await RobotsCache(script, gate=gate(Time())).for_url(SITE)
        assert rules.state == ("absent" if asked == 2 else "unreachable")

    run(story())
    assert len(script.asked) == asked


class Hanging(Script):
    async def get(self, url: str, *, max_bytes: int = 0, max_redirects: int = 0) -> Fetched:
        self.asked.append(url)
        return await asyncio.Event().wait()  # type: ignore[return-value]


def test_a_file_that_hangs_has_a_deadline_of_its_own() -> None:
    script = Hanging([])

    async def story() -> None:
        rules = await RobotsCache(script, gate=gate(Time()), deadline_s=0.01).for_url(SITE)
        assert rules.refusal(SITE) == (
            FetchOutcome.ROBOTS,
            Reason("robots-unreachable", "navigation: 0.01 s"),
        )

    run(story())
    assert len(script.asked) == 1


def test_a_stop_signal_ends_the_wait_for_a_file() -> None:
    async def story() -> None:
        stop = asyncio.Event()
        cache = RobotsCache(Hanging([]), gate=gate(Time()))
        waiting = asyncio.create_task(cache.for_url(SITE, stop))
        await asyncio.sleep(0)
        stop.set()
        with pytest.raises(TurnRefused, match="stopped"):
            await waiting
        assert cache.known(SITE) is None
        await cache.aclose()

    run(story())


def test_a_host_at_rest_is_not_asked_for_its_file() -> None:
    async def story() -> None:
        host_gate = gate(Time())
        host_gate.note("stad.example:443", status=503, retry_after="9999")
        script = Script([answer(200)])
        rules = await RobotsCache(script, gate=host_gate).for_url(SITE)
        assert rules.reason == Reason("robots-unreachable", "host-rested")
        assert script.asked == []

    run(story())


def test_half_a_line_at_the_size_limit_is_left_aside() -> None:
    rules = rules_after(answer(200, b"User-agent: *\nDisallow: /a\nDisallow: /", truncated=True))
    assert not rules.allows(SITE + "/a")
    assert rules.allows(SITE + "/b")


def test_a_file_of_half_a_megabyte_and_more_is_read_up_to_its_last_whole_line() -> None:
    async def story() -> None:
        long = b"User-agent: *\nDisallow: /a\n" + b"# x\n" * 130_000 + b"Disallow: /b\n"
        async with (
            serving({"/robots.txt": ok(long)}) as site,
            proxying(site.key) as proxy,
            Fetcher(proxy.address.url, "x") as fetcher,
        ):
            rules = await RobotsCache(fetcher, gate=HostGate(0.0)).for_url(site.url())
        assert not rules.allows(site.url("/a"))
        assert rules.allows(site.url("/b"))

    run(story())


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\nConnection: close\r\n\r\nUser-agent: *", "unreachable"),
        (b"", "unreachable"),
        (b"onzin\r\n\r\n", "unreachable"),
        (ok(b"\x1f\x8bonzin", b"Content-Encoding: gzip"), "unreachable"),
        (ok(gzip.compress(b"User-agent: *\nDisallow: /a"), b"Content-Encoding: gzip"), "read"),
        (ok(gzip.compress(b"User-agent: *\nDisallow: /a"), b"Content-Type: text/plain"), "read"),
        (ok(b"User-agent: *\nDisallow: /a", b"Content-Type: text/html"), "read"),
        (ok(b"User-agent: *\nDisallow: /a", b"Content-Type: application/octet-stream"), "read"),
        (ok(b"User-agent: *\nDisallow: /a", status=b"203 Non-Authoritative Information"), "read"),
        (ok(status=b"302 Found"), "absent"),
        (ok(b"", b"Location: /robots.txt", status=b"302 Found"), "absent"),
        (ok(b"", b"Location: /regels", status=b"301 Moved"), "read"),
        (ok(b"", b"Location: http://127.0.0.1:1/", status=b"302 Found"), "unreachable"),
        (ok(b"", b"Location: file:///etc/passwd", status=b"302 Found"), "unreachable"),
    ],
)
def test_whatever_a_server_answers_is_understood(reply: bytes, state: str) -> None:
    async def answered(writer: asyncio.StreamWriter) -> None:
        writer.write(reply)
        await writer.drain()
        if b"Content-Length: 999" in reply or b"HTTP" not in reply:
            writer.close()

    async def story() -> RobotsRules:
        rules = ok(b"User-agent: *\nDisallow: /a")
        async with (
            serving({"/robots.txt": answered, "/regels": rules}) as site,
            proxying(site.key) as proxy,
            Fetcher(proxy.address.url, "x") as fetcher,
        ):
            return await RobotsCache(fetcher, gate=HostGate(0.0), deadline_s=5.0).for_url(site.url())

    rules = run(story())
    assert rules.state == state
    assert rules.allows(SITE + "/a") is (state == "absent")


def test_an_empty_file_frees_everything() -> None:
    assert rules_after(answer(200)).allows(SITE + "/a")


def test_sitemaps_are_made_absolute() -> None:
    rules = rules_after(
        answer(200, b"Sitemap: /een.xml\nSitemap: mailto:x\nSitemap: https://elders.example/twee.xml")
    )
    assert rules.sitemaps == (SITE + "/een.xml", "https://elders.example/twee.xml")


def told(check: Callable[[RobotsCache, Script], object], **options: HostGate) -> Script:
    script = Script([answer(200, b"User-agent: *\nCrawl-delay: 8")])

    async def story() -> None:
        options.setdefault("gate", gate(Time()))
        await check(RobotsCache(script, **options), script)  # type: ignore[misc]

    run(story())
    return script


def test_each_origin_is_asked_once_however_many_want_to_know() -> None:
    async def many(cache: RobotsCache, _: Script) -> None:
        paths = ["/a", "/b", ":443/c"] * 5
        rules = await asyncio.gather(*(cache.for_url(SITE + path) for path in paths))
        assert len(set(map(id, rules))) == 1
        await cache.for_url("http://stad.example/")
        await cache.for_url(SITE + ":8443/")

    assert told(many).asked == [
        SITE + "/robots.txt",
        "http://stad.example/robots.txt",
        SITE + ":8443/robots.txt",
    ]


def test_one_that_gives_up_does_not_spoil_it_for_the_others() -> None:
    async def one_leaves(cache: RobotsCache, _: Script) -> None:
        first = asyncio.create_task(cache.for_url(SITE))
        second = asyncio.create_task(cache.for_url(SITE))
        await asyncio.sleep(0)
        first.cancel()
        assert (await second).state == "read"
        await cache.aclose()

    assert len(told(one_leaves).asked) == 1


def test_the_gate_learns_of_the_request_and_the_crawl_delay() -> None:
    host_gate = HostGate(1.0, clock=lambda: 100.0)

    async def ask(cache: RobotsCache, _: Script) -> None:
        await cache.for_url(SITE)

    assert host_gate.ready("stad.example:443")
    told(ask, gate=host_gate)
    assert not host_gate.ready("stad.example:443")
    assert host_gate.next_ready_at(["stad.example:443"]) == 108.0


def test_the_file_waits_for_a_page_of_its_host_and_for_the_pause_after_it() -> None:
    async def story() -> None:
        time = Time()
        host_gate = gate(time)
        script = Script([answer(200, b"User-agent: *\nCrawl-delay: 8")])
        cache = RobotsCache(script, gate=host_gate)
        async with host_gate.visit(SITE + "/a"):
            asking = asyncio.create_task(cache.for_url("http://stad.example/"))
            for _ in range(10):
                await asyncio.sleep(0)
            assert script.asked == []
        await asking
        assert time.slept == [1.0]
        async with host_gate.visit(SITE + "/b"):
            assert time.slept == [1.0, 8.0]

    run(story())
