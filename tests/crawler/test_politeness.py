import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness import HostGate, retry_after_s
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
                assert host_gate.ready("vrij.example:443") is (busy < 2)
                for _ in range(5):
                    await asyncio.sleep(0)
                busy -= 1

        await asyncio.gather(*map(one, "abcdefg"))

    tell(story, max_per_address=2, address_of=lambda key: "192.0.2.1")
    assert most == 2


def test_a_visit_that_fails_gives_the_turn_back() -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        with pytest.raises(RuntimeError):
            async with host_gate.visit(A_URL):
                raise RuntimeError
        assert await visit(host_gate, time) == 1.0

    tell(story)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("header", ["30", "Mon, 04 May 2026 12:00:30 GMT"])
def test_retry_after_is_kept(status: int, header: str) -> None:
    async def story(host_gate: HostGate, time: Time) -> None:
        await visit(host_gate, time)
        host_gate.note(A, status=status, retry_after=header)
        assert not host_gate.rested(A)
        assert await visit(host_gate, time) == 30.0

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
        ("Mon, 04 May 2026 12:02:00 GMT", 120.0),
        ("Mon, 04 May 2026 11:00:00 GMT", 0.0),
        ("Monday, 04-May-26 12:02:00 GMT", 120.0),
        ("", None),
        ("-1", None),
        ("straks", None),
        ("1.5", None),
        ("²", None),
        ("9" * 400, 999_999_999.0),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.text())
def test_any_retry_after_is_a_time_or_none(value: str) -> None:
    seconds = retry_after_s(value, NOW)
    assert seconds is None or seconds >= 0
