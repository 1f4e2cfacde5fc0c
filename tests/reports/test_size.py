"""A large site: files stay small, and memory does not follow the number of findings."""

import subprocess
import sys
from pathlib import Path

import pytest

from drempel.i18n import Catalogue
from reports.base import FolderOutput
from reports.formats.html import FORMAT
from reports.registry import discover
from tests.reports import fakes

PROGRAM = """
import resource, sys, tracemalloc
from pathlib import Path
from reports.registry import write_report
from tests.reports import fakes

source = fakes.large(page_count={pages}, issue_count=300, findings_per_issue={findings} // 300)
text = fakes.dutch()
tracemalloc.start()
written = write_report(source, Path(sys.argv[1]), {formats}, text)
assert all(one.path for one in written), written
# Linux hands the peak of the process that started this one on to it, except here.
status = Path("/proc/self/status")
peaks = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if (
    status.exists()) else [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
print(tracemalloc.get_traced_memory()[1] // 1000, *peaks)
"""


PEOPLE = ("html", "csv", "json")
MACHINES = tuple(sorted(set(discover()) - set(PEOPLE)))


def peak_kb(folder: Path, pages: int, findings: int, formats: tuple[str, ...] = PEOPLE) -> tuple[int, int]:
    """Write formats in a process of its own; return the peak of Python's memory and of the process."""
    program = PROGRAM.format(pages=pages, findings=findings, formats=formats)
    result = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    traced, resident = result.stdout.split()
    return int(traced), int(resident)


@pytest.mark.slow
def test_memory_does_not_follow_the_number_of_findings(tmp_path: Path) -> None:
    small, _ = peak_kb(tmp_path / "small", pages=500, findings=3_000)
    large, resident = peak_kb(tmp_path / "large", pages=2_000, findings=20_000)
    assert large - small < 5_000, f"{small} kB for 3,000 findings, {large} kB for 20,000"
    assert resident < 300_000


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_memory_of_formats_for_machines_does_not_follow_the_number_of_findings(tmp_path: Path) -> None:
    small, _ = peak_kb(tmp_path / "small", pages=300, findings=2_100, formats=MACHINES)
    large, resident = peak_kb(tmp_path / "large", pages=300, findings=20_000, formats=MACHINES)
    assert large - small < 2_000, f"{small} kB for 2,100 findings, {large} kB for 20,000"
    assert resident < 300_000


@pytest.mark.slow
def test_no_page_of_a_large_report_outgrows_a_megabyte(tmp_path: Path, dutch: Catalogue) -> None:
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(fakes.large(), out, dutch)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert len([name for name in sizes if name.startswith("probleem-")]) == 300
    assert len([name for name in sizes if name.startswith("paginas")]) == 25
    assert {name: size for name, size in sizes.items() if size >= 1_000_000} == {}
