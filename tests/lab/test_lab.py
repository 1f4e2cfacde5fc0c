"""The laboratory as tests: all stations of a group must be content with how the crawler treated them."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.base import Station
from tests.lab.run import LabRun, all_stations, run_patiently

STATIONS = all_stations()
GROUPS = sorted({station.group for station in STATIONS})
HARDY = frozenset(("links", "duplicates", "traps", "robots", "redirects", "safety", "quiet", "honest"))
"""Groups that say the same on a busy machine."""

DOCUMENTS_PER_ADDRESS = 1.5
CAN_HAVE_A_NAMESPACE = sys.platform == "linux" and os.geteuid() == 0 and shutil.which("unshare") is not None

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


def of(group: str) -> list[Station]:
    """Return the stations of a group."""
    return [station for station in STATIONS if station.group == group]


def told(run: LabRun) -> str:
    """Return everything that was wrong, for a message."""
    return "\n".join((*map(str, run.failed), *run.stray))


@pytest.fixture
def visit(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> Callable[[list[Station]], LabRun]:
    """Return what visits stations and tells in the results of the tests which of them it had to see twice."""

    def visited(stations: list[Station]) -> LabRun:
        run, late = run_patiently(stations, tmp_path)
        for verdict in late:
            record_property("visited twice", str(verdict))
        return run

    return visited


def test_a_tenth_of_the_stations_is_content(visit: Callable[[list[Station]], LabRun]) -> None:
    without = [station for station in STATIONS if station.group in HARDY and not station.settings]
    drawn = random.Random(4).sample(without, len(without) // 10)
    run = visit(drawn)
    assert len(run.verdicts) == len(drawn)
    assert not run.failed, told(run)
    assert not run.stray, told(run)


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_every_station_is_content(group: str, visit: Callable[[list[Station]], LabRun]) -> None:
    run = visit(of(group))
    assert len(run.verdicts) == len(of(group))
    assert not run.failed, told(run)
    assert not run.stray, told(run)
    assert run.per_address <= DOCUMENTS_PER_ADDRESS


@pytest.mark.slow
@pytest.mark.skipif(not CAN_HAVE_A_NAMESPACE, reason="a network namespace needs root, Linux and unshare")
def test_killed_three_times_the_command_loses_and_doubles_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.lab", "--kills", "3", "--keep", str(tmp_path / "lab"), "resume"]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pages asked again after kill 3" in done.stdout
