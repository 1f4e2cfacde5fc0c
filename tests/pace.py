"""How fast this machine is now, for tests that hold something to a number of CPU seconds.

Such a limit was set on one machine. Another one may be half as fast, and a busy one is slower than itself, as
its processes share caches and cores. So the same piece of work is done beside the test, and a limit that is
not met is stretched by how much longer that took than where the limits were set: never shortened.
"""

import time

REFERENCE_S = 0.0058
"""CPU seconds of the piece of work where the limits were set (Python 3.11, November 2026)."""
TRIES = 9


def pace() -> float:
    """Return how many times as long this machine takes as the one of the limits, 1 for a faster one."""
    spent_s = sorted(_spent_s() for _ in range(TRIES))
    return max(1.0, spent_s[TRIES // 2] / REFERENCE_S)


def in_time(spent_s: float, limit_s: float) -> bool:
    """Say whether work took no more CPU seconds than its limit allows on this machine."""
    return spent_s < limit_s or spent_s < limit_s * pace()


def _spent_s() -> float:
    """Return the CPU seconds of a piece of work such as the program does: words, counts and a sort."""
    started = time.process_time()
    words: dict[str, int] = {}
    text = "de gemeente helpt u met afval en milieu " * 40
    for turn in range(60):
        for word in text.split():
            words[word + str(turn % 7)] = words.get(word, 0) + len(word.upper())
    sum(sorted(words.values()))
    return time.process_time() - started
