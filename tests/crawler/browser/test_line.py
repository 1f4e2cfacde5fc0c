"""A slow line takes the time that its figures say, and lets what matters go first."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from crawler.browser.line import SlowLine
from drempel.model.slow_load import Line

FAST = Line(round_trip_ms=20, download_kbit_s=800)
"""100 bytes a millisecond."""


Timed = tuple[list[str], float, SlowLine]


def timed(work: Callable[[SlowLine], Awaitable[list[str]]]) -> Timed:
    async def run() -> Timed:
        slow = SlowLine(FAST)
        began = asyncio.get_running_loop().time()
        came = await work(slow)
        return came, asyncio.get_running_loop().time() - began, slow

    return asyncio.run(run())


async def all_of(slow: SlowLine, *asked: tuple[str, int, str]) -> list[str]:
    came: list[str] = []

    async def one(url: str, size: int, priority: str) -> None:
        await slow.carry(url, size, priority)
        came.append(url)

    await asyncio.gather(*(one(*each) for each in asked))
    return came


@pytest.mark.parametrize(
    ("url", "least_s"),
    [("http://a.example/", 2 * 0.02 + 0.05), ("https://a.example/", 3 * 0.02 + 0.05)],
)
def test_an_answer_takes_its_round_trips_and_its_bytes(url: str, least_s: float) -> None:
    _, took_s, slow = timed(lambda slow: all_of(slow, (url, 5_000, "High")))
    assert took_s >= least_s - 0.001
    assert slow.sent_bytes == 5_000
    assert slow.seconds_for(100_000) == 1


def test_a_second_request_to_the_same_origin_need_not_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[float] = []

    async def nap(delay_s: float) -> None:
        naps.append(round(delay_s, 2))

    async def three(slow: SlowLine) -> list[str]:
        with monkeypatch.context() as patched:
            patched.setattr("crawler.browser.line.asyncio.sleep", nap)
            for url in ("https://a.example/", "https://a.example/b", "http://b.example/"):
                # Whoever is connected stays so.
                slow._ready_at.update(dict.fromkeys(slow._ready_at, 0.0))
                await slow.carry(url, 1)
        return []

    timed(three)
    # Where it is not connected yet two round trips with a lock, one without; then one to ask.
    assert [one for one in naps if one] == [0.06, 0.02, 0.04]


def test_what_matters_goes_first_and_all_bytes_share_the_line() -> None:
    asked = [("http://a.example/picture", 9_000, "Low"), ("http://a.example/style", 3_000, "VeryHigh")]
    came, took_s, slow = timed(lambda slow: all_of(slow, *asked))
    assert came == ["http://a.example/style", "http://a.example/picture"]
    assert took_s >= 2 * 0.02 + 0.12 - 0.001
    assert slow.sent_bytes == 12_000


def test_when_it_is_closed_nobody_waits() -> None:
    async def closed(slow: SlowLine) -> list[str]:
        waits = asyncio.ensure_future(all_of(slow, ("http://a.example/", 10_000_000, "High")))
        await asyncio.sleep(0.06)
        await slow.close()
        came = await asyncio.wait_for(waits, 60)
        return came + await all_of(slow, ("http://a.example/", 10_000_000, "High"))

    came, _, slow = timed(closed)
    assert came == ["http://a.example/"] * 2
    assert slow.sent_bytes < 10_000_000
