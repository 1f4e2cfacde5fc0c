import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch import Fetched
from crawler.politeness import HostGate
from crawler.robots import RobotsCache, RobotsRules, read_robots
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason
from tests.crawler.servers import run

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
        ("Disallow: /", "/robots.txt", True),
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
    ],
)
def test_which_group_is_ours(text: str, is_allowed: bool) -> None:
    assert allowed(text) is is_allowed


def test_utf_16_is_read_by_its_mark() -> None:
    assert not read_robots("User-agent: *\nDisallow: /a".encode("utf-16")).allows(SITE + "/a")


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0,5", 0.5),
        ("User-agent: *\nCrawl delay: .5 # s", 0.5),
        ("User-agent: *\nCrawl-delay: 5s", 5.0),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: veel", None),
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


def rules_after(*answers: Fetched | FetchError, slept: list[float] | None = None) -> RobotsRules:
    async def sleep(seconds: float) -> None:
        (slept if slept is not None else []).append(seconds)

    async def story() -> RobotsRules:
        return await RobotsCache(Script(list(answers)), sleep=sleep).for_url(SITE + "/a")

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


def test_too_many_redirects_mean_there_is_no_file() -> None:
    assert rules_after(fails(FetchOutcome.HTTP_ERROR, "redirect-loop")).state == "absent"


def test_a_rule_that_forbids_is_named() -> None:
    rules = rules_after(answer(200, b"User-agent: *\nDisallow: /a"))
    assert rules.refusal(SITE + "/a") == (FetchOutcome.ROBOTS, Reason("robots-rule"))
    assert rules.refusal(SITE + "/b") is None


def test_a_server_in_trouble_is_asked_once_more_after_the_time_it_wants() -> None:
    slept: list[float] = []
    rules = rules_after(
        answer(429, retry_after="7"), answer(200, b"User-agent: *\nDisallow: /b"), slept=slept
    )
    assert rules.state == "read"
    assert slept == [7.0]
    assert rules_after(answer(503), answer(404), slept=slept).state == "absent"
    assert slept == [7.0, 2.0]


def test_nobody_waits_longer_than_a_scan_can() -> None:
    slept: list[float] = []
    assert rules_after(answer(503, retry_after="3600"), answer(200), slept=slept).state == "unreachable"
    assert slept == []


def test_half_a_line_at_the_size_limit_is_left_aside() -> None:
    rules = rules_after(answer(200, b"User-agent: *\nDisallow: /a\nDisallow: /", truncated=True))
    assert not rules.allows(SITE + "/a")
    assert rules.allows(SITE + "/b")


def test_sitemaps_are_made_absolute() -> None:
    rules = rules_after(
        answer(200, b"Sitemap: /een.xml\nSitemap: mailto:x\nSitemap: https://elders.example/twee.xml")
    )
    assert rules.sitemaps == (SITE + "/een.xml", "https://elders.example/twee.xml")


def told(check: Callable[[RobotsCache, Script], object], **options: HostGate) -> Script:
    script = Script([answer(200, b"User-agent: *\nCrawl-delay: 8")])

    async def story() -> None:
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
    gate = HostGate(1.0, clock=lambda: 100.0)

    async def ask(cache: RobotsCache, _: Script) -> None:
        await cache.for_url(SITE)

    assert gate.ready("stad.example:443")
    told(ask, gate=gate)
    assert not gate.ready("stad.example:443")
    assert gate.next_ready_at(["stad.example:443"]) == 108.0
