"""The laboratory as tests: all stations of a group must be content with how the crawler treated them."""

from pathlib import Path

import pytest

from tests.lab.base import Station
from tests.lab.run import LabRun, all_stations, run_here

STATIONS = all_stations()
GROUPS = sorted({station.group for station in STATIONS})
DOCUMENTS_PER_ADDRESS = 1.5

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


def of(group: str) -> list[Station]:
    """Return the stations of a group."""
    return [station for station in STATIONS if station.group == group]


def told(run: LabRun) -> str:
    """Return everything that was wrong, for a message."""
    return "\n".join((*map(str, run.failed), *run.stray))


@pytest.mark.parametrize("group", GROUPS)
def test_every_station_is_content(group: str, tmp_path: Path) -> None:
    run = run_here(of(group), tmp_path)
    assert len(run.verdicts) == len(of(group))
    assert not run.failed, told(run)
    assert not run.stray, told(run)
    assert run.per_address <= DOCUMENTS_PER_ADDRESS
