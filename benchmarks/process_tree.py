"""CPU seconds and memory of this process and everything it started (Linux, from /proc)."""

import os
from collections import defaultdict

_TICKS = os.sysconf("SC_CLK_TCK")


def _table() -> tuple[dict[int, list[int]], dict[int, float]]:
    children: dict[int, list[int]] = defaultdict(list)
    seconds: dict[int, float] = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                # The command name may hold spaces and brackets; the fields start behind its last bracket.
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(name))
        seconds[int(name)] = sum(map(int, fields[11:13])) / _TICKS
    return children, seconds


def _tree() -> tuple[list[int], dict[int, float]]:
    children, seconds = _table()
    found, waiting = [], [os.getpid()]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += children[process]
    return found, seconds


class CpuMeter:
    """Adds up the time of every process of the tree, also of those that end before the sum is taken.

    What a process used between its last sample and its end is lost, so sample often.
    """

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}

    def sample(self) -> float:
        """Return user and system time of all processes seen so far, in seconds."""
        processes, seconds = _tree()
        for process in processes:
            # A number that is given out anew begins at 0 again: it then counts for the one before.
            self._seen[process] = max(seconds.get(process, 0.0), self._seen.get(process, 0.0))
        return sum(self._seen.values())


def memory_mib() -> tuple[float, float]:
    """Return proportional memory in MiB: of this process, and of all others in the tree."""
    processes, _ = _tree()
    sizes = {process: _pss(process) for process in processes}
    own = sizes.pop(os.getpid())
    return own / 1024, sum(sizes.values()) / 1024


def _pss(process: int) -> int:
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("Pss:")), 0)
    except OSError:
        return 0
