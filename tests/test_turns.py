"""Heavy tests take turns, over processes."""

import multiprocessing
import time
import uuid
from collections.abc import Collection
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from tests.turns import HEAVY, OF_OTHER_PROCESSES, PLACES, fcntl, turn, waits

ROOT = Path(__file__).parents[1]


def test_the_heavy_files_exist() -> None:
    assert [file for file in sorted(HEAVY) if not (ROOT / file).is_file()] == []


def hold(file: str, run: str, inside: Event, leave: Event) -> None:
    with turn(file, run):
        inside.set()
        leave.wait(60)


@pytest.mark.skipif(fcntl is None, reason="this system has no file locks of this kind")
def test_no_more_than_a_few_heavy_ones_at_a_time_and_others_as_they_come() -> None:
    context, run = multiprocessing.get_context("spawn"), uuid.uuid4().hex
    heavy = min(HEAVY)
    leave = context.Event()
    entered = [context.Event() for _ in range(PLACES + 1)]
    people = [context.Process(target=hold, args=(heavy, run, inside, leave)) for inside in entered]
    for person in people:
        person.start()
    try:
        until = time.monotonic() + 60
        while sum(inside.is_set() for inside in entered) < PLACES and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)
        assert sum(inside.is_set() for inside in entered) == PLACES
        with turn("tests/test_docs.py", run):
            pass
        leave.set()
        assert all(inside.wait(60) for inside in entered)
    finally:
        leave.set()
        for person in people:
            person.join(60)


@pytest.mark.parametrize(
    ("test", "marks", "expected"),
    [
        ("tests/storage/test_store.py::test_a[postgres]", {"postgres"}, True),
        ("tests/checks/test_page.py::test_b", {"browser", "timeout"}, True),
        ("tests/cli/test_scan.py::test_c", (), True),
        ("tests/checks/test_titles.py::test_d", {"parametrize"}, False),
        ("tests/test_turns.py::test_e", (), False),
    ],
)
def test_only_what_waits_for_another_process_gets_a_second_try(
    test: str, marks: Collection[str], expected: bool
) -> None:
    assert waits(test, marks) is expected


def test_the_folders_of_a_second_try_exist() -> None:
    assert [folder for folder in OF_OTHER_PROCESSES if not (ROOT / folder).is_dir()] == []
