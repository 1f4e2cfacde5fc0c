"""When a host may be asked: one request at a time, with a pause, longer where the server asks or suffers.

Pages, robots.txt and sitemaps all go through the same gate. Time comes from a clock that is given, so that
tests need not wait.
"""

import asyncio
import random
import re
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from crawler.fetch import Fetched
from crawler.urls import host_key, website
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome

THROTTLED = frozenset((429, 503))
HOST_ERRORS = frozenset((429, 502, 503, 504))
"""Statuses by which the machine complains rather than the page."""

SILENT = frozenset(("dns", "refused", "tls", "navigation"))
"""Reasons of a `FetchError` that speak of the host rather than of one address."""

LONGEST_S = 1e9
"""Times beyond thirty years are read as this."""

_SECONDS = re.compile(r"\d+(?:\.\d*)?", re.ASCII)


class TurnRefused(Exception):
    """No turn was given, so nothing was asked: the scan is to stop, or the host is left alone for long."""

    def __init__(self, why: Literal["stopped", "host-rested"]) -> None:
        super().__init__(why)
        self.why = why


def retry_after_s(value: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for; `None` if it is neither a number nor a date.

    `now` is the present by default; a date gone by is 0. Dates may have any of the three forms of
    RFC 9110, 5.6.7; as they name a whole second, that second is waited for too. A fraction is forgiven.
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), LONGEST_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    left_s = (at - (now or datetime.now(UTC))).total_seconds()
    return min(left_s + 1.0, LONGEST_S) if left_s > 0 else 0.0


class _Bell:
    """Wakes all who wait for a change."""

    def __init__(self) -> None:
        self.listeners: dict[asyncio.Future[None], None] = {}

    def ring(self) -> None:
        listeners, self.listeners = self.listeners, {}
        for listener in listeners:
            if not listener.done():
                listener.set_result(None)


@dataclass(slots=True, eq=False)
class _Line:
    """Who waits for something, and first those who have it, in order of arrival."""

    tickets: deque[object] = field(default_factory=deque)
    bell: _Bell = field(default_factory=_Bell)

    def leave(self, ticket: object) -> None:
        if ticket in self.tickets:
            self.tickets.remove(ticket)
            self.bell.ring()


@dataclass(slots=True, eq=False)
class _Machine(_Line):
    """What is known of one web server; times by the gate's clock, in seconds."""

    last_request_at: float | None = None
    crawl_delay_s: float = 0.0
    response_s: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    throttles: int = 0
    rests_until: float = 0.0
    rests: int = 0


class Turn:
    """The turn of one visit; `loaded` lets the pause begin before our own work on the page is done."""

    def __init__(self, loaded: Callable[[Iterable[str]], None]) -> None:
        self._loaded = loaded

    def loaded(self, *urls: str) -> None:
        """Tell that the page has come; `urls` are those that its redirects led to, maybe on other hosts."""
        self._loaded(urls)


class HostGate:
    """Lets requests through, by host: http and https, with and without `www.`, are one machine.

    The pause runs from the last request of a visit to the start of the next: the longest of `delay_s`,
    the crawl-delay and the time the server took to answer (at most `max_response_s`). After 429 and 503 it
    is what Retry-After says, without one an exponential time with jitter. Five failures in a row and the
    host is rested for `rest_s`; then one visit tries again, and a failure rests it twice as long. A host
    that wants to be left alone for more than `max_wait_s` is not waited for: it is rested too.

    `address_of` tells the network address of a `host_key` where it is known: at most `max_per_address`
    pages are asked of one address at a time, for many sites share a server.
    """

    def __init__(
        self,
        delay_s: float = 1.0,
        *,
        max_per_address: int = 1,
        address_of: Callable[[str], str | None] = lambda _: None,
        max_response_s: float = 10.0,
        max_backoff_s: float = 120.0,
        max_wait_s: float = 300.0,
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
        self._max_wait_s = max_wait_s
        self._failures_to_rest = failures_to_rest
        self._rest_s = rest_s
        self._random = random.Random(seed)
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._machines: defaultdict[str, _Machine] = defaultdict(_Machine)
        self._addresses: defaultdict[str, _Line] = defaultdict(_Line)

    @asynccontextmanager
    async def visit(
        self, url: str, *, stop: asyncio.Event | None = None, is_page: bool = True
    ) -> AsyncIterator[Turn]:
        """Wait for the host's turn, then hold it; the address is held until `loaded`, and for pages only.

        First come, first served. Raises `TurnRefused` as soon as `stop` is set or the host is rested. Do not
        ask for the same host again inside.
        """
        key = host_key(url)
        server = self._machine(key)
        ticket = object()
        places: list[_Line] = []
        is_waiting, is_loaded = True, False

        def loaded(urls: Iterable[str] = ()) -> None:
            nonlocal is_loaded
            is_loaded = True
            for place in places:
                place.leave(ticket)
            for other in (key, *filter(None, map(host_key, urls))):
                self.touch(other)

        server.tickets.append(ticket)
        try:
            while is_waiting:
                if stop is not None and stop.is_set():
                    raise TurnRefused("stopped")
                if bells := self._hindrances(key, server, ticket, places if is_page else None):
                    await self._pause(bells, self._at(server) - self._clock(), stop)
                else:
                    is_waiting = False
            yield Turn(loaded)
        finally:
            if not is_waiting and not is_loaded:
                loaded()
            for line in (*places, server):
                line.leave(ticket)

    async def errand(
        self,
        url: str,
        get: Callable[[], Awaitable[Fetched]],
        *,
        stop: asyncio.Event | None = None,
        attempts: int = 2,
    ) -> Fetched:
        """Fetch something beside the pages (robots.txt, a sitemap) in the host's turn, and note the answer.

        A server in trouble (429, 5xx, a broken connection) is asked once more, when its pause is over.
        Raises `FetchError` of `get` and `TurnRefused`.
        """
        key = host_key(url)
        while True:
            attempts -= 1
            async with self.visit(url, stop=stop, is_page=False) as turn:
                asked = self._clock()
                try:
                    answer = await get()
                except FetchError as error:
                    self.note(key, failed=error.reason.key in SILENT)
                    is_slow = error.outcome is FetchOutcome.TIMEOUT
                    if not attempts or error.permanent or is_slow or error.reason.key == "dns":
                        raise
                    continue
                turn.loaded(answer.final_url)
                self.note(
                    key,
                    status=answer.status,
                    retry_after=answer.headers.get("retry-after", ""),
                    duration_s=self._clock() - asked,
                )
            is_in_trouble = answer.status == 429 or answer.status >= 500
            if not attempts or not is_in_trouble or self.rested(key):
                return answer

    def touch(self, key: str) -> None:
        """Note that a request to a host ended now: the pause begins."""
        self._machine(key).last_request_at = self._clock()

    def set_crawl_delay(self, key: str, seconds: float) -> None:
        """Note the pause that robots.txt asks for; more than `delay_s` counts, less does not."""
        server = self._machine(key)
        server.crawl_delay_s = max(server.crawl_delay_s, min(seconds, LONGEST_S))
        server.bell.ring()

    def has_crawl_delay(self, key: str) -> bool:
        """Tell whether robots.txt asks for a pause, that each hop of a redirect has to keep too."""
        return self._machine(key).crawl_delay_s > 0

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
        429, 502, 503 and 504 are failures by themselves. What went wrong within a page is none. A Retry-After
        counts with every status from 300: RFC 9110 names 3xx, 413 and 503, RFC 6585 429.
        """
        server = self._machine(key)
        server.response_s = min(duration_s, self._max_response_s)
        wait_s = retry_after_s(retry_after, self._now()) if status is not None and status >= 300 else None
        if status in THROTTLED:
            server.throttles += 1
            # Who says "at once" and throttles again is not taken at that word.
            if wait_s is None or server.throttles > 1:
                wait_s = max(wait_s or 0.0, self._backoff_s(server))
        if wait_s is not None:
            server.not_before = max(server.not_before, self._clock() + wait_s)
        if failed or status in HOST_ERRORS:
            server.failures += 1
            if server.failures >= self._failures_to_rest or server.rests:
                server.rests_until = self._clock() + self._rest_s * 2.0 ** min(server.rests, 20)
                server.rests += 1
        else:
            server.failures = server.throttles = server.rests = 0
            server.rests_until = 0.0
        server.bell.ring()

    def ready(self, key: str) -> bool:
        """Tell whether a visit to a host would start at once."""
        server = self._machine(key)
        return not server.tickets and self._at(server) <= self._clock() and self._has_room(self._address(key))

    def rested(self, key: str) -> bool:
        """Tell whether a host is left alone after failures, or wants more time than a scan gives it."""
        return self._is_rested(self._machine(key))

    def next_ready_at(self, keys: Iterable[str]) -> float | None:
        """Return the time of the clock when the first of the hosts may be ready.

        `None` if that depends on a visit that goes on.
        """
        return min(map(self._at, self._free(keys)), default=None)

    async def wait_ready(self, keys: Iterable[str], *, stop: asyncio.Event | None = None) -> None:
        """Wait until one of the hosts may be ready, or something changed: then ask `ready` again."""
        keys = tuple(keys)
        if any(map(self.ready, keys)):
            return
        now = self._clock()
        waits_s = (self._at(server) - now for server in self._free(keys))
        lines = (*map(self._machine, keys), *filter(None, map(self._address, keys)))
        first_s = min((wait_s for wait_s in waits_s if wait_s > 0), default=0.0)
        await self._pause([line.bell for line in lines], first_s, stop)

    def _hindrances(
        self, key: str, server: _Machine, ticket: object, places: list[_Line] | None
    ) -> tuple[_Bell, ...]:
        """Return the bells that ring when what holds a visit up may be over; empty when it may start.

        `places` gets the line at the network address as soon as nothing else holds the visit up.
        """
        if self._is_rested(server):
            raise TurnRefused("host-rested")
        if server.tickets[0] is not ticket:
            return (server.bell,)
        is_early = self._at(server) > self._clock()
        if places is None:
            return (server.bell,) if is_early else ()
        address = self._address(key)
        for place in tuple(places):
            if is_early or place is not address:
                # The host asked for more time meanwhile, or moved: others need not wait for that.
                place.leave(ticket)
                places.remove(place)
        if is_early:
            return (server.bell,)
        if address is None:
            return ()
        if address not in places:
            address.tickets.append(ticket)
            places.append(address)
        if address.tickets.index(ticket) < self._max_per_address:
            return ()
        return server.bell, address.bell

    async def _pause(
        self, bells: Iterable[_Bell], seconds: float = 0.0, stop: asyncio.Event | None = None
    ) -> None:
        """Wait for one of the bells, for the time if it is more than 0, or for the stop signal."""
        rung: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waits: set[asyncio.Future[object]] = {rung}  # type: ignore[arg-type]
        if seconds > 0:
            waits.add(asyncio.ensure_future(self._sleep(seconds)))
        if stop is not None:
            waits.add(asyncio.ensure_future(stop.wait()))
        bells = tuple(bells)
        for bell in bells:
            bell.listeners[rung] = None
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for bell in bells:
                bell.listeners.pop(rung, None)
            for wait in waits:
                wait.cancel()

    def _free(self, keys: Iterable[str]) -> list[_Machine]:
        return [server for server in map(self._machine, keys) if not server.tickets]

    def _machine(self, key: str) -> _Machine:
        return self._machines[website(key)]

    def _address(self, key: str) -> _Line | None:
        address = self._address_of(key)
        return None if address is None else self._addresses[address]

    def _has_room(self, address: _Line | None) -> bool:
        return address is None or len(address.tickets) < self._max_per_address

    def _at(self, server: _Machine) -> float:
        """Return when the next visit may start, as far as known now."""
        pause_s = max(self._delay_s, server.crawl_delay_s, server.response_s)
        after_pause = 0.0 if server.last_request_at is None else server.last_request_at + pause_s
        return max(after_pause, server.not_before, server.rests_until)

    def _is_rested(self, server: _Machine) -> bool:
        now = self._clock()
        return server.rests_until > now or self._at(server) > now + self._max_wait_s

    def _backoff_s(self, server: _Machine) -> float:
        backoff_s = max(self._delay_s, 1.0) * 2.0 ** min(server.throttles, 20)
        return min(backoff_s * self._random.uniform(0.75, 1.25), self._max_backoff_s)
