"""How tests are dealt out to processes: files as a whole, the heavy ones first and never too many at a time.

A heavy file that is dealt out while all places of `tests.turns` are taken would hold up a process that could
do something else; so something else is dealt out. Last come tests that need nothing of each other: each is
short, so that no process has to wait long for another at the end.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from xdist.scheduler import LoadScopeScheduling

from tests.turns import HEAVY, PLACES

SPREAD = frozenset({"test_fixtures.py", "test_form.py"})
"""Files whose tests need nothing of each other, and mostly wait: they use pages for some seconds each."""


class ByFile(LoadScopeScheduling):
    """Keeps the tests of a file in one process, for what they share, but for files that are spread."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file.rpartition("/")[2] in SPREAD else file

    def _assign_work_unit(self, node: Any) -> None:
        """Deal out what comes next: the first of the queue is what goes."""
        self.workqueue.move_to_end(self._next(), last=False)
        super()._assign_work_unit(node)

    def _next(self) -> str:
        """Return a heavy file if there is a place for it, else another file, else a test of its own."""
        queue: Iterable[str] = self.workqueue
        heavy = (file for file in queue if file in HEAVY)
        files = (file for file in queue if "::" not in file and file not in HEAVY)
        tests = (test for test in queue if "::" in test)
        in_order = chain(heavy, files, tests) if self._has_place() else chain(files, tests, heavy)
        return next(in_order)

    def _has_place(self) -> bool:
        dealt = (unit for units in self.assigned_work.values() for unit in units.items())
        return sum(file in HEAVY and not all(done.values()) for file, done in dealt) < PLACES
