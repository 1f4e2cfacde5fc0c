"""The grace time: what is open may end, what takes longer is cancelled."""

import asyncio
import time

import pytest

from drempel.stopping import within_grace


async def wait_for(event: asyncio.Event, told: list[str]) -> None:
    try:
        await event.wait()
        told.append("klaar")
    except asyncio.CancelledError:
        told.append("afgebroken")
        raise


def test_without_a_stop_all_is_waited_for() -> None:
    async def run() -> list[str]:
        told: list[str] = []
        ready = asyncio.Event()
        work = [asyncio.create_task(wait_for(ready, told)) for _ in range(3)]
        asyncio.get_running_loop().call_later(0.01, ready.set)
        await within_grace(work, asyncio.Event(), 0.0)
        return told

    assert asyncio.run(run()) == ["klaar"] * 3


def test_what_ends_within_the_grace_time_ends_and_the_rest_is_cancelled() -> None:
    async def run() -> list[str]:
        told: list[str] = []
        stop, ready = asyncio.Event(), asyncio.Event()
        work = [asyncio.create_task(wait_for(event, told)) for event in (ready, asyncio.Event())]
        loop = asyncio.get_running_loop()
        loop.call_later(0.01, stop.set)
        loop.call_later(0.03, ready.set)
        await within_grace(work, stop, 0.3)
        assert all(task.done() for task in work)
        return told

    assert asyncio.run(run()) == ["klaar", "afgebroken"]


def test_nothing_to_wait_for() -> None:
    stopped = asyncio.Event()
    stopped.set()
    begun = time.monotonic()
    asyncio.run(within_grace([], stopped, 10.0))
    assert time.monotonic() - begun < 5, "the grace time is not waited for"


@pytest.mark.parametrize("is_stopped", [False, True])
def test_an_error_is_raised_at_once(is_stopped: bool) -> None:
    async def fail() -> None:
        await asyncio.sleep(0)
        raise ValueError("kapot")

    async def run() -> None:
        stop = asyncio.Event()
        if is_stopped:
            stop.set()
        other = asyncio.create_task(asyncio.Event().wait())
        with pytest.raises(ValueError, match="kapot"):
            await within_grace([asyncio.create_task(fail()), other], stop, 60.0)
        assert not other.done()
        other.cancel()

    asyncio.run(run())
