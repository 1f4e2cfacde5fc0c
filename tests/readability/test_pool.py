import multiprocessing
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from readability.page import PageReading, read_page
from readability.pool import TextPool
from tests.loop import LoopThread
from tests.readability.texts import FRENCH, HARD, PLAIN, page

ROOT = Path(__file__).parents[2]
PAGES = [page(PLAIN), page(HARD), page(FRENCH), page("")]
EXPECTED = [read_page(text) for text in PAGES]


async def read_with(workers: int) -> list[PageReading]:
    async with TextPool(workers) as pool:
        return [await pool.read(text) for text in PAGES]


def test_without_workers_no_process_is_started(loop_thread: LoopThread) -> None:
    before = multiprocessing.active_children()
    assert loop_thread.run(read_with(0)) == EXPECTED
    assert multiprocessing.active_children() == before


def test_workers_give_the_same_and_survive_being_killed(loop_thread: LoopThread) -> None:
    async def read_kill_read() -> tuple[list[PageReading], list[PageReading]]:
        async with TextPool(1) as pool:
            first = [await pool.read(text) for text in PAGES]
            for worker in multiprocessing.active_children():
                worker.kill()
                worker.join()
            return first, [await pool.read(text) for text in PAGES]

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


PARENT = """
import asyncio
import multiprocessing
from readability.page import PageReading, read_page
from readability.pool import TextPool
from tests.readability.texts import PLAIN, page

async def main():
    pool = TextPool(1)
    await pool.read(page(PLAIN))
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="waits by pidfd")
def test_a_worker_ends_with_a_process_that_was_killed(tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        assert parent.stdout is not None
        workers = [os.pidfd_open(int(pid)) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert workers
    for worker in workers:
        ended, _, _ = select.select([worker], [], [], 30)
        os.close(worker)
        assert ended
