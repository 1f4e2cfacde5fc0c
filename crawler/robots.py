"""robots.txt by RFC 9309: read once per origin, and no page before it.

Read as the RFC says, forgiving what site owners commonly get wrong; where a file is in doubt, the reading
that asks less of the server wins.
"""

import asyncio
import re
import zlib
from dataclasses import dataclass, field, replace
from typing import Literal

from crawler import ROBOTS_TOKEN
from crawler.fetch import GZIP, Fetch, Fetched, Inflater
from crawler.politeness import HostGate, TurnRefused
from crawler.urls import absolute, comparable, host_key, normal_form, origin
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

MAX_BYTES = 500 * 1024
"""At least this much must be read (RFC 9309, 2.5); what comes after is left aside."""
MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: beyond them the file counts as absent."""

DEADLINE_S = 15.0
"""For the whole file: a site whose robots.txt hangs is not worth more of the scan's time."""

MAX_CRAWL_DELAY_S = 1e6
"""Eleven days; longer ones are read as this, which no scan waits for either."""

_FIELD = re.compile(
    r"(?P<agent>user[ -]?agent)|(?P<disallow>dis+al+ow|diasllow|disallaw)|(?P<allow>allow)"
    r"|(?P<delay>crawl[ -]?delay)|(?P<sitemap>site-?maps?)",
    re.IGNORECASE,
)
_LINE = re.compile(rf"\s*(?:{_FIELD.pattern})\s*:\s*(?P<value>.*)", re.IGNORECASE)
_LINE_WITHOUT_COLON = re.compile(rf"\s*(?:{_FIELD.pattern})\s+(?P<value>\S+)\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"\*(?=\s|$)|[A-Za-z_-]+")
_SECONDS = re.compile(r"(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+]?\d+)?", re.IGNORECASE | re.ASCII)
_HTML = re.compile(r"\s*(?:<!--|<\?xml|<!doctype|<html|<head|<body)", re.IGNORECASE)
_STARS = re.compile(r"\*+")

_QUERY_ESCAPES = {
    "%3A": ":",
    "%2F": "/",
    "%3F": "?",
    "%40": "@",
    "%21": "!",
    "%28": "(",
    "%29": ")",
    "%2C": ",",
}
"""Reserved signs that mean nothing in a query, so that it is the same escaped (RFC 9309, 2.2.2, table)."""
_QUERY_ESCAPE = re.compile("|".join(_QUERY_ESCAPES))

_HOST_FAILS = frozenset(("dns", "refused", "tls", "private-address", "scheme"))
"""Reasons that are the same for every page of the host, and say more than `robots-unreachable`."""


@dataclass(frozen=True, slots=True)
class PathRule:
    """One Allow or Disallow line, its path in the spelling of `comparable`."""

    path: str
    is_allowed: bool
    is_anchored: bool
    parts: tuple[str, ...]
    """What stands between the asterisks."""

    def matches(self, path: str) -> bool:
        """Tell whether the rule is about a path; takes time in proportion to its length, never more."""
        first, *middle = self.parts
        if not path.startswith(first):
            return False
        if not middle:
            return not self.is_anchored or path == first
        *middle, last = middle
        at = len(first)
        for part in middle:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.is_anchored:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


def _rule(path: str, is_allowed: bool) -> PathRule | None:
    """Return the rule of a line; `None` if it says nothing (`Disallow:`)."""
    if not path:
        return None
    is_anchored = path.endswith("$")
    # Within a rule the sign stands for itself, and in an address always.
    text = _escaped(path.removesuffix("$").replace("$", "%24"))
    parts = tuple(_STARS.sub("*", text).split("*"))
    return PathRule(text + "$" * is_anchored, is_allowed, is_anchored, parts)


def _escaped(path: str) -> str:
    path, mark, query = comparable(path).partition("?")
    return path + mark + _QUERY_ESCAPE.sub(lambda found: _QUERY_ESCAPES[found[0]], query)


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
    rules: tuple[PathRule, ...] = field(default=(), repr=False)
    """The longest first, and of equal ones those that allow."""

    def allows(self, url: str) -> bool:
        """Tell whether an address of this origin may be visited; robots.txt itself always."""
        if self.state == "unreachable":
            return False
        path = _path(url)
        return path == "/robots.txt" or next(
            (rule.is_allowed for rule in self.rules if rule.matches(path)), True
        )

    def refusal(self, url: str) -> tuple[FetchOutcome, Reason] | None:
        """Return how an address that may not be visited ends, `None` if it may."""
        if self.allows(url):
            return None
        return self.outcome, self.reason or Reason("robots-rule")


def read_robots(body: bytes, agent: str = ROBOTS_TOKEN) -> RobotsRules:
    """Return the rules for `agent` in a robots.txt; any bytes are some rules, at worst none.

    All groups that name us count together, else those for `*`. Only Allow and Disallow end the names of a
    group; a crawl-delay is for the names right before it. Forgiven are spellings like `useragent` and
    `disalow`, and a missing colon; the latter not in HTML, where such words are text. Sitemaps are as
    written.
    """
    text = _text(body)
    is_html = bool(_HTML.match(text))
    own: list[PathRule] = []
    others: list[PathRule] = []
    delays: dict[bool, float] = {}
    sitemaps: list[str] = []
    is_named = False
    names: set[str] = set()
    in_names = False
    delayed: set[str] = set()
    has_delay = False
    for line in _LINE_END.split(text):
        line = line.partition("#")[0]
        found = _LINE.fullmatch(line) or (None if is_html else _LINE_WITHOUT_COLON.fullmatch(line))
        if not found:
            continue
        value = found["value"].strip()
        if found["agent"]:
            delayed = delayed if in_names and not has_delay else set()
            names = names if in_names else set()
            in_names, has_delay = True, False
            token = _TOKEN.match(value)
            name = token[0].lower() if token else ""
            names.add(name)
            delayed.add(name)
            is_named = is_named or agent.lower() in names
        elif found["sitemap"]:
            sitemaps += () if is_html else (value,)
        elif found["delay"]:
            has_delay = True
            if seconds := _SECONDS.match(value):
                for is_own in _whose(delayed, agent):
                    delays[is_own] = min(float(seconds[0].replace(",", ".")), MAX_CRAWL_DELAY_S)
        else:
            in_names = False
            if rule := _rule(value, bool(found["allow"])):
                for is_own in _whose(names, agent):
                    (own if is_own else others).append(rule)
    rules = dict.fromkeys(own if is_named else others)
    return RobotsRules(
        "read",
        delays.get(is_named),
        tuple(sitemaps),
        rules=tuple(sorted(rules, key=lambda rule: (-len(rule.path), not rule.is_allowed))),
    )


class RobotsCache:
    """The rules of every origin of a scan, each asked once however many ask at the same time.

    The request waits for the host's turn at the `gate`, which also learns the crawl-delay. A server in
    trouble is asked once more.
    """

    def __init__(
        self,
        fetcher: Fetch,
        agent: str = ROBOTS_TOKEN,
        *,
        gate: HostGate | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._fetcher = fetcher
        self._agent = agent
        self._gate = gate or HostGate(0.0)
        self._deadline_s = deadline_s
        self._asked: dict[str, asyncio.Task[RobotsRules]] = {}

    async def for_url(self, url: str, stop: asyncio.Event | None = None) -> RobotsRules:
        """Return the rules for an address, reading robots.txt if its origin was not asked yet.

        Raises `TurnRefused` when `stop` is set before the answer is there.
        """
        key = origin(url)
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._ask(key))
        task = self._asked[key]
        if stop is None:
            await asyncio.wait((task,))
        elif not task.done():
            stopped = asyncio.ensure_future(stop.wait())
            try:
                # One that asked may be cancelled; the answer is for all, so the task goes on.
                await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
            finally:
                stopped.cancel()
        if not task.done():
            raise TurnRefused("stopped")
        return task.result()

    def known(self, url: str) -> RobotsRules | None:
        """Return the rules for an address where its robots.txt was read already, without asking."""
        task = self._asked.get(origin(url))
        is_there = task is not None and task.done() and not task.cancelled() and task.exception() is None
        return task.result() if task is not None and is_there else None

    async def aclose(self) -> None:
        """Give up what is still being read."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _ask(self, key: str) -> RobotsRules:
        address = f"{key}/robots.txt"
        try:
            answer = await self._gate.errand(address, lambda: self._get(address))
        except FetchError as error:
            return _after_failure(error, key)
        except TurnRefused as refused:
            return RobotsRules("unreachable", reason=Reason("robots-unreachable", refused.why))
        rules = self._rules(answer, key)
        if rules.crawl_delay_s is not None:
            self._gate.set_crawl_delay(host_key(key), rules.crawl_delay_s)
        return rules

    async def _get(self, address: str) -> Fetched:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._fetcher.get(address, max_bytes=MAX_BYTES, max_redirects=MAX_REDIRECTS)
        except TimeoutError as error:
            reason = Reason("navigation", f"{self._deadline_s:g} s")
            raise FetchError(FetchOutcome.TIMEOUT, reason, permanent=False) from error

    def _rules(self, answer: Fetched, key: str) -> RobotsRules:
        if answer.status == 429 or answer.status >= 500:
            return RobotsRules("unreachable", reason=Reason("robots-unreachable", f"status {answer.status}"))
        if not 200 <= answer.status < 300:
            return RobotsRules("absent", reason=Reason("status", str(answer.status)))
        body, is_cut = _unpacked(answer.body)
        if answer.truncated or is_cut:  # half a line could say the opposite of the whole
            body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
        rules = read_robots(body, self._agent)
        sitemaps = (absolute(address, key) for address in rules.sitemaps)
        return replace(rules, sitemaps=tuple(dict.fromkeys(filter(None, sitemaps))))


def _after_failure(error: FetchError, key: str) -> RobotsRules:
    if error.reason.key == "redirect-loop":
        return RobotsRules("absent", reason=error.reason)
    # What ails another host, to which ours redirected, says nothing of the pages of this one.
    if error.reason.key in _HOST_FAILS and (not error.url or origin(error.url) == key):
        return RobotsRules("unreachable", reason=error.reason, outcome=error.outcome)
    return RobotsRules("unreachable", reason=Reason("robots-unreachable", str(error.reason)))


def _whose(names: set[str], agent: str) -> tuple[bool, ...]:
    """Return for whom a line counts: `True` for us by name, `False` for everybody."""
    return (True,) * (agent.lower() in names) + (False,) * ("*" in names)


def _path(url: str) -> str:
    """Return what rules are compared with: path and query, without the signs that are special in rules."""
    rest = normal_form(url).partition("://")[2]
    path = rest[rest.find("/") :] if "/" in rest else "/"
    return _escaped(path).replace("*", "%2A").replace("$", "%24")


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """Return a file that is packed without saying so as it was meant, and whether its end is missing."""
    if not body.startswith(GZIP):
        return body, False
    unpacked = bytearray()
    inflater = Inflater()
    try:
        for piece in inflater.feed(body):
            unpacked += piece
            if len(unpacked) > MAX_BYTES:
                return bytes(unpacked[:MAX_BYTES]), True
    except zlib.error:
        return bytes(unpacked), True
    return bytes(unpacked), not inflater.is_complete


def _text(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").replace("\0", "")
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\0", "")
