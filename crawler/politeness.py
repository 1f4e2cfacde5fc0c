"""When a host may be visited: one visit at a time, with a pause, longer where the server asks or suffers.

Time comes from a clock that is given, so that tests need not wait.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.urls import host_key, machine

THROTTLED = frozenset((429, 503))
HOST_ERRORS = frozenset((429, 502, 503, 504))
"""Statuses by which the machine complains rather than the page."""


def retry_after_s(value: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for; `None` if it is neither a number nor a date.

    `now` is the present by default; a date gone by is 0.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


@dataclass(slots=True)
class _Machine:
    """What is known of one web server; times by the gate's clock, in seconds."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_request_at: float | None = None
    crawl_delay_s: float = 0.0
    response_s: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    throttles: int = 0
    rests_until: float | None = None
    rests: int = 0


class Visit:
    """A visit that goes on; `loaded` lets the pause begin before our own work on the page is done."""

    def __init__(self, mark: Callable[[], None]) -> None:
        self.loaded = mark


class HostGate:
    """Lets visits through, by host: http and https of one name are one machine.

    The pause runs from the last request of a visit to the start of the next: the longest of `delay_s`,
    the crawl-delay and the time the server took to answer (at most `max_response_s`). After 429 and 503 it
    is what Retry-After says, without one an exponential time with jitter. Five failures in a row and the
    host is rested for `rest_s`; then one visit tries again, and a failure rests it twice as long.

    `address_of` tells the network address of a `host_key` where it is known: at most `max_per_address`
    visits go to one address at a time, for many sites share a server.
    """

    def __init__(
        self,
        delay_s: float = 1.0,
        *,
        max_per_address: int = 4,
        address_of: Callable[[str], str | None] = lambda _: None,
        max_response_s: float = 10.0,
        max_backoff_s: float = 120.0,
        max_retry_after_s: float = 300.0,
        failures_to_rest: int = 5,
        rest_s: float = 60.0,
        seed: int = 0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._delay_s = delay_s
        self._max_per_address = max_per_address
        self._address_of = address_of
        self._max_response_s = max_response_s
        self._max_backoff_s = max_backoff_s
        self._max_retry_after_s = max_retry_after_s
        self._failures_to_rest = failures_to_rest
        self._rest_s = rest_s
        self._random = random.Random(seed)
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._machines: dict[str, _Machine] = {}
        self._visits: Counter[str] = Counter()
        self._change = asyncio.Event()

    @asynccontextmanager
    async def visit(self, url: str) -> AsyncIterator[Visit]:
        """Wait for the host's turn, then hold it. Do not ask for the same host again inside."""
        key = host_key(url)
        server = self._machine(key)
        async with server.turn:
            while not await self._may_start(key, server):
                pass
            address = self._address_of(key) or key
            self._visits[address] += 1
            server.last_request_at = None
            try:
                yield Visit(lambda: self.touch(key))
            finally:
                self._visits[address] -= 1
                if server.last_request_at is None:
                    self.touch(key)
                self._changed()

    def touch(self, key: str) -> None:
        """Note that a request to a host ended now: the pause begins. For robots.txt and sitemaps too."""
        self._machine(key).last_request_at = self._clock()

    def set_crawl_delay(self, key: str, seconds: float) -> None:
        """Note the pause that robots.txt asks for; more than `delay_s` counts, less does not."""
        server = self._machine(key)
        server.crawl_delay_s = max(server.crawl_delay_s, seconds)

    def note(
        self,
        key: str,
        *,
        status: int | None = None,
        retry_after: str = "",
        duration_s: float = 0.0,
        failed: bool = False,
    ) -> None:
        """Note how a host answered.

        `duration_s` is the time to the answer. `failed` is for a host that gave none (refused, timed out);
        429, 502, 503 and 504 are failures by themselves. What went wrong within a page is none.
        """
        server = self._machine(key)
        server.response_s = min(duration_s, self._max_response_s)
        if status in THROTTLED:
            server.throttles += 1
            self._hold(server, retry_after)
        if failed or status in HOST_ERRORS:
            server.failures += 1
            if server.failures >= self._failures_to_rest or server.rests_until is not None:
                self._rest(server)
        else:
            server.failures = server.throttles = server.rests = 0
            server.rests_until = None
        self._changed()

    def ready(self, key: str) -> bool:
        """Tell whether a visit to a host would start at once."""
        server = self._machine(key)
        is_time = self._at(server) <= self._clock()
        return is_time and not server.turn.locked() and not self._is_address_full(key)

    def rested(self, key: str) -> bool:
        """Tell whether a host is left alone after failures, or asked for more time than a scan gives it."""
        until = self._machine(key).rests_until
        return until is not None and self._clock() < until

    def next_ready_at(self, keys: Iterable[str]) -> float | None:
        """Return the time of the clock when the first of the hosts may be ready.

        `None` if that depends on a visit that goes on.
        """
        free = [server for server in map(self._machine, keys) if not server.turn.locked()]
        return min(map(self._at, free), default=None)

    async def wait_ready(self, keys: Iterable[str]) -> None:
        """Wait until one of the hosts may be ready, or something changed: then ask `ready` again."""
        keys = tuple(keys)
        if any(map(self.ready, keys)):
            return
        at = self.next_ready_at(keys)
        waits: set[asyncio.Future[object]] = {asyncio.ensure_future(self._next_change())}
        if at is not None and at > self._clock():
            waits.add(asyncio.ensure_future(self._sleep(at - self._clock())))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _may_start(self, key: str, server: _Machine) -> bool:
        """Wait for what still holds a visit up; tell whether nothing did."""
        wait_s = self._at(server) - self._clock()
        if wait_s > 0:
            await self._sleep(wait_s)
        elif self._is_address_full(key):
            await self._next_change()
        else:
            return True
        return False

    def _machine(self, key: str) -> _Machine:
        return self._machines.setdefault(machine(key), _Machine())

    def _at(self, server: _Machine) -> float:
        """Return when the next visit may start, as far as known now."""
        pause_s = max(self._delay_s, server.crawl_delay_s, server.response_s)
        after_pause = 0.0 if server.last_request_at is None else server.last_request_at + pause_s
        return max(after_pause, server.not_before, server.rests_until or 0.0)

    def _hold(self, server: _Machine, retry_after: str) -> None:
        wait_s = retry_after_s(retry_after, self._now())
        if wait_s is None:
            backoff_s = max(self._delay_s, 1.0) * 2.0**server.throttles * self._random.uniform(0.75, 1.25)
            wait_s = min(backoff_s, self._max_backoff_s)
        until = self._clock() + wait_s
        server.not_before = max(server.not_before, until)
        if wait_s > self._max_retry_after_s:
            server.rests_until = max(server.rests_until or 0.0, until)

    def _rest(self, server: _Machine) -> None:
        until = self._clock() + self._rest_s * 2.0**server.rests
        server.rests += 1
        server.rests_until = max(server.rests_until or 0.0, until)

    def _is_address_full(self, key: str) -> bool:
        address = self._address_of(key)
        return address is not None and self._visits[address] >= self._max_per_address

    def _changed(self) -> None:
        self._change.set()
        self._change = asyncio.Event()

    async def _next_change(self) -> object:
        return await self._change.wait()
