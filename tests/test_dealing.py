"""Heavy files are dealt out first and never too many at a time; tests of their own come last."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.dealing import SPREAD, ByFile
from tests.turns import HEAVY, PLACES

HEAVY_FILES = sorted(HEAVY)[: PLACES + 1]
LIGHT_FILES = [f"tests/test_light_{number}.py" for number in range(6)]
OWN_TESTS = [f"tests/checks/{sorted(SPREAD)[0]}::test_fixture[{number}]" for number in range(4)]
TESTS = [
    *OWN_TESTS,
    *(f"{file}::test_{number}" for file in LIGHT_FILES for number in range(9)),
    *(f"{file}::test_{number}" for file in HEAVY_FILES for number in range(5)),
]


class Worker:
    """A process that runs what it is sent, one test each time that it is told to."""

    shutting_down = False

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.waiting: list[int] = []
        self.done: list[str] = []

    def send_runtest_some(self, tests: list[int]) -> None:
        self.waiting += tests

    def shutdown(self) -> None:
        self.shutting_down = True


def dealt(workers: list[Worker]) -> ByFile:
    """Return a scheduler that has dealt out the first tests."""
    config: Any = SimpleNamespace(
        getvalue=lambda name: ["popen"] * len(workers), option=SimpleNamespace(loadscopereorder=True)
    )
    scheduler = ByFile(config)
    nodes: list[Any] = list(workers)
    for node in nodes:
        scheduler.add_node(node)
        scheduler.add_node_collection(node, TESTS)
    scheduler.schedule()
    return scheduler


def file_of(test: int) -> str:
    return TESTS[test].partition("::")[0]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_every_test_runs_once_and_no_process_waits_for_a_place(number: int) -> None:
    workers = [Worker(str(name)) for name in range(number)]
    scheduler = dealt(workers)
    while any(worker.waiting for worker in workers):
        under_way = {file_of(worker.waiting[0]) for worker in workers if worker.waiting}
        assert len(under_way & HEAVY) <= PLACES
        for worker in workers:
            if worker.waiting:
                test = worker.waiting.pop(0)
                worker.done.append(TESTS[test])
                scheduler.mark_test_complete(worker, test)
    assert sorted(test for worker in workers for test in worker.done) == sorted(TESTS)
    for file in HEAVY_FILES + LIGHT_FILES:
        assert sum(any(test.startswith(f"{file}::") for test in worker.done) for worker in workers) == 1
    assert all(worker.shutting_down for worker in workers)


def test_heavy_files_come_first_and_tests_of_their_own_last() -> None:
    worker = Worker("one")
    scheduler = dealt([worker])
    order: list[str] = []
    while worker.waiting:
        test = worker.waiting.pop(0)
        order.append(file_of(test))
        scheduler.mark_test_complete(worker, test)
    files = list(dict.fromkeys(order))
    assert set(files[:PLACES]) < HEAVY
    assert order[-len(OWN_TESTS) :] == [file_of(0)] * len(OWN_TESTS)
