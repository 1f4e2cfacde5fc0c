import multiprocessing

import pytest

from drempel.model.text import TextProfile
from readability.pool import TextPool
from readability.profile import profile
from tests.loop import LoopThread
from tests.readability.texts import FRENCH, HARD, PLAIN, page

PAGES = [page(PLAIN), page(HARD), page(FRENCH), page("")]
EXPECTED = [profile(text) for text in PAGES]


async def read_with(workers: int) -> list[TextProfile]:
    async with TextPool(workers) as pool:
        return [await pool.profile(text) for text in PAGES]


def test_without_workers_no_process_is_started(loop_thread: LoopThread) -> None:
    before = multiprocessing.active_children()
    assert loop_thread.run(read_with(0)) == EXPECTED
    assert multiprocessing.active_children() == before


def test_workers_give_the_same_and_survive_being_killed(loop_thread: LoopThread) -> None:
    async def read_kill_read() -> tuple[list[TextProfile], list[TextProfile]]:
        async with TextPool(1) as pool:
            first = [await pool.profile(text) for text in PAGES]
            for worker in multiprocessing.active_children():
                worker.kill()
                worker.join()
            return first, [await pool.profile(text) for text in PAGES]

    assert loop_thread.run(read_kill_read()) == (EXPECTED, EXPECTED)
    assert multiprocessing.active_children() == []


def test_closing_twice_or_unused_does_nothing(loop_thread: LoopThread) -> None:
    async def close_twice() -> None:
        pool = TextPool(2)
        await pool.aclose()
        await pool.aclose()

    loop_thread.run(close_twice())
    assert multiprocessing.active_children() == []


def test_a_negative_number_of_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="workers"):
        TextPool(-1)
