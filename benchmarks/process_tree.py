"""CPU seconds and memory of this process and everything it started (Linux, from /proc)."""

import os
import time
from collections.abc import Iterator

_TICKS = os.sysconf("SC_CLK_TCK")


def _tree() -> dict[int, float]:
    """Return the processes of the tree with their seconds; looks at no others, which costs little."""
    found: dict[int, float] = {}
    waiting = [os.getpid()]
    while waiting:
        process = waiting.pop()
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                # The command name may hold spaces and brackets; the fields start behind its last bracket.
                fields = file.read().rpartition(")")[2].split()
            waiting += _children(process)
        except OSError:
            continue
        found[process] = sum(map(int, fields[11:13])) / _TICKS
    return found


def _children(process: int) -> Iterator[int]:
    for task in os.listdir(f"/proc/{process}/task"):
        try:
            with open(f"/proc/{process}/task/{task}/children", encoding="ascii") as file:
                yield from map(int, file.read().split())
        except OSError:
            # A thread that has just ended.
            continue


class CpuMeter:
    """Adds up the time of every process of the tree, also of those that end before the sum is taken.

    What a process used between its last sample and its end is lost, so sample often.
    """

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}
        self.own_s = 0.0
        """What sampling itself took; it is part of what `sample` returns."""

    def sample(self) -> float:
        """Return user and system time of all processes seen so far, in seconds."""
        began_s = time.thread_time()
        for process, seconds in _tree().items():
            # A number that is given out anew begins at 0 again: it then counts for the one before.
            self._seen[process] = max(seconds, self._seen.get(process, 0.0))
        self.own_s += time.thread_time() - began_s
        return sum(self._seen.values())

    @property
    def others_s(self) -> float:
        """Return the part of all processes but this one, as they were last seen."""
        return sum(seconds for process, seconds in self._seen.items() if process != os.getpid())


def memory_mib() -> tuple[float, float]:
    """Return proportional memory in MiB: of this process, and of all others in the tree."""
    sizes = {process: _pss(process) for process in _tree()}
    own = sizes.pop(os.getpid())
    return own / 1024, sum(sizes.values()) / 1024


def _pss(process: int) -> int:
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("Pss:")), 0)
    except OSError:
        return 0
