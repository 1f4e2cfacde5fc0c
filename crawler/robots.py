"""robots.txt by RFC 9309: read once per origin, and no page before it.

Which group is ours, and where lines and groups end, is decided here; the matching of path patterns is
protego's. Protego alone takes `User-agent: Dre` for us, does not see us in `Drempel/1.0`, ends a group at
a crawl-delay, and breaks lines at signs that are none (RFC 9309, 2.2.1 and 2.2.4).
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from protego import Protego

from crawler import ROBOTS_TOKEN
from crawler.fetch import Fetch
from crawler.politeness import HostGate, retry_after_s
from crawler.urls import absolute, encoded, host_key, normal_form, origin
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

MAX_BYTES = 500 * 1024
"""At least this much must be read (RFC 9309, 2.5); what comes after is left aside."""
MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: beyond them the file counts as absent."""

_FIELD = re.compile(
    r"(?P<agent>user[ -]?agent)|(?P<disallow>dis+al+ow|diasllow|disallaw)|(?P<allow>allow)"
    r"|(?P<delay>crawl[ -]?delay)|(?P<sitemap>site-?maps?)",
    re.IGNORECASE,
)
_LINE = re.compile(rf"\s*(?:{_FIELD.pattern})\s*(?::|(?<=\w)\s)\s*(?P<value>.*)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"\*(?=\s|$)|[A-Za-z_-]+")
_SECONDS = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+")

_HOST_FAILS = frozenset(("dns", "refused", "tls", "private-address", "scheme"))
"""Reasons that are the same for every page of the host, and say more than `robots-unreachable`."""


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one origin asks of us.

    `state` tells how we know: `read`; `absent` (any 4xx but 429: everything is free); `unreachable` (5xx,
    429 or no answer: nothing is), then with the `reason`. `crawl_delay_s` is `None` if none is asked.
    """

    state: Literal["read", "absent", "unreachable"]
    crawl_delay_s: float | None = None
    sitemaps: tuple[str, ...] = ()
    reason: Reason | None = None
    outcome: FetchOutcome = FetchOutcome.ROBOTS
    """The fetch outcome of pages that are left out because of `unreachable`."""
    _rules: Protego | None = field(default=None, repr=False, compare=False)

    def allows(self, url: str) -> bool:
        """Tell whether an address of this origin may be visited."""
        if self.state == "unreachable":
            return False
        return self._rules is None or bool(self._rules.can_fetch(normal_form(url), "*"))

    def refusal(self, url: str) -> tuple[FetchOutcome, Reason] | None:
        """Return how an address that may not be visited ends, `None` if it may."""
        if self.allows(url):
            return None
        return self.outcome, self.reason or Reason("robots-rule")


def read_robots(body: bytes, agent: str = ROBOTS_TOKEN) -> RobotsRules:
    """Return the rules for `agent` in a robots.txt; any bytes are some rules, at worst none.

    All groups that name us count together, else those for `*`. Only Allow and Disallow end the names of a
    group. Forgiven are spellings like `useragent` and `disalow`, and a missing colon. Sitemaps are as
    written.
    """
    own: list[str] = []
    others: list[str] = []
    delays: dict[bool, float] = {}
    sitemaps: list[str] = []
    is_named = False
    names: set[str] = set()
    in_names = False
    for line in _LINE_END.split(_text(body)):
        found = _LINE.fullmatch(line.partition("#")[0])
        if not found:
            continue
        value = found["value"].strip()
        if found["agent"]:
            names = names if in_names else set()
            in_names = True
            token = _TOKEN.match(value)
            names.add(token[0].lower() if token else "")
            is_named = is_named or agent.lower() in names
        elif found["sitemap"]:
            sitemaps.append(value)
        elif found["delay"]:
            if seconds := _SECONDS.match(value):
                for is_own in _whose(names, agent):
                    delays[is_own] = float(seconds[0].replace(",", "."))
        else:
            in_names = False
            kind = "Allow" if found["allow"] else "Disallow"
            for is_own in _whose(names, agent):
                (own if is_own else others).append(f"{kind}: {encoded(value)}")
    rules = own if is_named else others
    return RobotsRules(
        "read",
        delays.get(is_named),
        tuple(sitemaps),
        _rules=Protego.parse("\n".join(("User-agent: *", *rules))),
    )


class RobotsCache:
    """The rules of every origin of a scan, each asked once however many ask at the same time.

    Given a `gate`, the request counts there as one to the host and the crawl-delay is set. A server that
    says 429 or 5xx is asked again, at most `retries` times and only if it wants no longer than
    `max_wait_s`.
    """

    def __init__(
        self,
        fetcher: Fetch,
        agent: str = ROBOTS_TOKEN,
        *,
        gate: HostGate | None = None,
        retries: int = 1,
        max_wait_s: float = 30.0,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._fetcher = fetcher
        self._agent = agent
        self._gate = gate
        self._retries = retries
        self._max_wait_s = max_wait_s
        self._sleep = sleep
        self._asked: dict[str, asyncio.Task[RobotsRules]] = {}

    async def for_url(self, url: str) -> RobotsRules:
        """Return the rules for an address, reading robots.txt if its origin was not asked yet."""
        key = origin(url)
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._ask(key))
        # One that asked may be cancelled; the answer is for all.
        return await asyncio.shield(self._asked[key])

    async def aclose(self) -> None:
        """Give up what is still being read."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _ask(self, key: str) -> RobotsRules:
        rules, wait_s = await self._read(key)
        for _ in range(self._retries):
            if wait_s is None or wait_s > self._max_wait_s:
                break
            await self._sleep(wait_s)
            rules, wait_s = await self._read(key)
        if self._gate and rules.crawl_delay_s is not None:
            self._gate.set_crawl_delay(host_key(key), rules.crawl_delay_s)
        return rules

    async def _read(self, key: str) -> tuple[RobotsRules, float | None]:
        """Return the rules as far as known now, and after how many seconds asking again may help."""
        try:
            address = f"{key}/robots.txt"
            answer = await self._fetcher.get(address, max_bytes=MAX_BYTES, max_redirects=MAX_REDIRECTS)
        except FetchError as error:
            return _after_failure(error), None
        finally:
            if self._gate:
                self._gate.touch(host_key(key))
        if answer.status == 429 or answer.status >= 500:
            rules = RobotsRules("unreachable", reason=Reason("robots-unreachable", f"status {answer.status}"))
            wait_s = retry_after_s(answer.headers.get("retry-after", ""))
            return rules, 2.0 if wait_s is None else wait_s
        if not 200 <= answer.status < 300:
            return RobotsRules("absent", reason=Reason("status", str(answer.status))), None
        body = answer.body
        if answer.truncated:  # half a line could say the opposite of the whole
            body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
        rules = read_robots(body, self._agent)
        sitemaps = (absolute(address, key) for address in rules.sitemaps)
        return replace(rules, sitemaps=tuple(filter(None, sitemaps))), None


def _after_failure(error: FetchError) -> RobotsRules:
    if error.reason.key == "redirect-loop":
        return RobotsRules("absent", reason=error.reason)
    if error.reason.key in _HOST_FAILS:
        return RobotsRules("unreachable", reason=error.reason, outcome=error.outcome)
    return RobotsRules("unreachable", reason=Reason("robots-unreachable", str(error.reason)))


def _whose(names: set[str], agent: str) -> tuple[bool, ...]:
    """Return for whom a line counts: `True` for us by name, `False` for everybody."""
    return (True,) * (agent.lower() in names) + (False,) * ("*" in names)


def _text(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8-sig", "replace").replace("\0", "")
