"""At most a few heavy tests at a time, over all processes that run tests side by side.

Most browser tests wait; some keep a core busy for a minute. Where several of those met, the machine was so
slow that deadlines of other tests passed which have nothing to do with them.
"""

import os
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:
    # Windows: tests run as they come.
    fcntl = None  # type: ignore[assignment]

PLACES = 2
"""How many heavy tests run at the same time."""

PAUSE_S = 0.1

HEAVY = frozenset(
    {
        "tests/act/test_act.py",
        "tests/checks/test_fuzz.py",
        "tests/crawler/browser/test_memory.py",
        "tests/crawler/gather/test_safety.py",
        "tests/e2e/test_demo.py",
        "tests/e2e/test_linked.py",
        "tests/e2e/test_scan.py",
        "tests/lab/test_lab.py",
        "tests/reports/test_in_browser.py",
    }
)
"""Files whose tests keep a core busy for long."""

OF_OTHER_PROCESSES = ("tests/cli/", "tests/crawler/", "tests/e2e/", "tests/lab/")
"""Folders in which tests start commands, servers and sockets, and wait for them."""


def waits(test: str, marks: Collection[str]) -> bool:
    """Say whether a test, by its id and the names of its marks, waits for a process other than its own."""
    return not {"browser", "postgres"}.isdisjoint(marks) or test.startswith(OF_OTHER_PROCESSES)


@contextmanager
def turn(file: str, run: str) -> Iterator[None]:
    """Wait for one of the places where a test of this file is heavy; `run` names the test run."""
    if fcntl is None or not run or file not in HEAVY:
        yield
        return
    folder = Path(tempfile.gettempdir()) / f"drempel-turns-{os.getuid()}-{run}"
    folder.mkdir(exist_ok=True)
    place = _taken(folder)
    try:
        yield
    finally:
        # Closing gives the lock back.
        place.close()


def _taken(folder: Path) -> IO[bytes]:
    places = [(folder / str(number)).open("ab") for number in range(PLACES)]
    while True:
        for place in places:
            with suppress(BlockingIOError):
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for other in places:
                    if other is not place:
                        other.close()
                return place
        time.sleep(PAUSE_S)
