import asyncio
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.fetch import Fetched
from crawler.politeness import HostGate, TurnRefused, retry_after_s
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason
from tests.crawler.servers import run

A, B = "a.example:443", "b.example:443"
A_URL, B_URL = "https://a.example/x", "https://b.example/x"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Time:
    """A clock that goes on only by sleeping."""

    def __init__(self) -> None:
        self.s = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.s

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.s += seconds
        await asyncio.sleep(0)


def gate(time: Time, delay_s: float = 1.0, **options: Any) -> HostGate:
    return HostGate(
        delay_s, clock=time, sleep=time.sleep, now=lambda: NOW + timedelta(seconds=time.s - 1_000), **options
    )


def tell(
    story: Callable[[HostGate, Time], Coroutine[Any, Any, None]], delay_s: float = 1.0, **options: Any
) -> Time:
    time = Time()
    run(story(gate(time, delay_s, **options), time))
    return time


async def visit(host_gate: HostGate, time: Time, url: str = A_URL, lasts_s: float = 0.0) -> float:
    """Visit and return the time at which it started."""
    async with host_gate.visit(url):
        began = time.s
        time.s += lasts_s
    return began - 1_000


def test_the_pause_runs_from_the_end_of_a_visit_to_the_next() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        assert [await visit(host_gate, time, lasts_s=2.0) for _ in range(3)] == [0.0, 3.0, 6.0]

    tell(story)


def test_the_pause_begins_when_the_page_is_loaded_where_that_is_told() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL) as page:
            page.loaded()
            time.s += 0.75
        assert await visit(host_gate, time) == 1.0

    tell(story)


def test_the_crawl_delay_can_only_lengthen_the_pause() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        host_gate.set_crawl_delay(A, 0.1)
        assert [await visit(host_gate, time) for _ in range(2)] == [0.0, 1.0]
        host_gate.set_crawl_delay(A, 10.0)
        assert await visit(host_gate, time) == 11.0
        assert await visit(host_gate, time, B_URL) == 11.0

    tell(story)


def test_http_and_https_share_the_pause_and_another_port_does_not() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        urls = ["https://a.example/", "http://a.example/", "https://a.example:8443/"]
        assert [await visit(host_gate, time, url) for url in urls] == [0.0, 1.0, 1.0]

    tell(story)


@pytest.mark.parametrize(("answered_in_s", "pause_s"), [(0.2, 1.0), (4.0, 4.0), (60.0, 10.0)])
def test_a_slow_server_gets_as_much_rest_as_it_took(answered_in_s: float, pause_s: float) -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        await visit(host_gate, time)
        host_gate.note(A, status=200, duration_s=answered_in_s)
        assert await visit(host_gate, time) == pause_s

    tell(story)


def test_a_host_is_visited_by_one_at_a_time_and_many_hosts_side_by_side() -> None:
    open_now: list[str] = []
    most = [0, 0]

    async def story(host_gate: HostGate, time: Time) -> None:
        async def one(url: str) -> None:
            async with host_gate.visit(url):
                open_now.append(url)
                most[0] = max(most[0], open_now.count(url))
                most[1] = max(most[1], len(open_now))
                for _ in range(5):
                    await asyncio.sleep(0)
                open_now.remove(url)

        await asyncio.gather(*(one(f"https://{name}.example/") for name in "abc" * 4))

    tell(story)
    assert most == [1, 3]


def test_hosts_at_one_address_share_its_cap() -> None:
    most = 0

    async def story(host_gate: HostGate, time: Time) -> None:
        busy = 0

        async def one(name: str) -> None:
            nonlocal busy, most
            async with host_gate.visit(f"https://{name}.example/"):
                busy += 1
                most = max(most, busy)
                assert busy < 2 or not host_gate.ready("vrij.example:443")
                for _ in range(5):
                    await asyncio.sleep(0)
                busy -= 1

        await asyncio.gather(*map(one, "abcdefg"))

    tell(story, max_per_address=2, address_of=lambda key: "192.0.2.1")
    assert most == 2


def test_the_address_is_free_when_the_page_is_loaded_and_the_host_when_the_visit_ends() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL) as turn:
            assert not host_gate.ready(B)
            turn.loaded()
            assert host_gate.ready(B)
            time.s += 5
            assert not host_gate.ready(A)
            assert await visit(host_gate, time, B_URL) == 5.0
        assert host_gate.ready(A)

    tell(story, address_of=lambda key: "192.0.2.1")


def test_a_host_that_waits_for_a_busy_address_holds_up_no_other() -> None:
    addresses = {A: "192.0.2.1", B: "192.0.2.1", "c.example:443": "192.0.2.2"}

    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL):
            waiting = asyncio.create_task(visit(host_gate, time, B_URL))
            await asyncio.sleep(0)
            assert await visit(host_gate, time, "https://c.example/") == 0.0
            assert not waiting.done()
        await waiting

    tell(story, address_of=addresses.get)


def test_what_is_no_page_waits_for_the_host_and_not_for_the_address() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL):
            async with host_gate.visit(B_URL, is_page=False):
                assert not host_gate.ready(B)
            own = asyncio.create_task(anext(aiter_visit(host_gate)))
            await asyncio.sleep(0)
            assert not own.done()
            own.cancel()

    async def aiter_visit(host_gate: HostGate) -> AsyncIterator[None]:
        async with host_gate.visit(A_URL, is_page=False):
            yield

    tell(story, address_of=lambda key: "192.0.2.1")


def test_a_redirect_to_another_host_counts_there_too() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL) as turn:
            turn.loaded(B_URL, "mailto:x@y.example")
        assert await visit(host_gate, time, B_URL) == 1.0

    tell(story)


def test_with_and_without_www_is_one_machine() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        host_gate.set_crawl_delay("www.a.example:443", 7.0)
        assert await visit(host_gate, time) == 0.0
        assert await visit(host_gate, time, "http://www.a.example/") == 7.0

    tell(story)


@pytest.mark.parametrize("is_page", [True, False])
def test_a_stop_signal_ends_every_wait(is_page: bool) -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        stop = asyncio.Event()

        async def wait(url: str) -> None:
            async with host_gate.visit(url, stop=stop, is_page=is_page):
                raise AssertionError

        async with host_gate.visit(A_URL):
            waits = [asyncio.create_task(wait(url)) for url in (A_URL, A_URL)]
            await asyncio.sleep(0)
            stop.set()
            refusals = await asyncio.gather(*waits, return_exceptions=True)
        assert [str(refusal) for refusal in refusals] == ["stopped", "stopped"]
        with pytest.raises(TurnRefused):
            async with host_gate.visit(B_URL, stop=stop):
                raise AssertionError
        assert host_gate.ready(B)
        assert await visit(host_gate, time) == 1.0

    tell(story)


def test_a_stop_signal_ends_a_long_pause() -> None:
    async def story() -> None:
        host_gate = HostGate(250.0)
        stop = asyncio.Event()
        host_gate.touch(A)
        asyncio.get_running_loop().call_later(0.01, stop.set)
        await host_gate.wait_ready([A], stop=stop)
        with pytest.raises(TurnRefused, match="stopped"):
            async with host_gate.visit(A_URL, stop=stop):
                raise AssertionError

    run(story())


def test_who_waits_for_a_host_that_comes_to_rest_is_sent_away() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL):
            waiting = asyncio.create_task(visit(host_gate, time))
            await asyncio.sleep(0)
            host_gate.note(A, status=429, retry_after="86400")
            with pytest.raises(TurnRefused, match="host-rested"):
                await waiting

    tell(story)


def test_a_crawl_delay_that_no_scan_waits_for_rests_the_host() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL, is_page=False):
            host_gate.set_crawl_delay(A, 1e9)
        assert host_gate.rested(A)
        assert not host_gate.rested(B)
        with pytest.raises(TurnRefused):
            await visit(host_gate, time)

    tell(story)


def test_a_visit_that_is_cancelled_while_it_waits_leaves_no_trace() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        async with host_gate.visit(A_URL):
            waits = [asyncio.create_task(visit(host_gate, time, url)) for url in (A_URL, B_URL)]
            await asyncio.sleep(0)
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
        assert host_gate.ready(B)
        assert await visit(host_gate, time) == 1.0

    tell(story, address_of=lambda key: "192.0.2.1")


def test_a_visit_that_fails_gives_the_turn_back() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        with pytest.raises(RuntimeError):
            async with host_gate.visit(A_URL):
                raise RuntimeError
        assert await visit(host_gate, time) == 1.0

    tell(story)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("header", ["30", "Mon, 04 May 2026 12:00:29 GMT"])
def test_retry_after_is_kept(status: int, header: str) -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        await visit(host_gate, time)
        host_gate.note(A, status=status, retry_after=header)
        assert not host_gate.rested(A)
        assert await visit(host_gate, time) == 30.0

    tell(story)


@pytest.mark.parametrize("status", [301, 403, 413, 500])
def test_retry_after_counts_with_every_answer_that_is_none(status: int) -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        host_gate.note(A, status=status, retry_after="30")
        assert await visit(host_gate, time) == 30.0
        host_gate.note(B, status=200, retry_after="30")
        assert host_gate.ready(B)

    tell(story)


def test_who_says_at_once_and_throttles_again_is_not_taken_at_that_word() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        host_gate.note(A, status=429, retry_after="0")
        assert host_gate.ready(A)
        host_gate.note(A, status=429, retry_after="0")
        at = host_gate.next_ready_at([A])
        assert at is not None
        assert 3.0 <= at - time.s <= 5.0

    tell(story)


def test_an_errand_waits_for_its_turn_and_tells_how_the_host_answered() -> None:
    answers = [Fetched("", "", 503, {"retry-after": "20"}), Fetched("", B_URL, 200)]

    async def story(host_gate: HostGate, time: Time) -> None:
        asked = []

        async def get() -> Fetched:
            asked.append(time.s - 1_000)
            time.s += 2.0
            return answers.pop(0)

        await visit(host_gate, time)
        assert (await host_gate.errand(A_URL, get)).status == 200
        assert asked == [1.0, 23.0]
        assert host_gate.next_ready_at([A]) == 1_027.0
        assert not host_gate.ready(B)

    tell(story)


@pytest.mark.parametrize(
    ("key", "outcome", "attempts"),
    [
        ("truncated", FetchOutcome.HTTP_ERROR, 2),
        ("navigation", FetchOutcome.TIMEOUT, 1),
        ("dns", FetchOutcome.HTTP_ERROR, 1),
    ],
)
def test_an_errand_that_fails_is_tried_again_where_that_may_help(
    key: str, outcome: FetchOutcome, attempts: int
) -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        asked = []

        async def get() -> Fetched:
            asked.append(time.s)
            raise FetchError(outcome, Reason(key), permanent=False)

        with pytest.raises(FetchError):
            await host_gate.errand(A_URL, get)
        assert len(asked) == attempts

    tell(story)


def test_whoever_asks_for_more_time_than_a_scan_has_is_rested_until_then() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        host_gate.note(A, status=503, retry_after="3600")
        assert host_gate.rested(A)
        assert not host_gate.ready(A)
        assert host_gate.next_ready_at([A]) == 4_600.0
        time.s += 3_600
        assert not host_gate.rested(A)
        assert host_gate.ready(A)

    tell(story)


def test_without_retry_after_the_wait_doubles_up_to_a_cap() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        waits = []
        for _ in range(4):
            await visit(host_gate, time)
            host_gate.note(A, status=429)
            at = host_gate.next_ready_at([A])
            assert at is not None
            waits.append(at - time.s)
        for wait, full in zip(waits, (2.0, 4.0, 8.0, 10.0), strict=True):
            assert 0.75 * full <= wait <= min(1.25 * full, 10.0)
        host_gate.note(A, status=200)
        await visit(host_gate, time)
        assert host_gate.next_ready_at([A]) == time.s + 1.0

    tell(story, max_backoff_s=10.0)


def test_the_jitter_is_drawn_from_the_seed() -> None:
    def waits(seed: int) -> list[float | None]:
        host_gate = gate(Time(), seed=seed)
        found = []
        for _ in range(3):
            host_gate.note(A, status=503)
            found.append(host_gate.next_ready_at([A]))
        return found

    assert waits(1) == waits(1) != waits(2)


class JumpingSelector(selectors.SelectSelector):
    """Lets time pass at once where a loop would wait for it."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


def in_no_time(story: Callable[[Callable[[], float]], Coroutine[Any, Any, None]]) -> None:
    """Run a story in a loop whose clock jumps ahead to whatever happens next."""
    selector = JumpingSelector()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    try:
        loop.run_until_complete(story(lambda: selector.now))
    finally:
        loop.close()


def test_who_waits_for_an_address_leaves_the_line_when_its_host_asks_for_time() -> None:
    order = []

    async def story(clock: Callable[[], float]) -> None:
        host_gate = HostGate(1.0, clock=clock, address_of=lambda key: "192.0.2.1")

        async def one(name: str) -> None:
            async with host_gate.visit(f"https://{name}.example/"):
                order.append((name, clock()))
                await asyncio.sleep(3)

        visits = [asyncio.create_task(one(name)) for name in "abc"]
        await asyncio.sleep(1)
        host_gate.note(B, status=503, retry_after="60")
        await asyncio.gather(*visits)

    in_no_time(story)
    assert order == [("a", 0.0), ("c", 3.0), ("b", 61.0)]


calls = st.lists(
    st.tuples(
        st.integers(0, 5),  # host
        st.sampled_from([0.0, 0.1, 1.0, 7.0]),  # until loaded
        st.sampled_from([0.0, 0.5, 3.0]),  # from then to the end
        st.booleans(),  # a page
        st.sampled_from([200, 200, 200, 404, 429, 503]),
        st.sampled_from(["", "0", "5", "40"]),
    ),
    max_size=30,
)


@given(calls, st.integers(1, 3))
@settings(deadline=None)
def test_whatever_comes_each_host_and_address_is_asked_by_one_at_a_time_and_all_get_their_turn(
    script: list[tuple[int, float, float, bool, int, str]], addresses: int
) -> None:
    requests: list[tuple[float, float, int, bool]] = []
    not_before = [0.0] * 6

    async def story(clock: Callable[[], float]) -> None:
        host_gate = HostGate(
            1.0,
            address_of=lambda key: f"192.0.2.{int(key[1]) % addresses}",
            failures_to_rest=100,
            clock=clock,
        )
        host_gate.set_crawl_delay("h0.example:443", 4.0)

        async def one(
            host: int, load_s: float, work_s: float, is_page: bool, status: int, after: str
        ) -> None:
            async with host_gate.visit(f"https://h{host}.example/", is_page=is_page) as turn:
                began = clock()
                assert began >= not_before[host]
                await asyncio.sleep(load_s)
                requests.append((began, clock(), host, is_page))
                turn.loaded()
                host_gate.note(f"h{host}.example:443", status=status, retry_after=after)
                if after and status >= 300:
                    not_before[host] = clock() + float(after)
                await asyncio.sleep(work_s)

        await asyncio.gather(*(one(*call) for call in script))

    in_no_time(story)
    assert len(requests) == len(script)
    for at, (_, ended, host, is_page) in enumerate(sorted(requests)):
        for began, _, other, other_is_page in sorted(requests)[at + 1 :]:
            if host == other:
                assert began >= ended + (4.0 if host == 0 else 1.0) - 1e-6
            elif is_page and other_is_page and host % addresses == other % addresses:
                assert began >= ended - 1e-6


def test_five_failures_in_a_row_rest_a_host_and_one_visit_tries_again() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        for number in range(5):
            assert not host_gate.rested(A), number
            host_gate.note(A, failed=True)
        assert host_gate.rested(A)
        assert not host_gate.ready(A)
        assert not host_gate.rested(B)
        time.s += 60
        assert host_gate.ready(A)
        host_gate.note(A, failed=True)
        assert host_gate.rested(A)
        time.s += 119
        assert host_gate.rested(A)
        time.s += 1
        assert host_gate.ready(A)
        host_gate.note(A, status=200)
        for _ in range(4):
            host_gate.note(A, status=502)
        assert not host_gate.rested(A)

    tell(story)


def test_a_good_answer_between_ends_the_row() -> None:
    host_gate = gate(Time())
    for _ in range(20):
        host_gate.note(A, failed=True)
        host_gate.note(A, status=404)
    assert not host_gate.rested(A)


def test_errors_of_single_pages_do_not_rest_a_host() -> None:
    host_gate = gate(Time())
    for status in (500, 404, 501, 403, 410, 500, 500):
        host_gate.note(A, status=status)
    assert not host_gate.rested(A)


def test_ready_says_whether_a_visit_would_start_at_once() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        assert host_gate.ready(A)
        async with host_gate.visit(A_URL):
            assert not host_gate.ready(A)
            assert host_gate.next_ready_at([A]) is None
            assert host_gate.next_ready_at([A, B]) == 0.0
        assert not host_gate.ready(A)
        assert host_gate.next_ready_at([A]) == 1_001.0
        time.s += 1.0
        assert host_gate.ready(A)

    tell(story)


def test_waiting_ends_when_the_first_host_may_be_ready() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        await host_gate.wait_ready([A])
        assert time.slept == []
        await visit(host_gate, time)
        await host_gate.wait_ready([A])
        assert host_gate.ready(A)
        assert time.slept == [1.0]

    tell(story)


def test_waiting_ends_when_a_visit_does() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        waiting = asyncio.Event()

        async def wait() -> None:
            waiting.set()
            await host_gate.wait_ready([A])

        async with host_gate.visit(A_URL):
            task = asyncio.create_task(wait())
            await waiting.wait()
            await asyncio.sleep(0)
            assert not task.done()
        await task

    tell(story)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Mon, 04 May 2026 12:02:00 GMT", 121.0),
        ("Mon, 04 May 2026 11:00:00 GMT", 0.0),
        ("Mon, 04 May 2026 12:00:00 GMT", 0.0),
        ("Monday, 04-May-26 12:02:00 GMT", 121.0),
        ("Mon May  4 12:02:00 2026", 121.0),
        ("Mon, 04 May 2026 14:02:00 +0200", 121.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 1e9),
        ("Mon, 04 May 99999 12:02:00 GMT", None),
        ("Mon, 99 May 2026 12:02:00 GMT", None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1e3", None),
        ("inf", None),
        ("straks", None),
        ("1.5", 1.5),
        ("²", None),
        ("٣", None),
        ("9" * 400, 1e9),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.text())
def test_any_retry_after_is_a_time_or_none(value: str) -> None:
    seconds = retry_after_s(value, NOW)
    assert seconds is None or seconds >= 0
