"""What a report of a large site takes in each format: memory, CPU time and size.

A made-up scan of 200,000 findings on 5,000 pages, read as it is written. Each format runs in a process of its
own, so that its peak is its own. Bars: less than 300 MB of memory, and no HTML page of 1 MB.

    python -m benchmarks.formats
    python -m benchmarks.formats --quick              20,000 findings on 1,000 pages
    python -m benchmarks.formats --format sarif       one format only; may be repeated
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from reports.registry import discover, write_report
from tests.reports import fakes

BAR_MB = 300
BAR_PAGE_MB = 1.0
ISSUES = 300
FULL, QUICK = (5_000, 200_000), (1_000, 20_000)


def peak_mb() -> float:
    """Return the most memory that this process held, in MB."""
    # Linux hands the peak of the process that started this one on to `ru_maxrss`, not to VmHWM.
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def measure(format_id: str, pages: int, findings: int) -> dict[str, Any]:
    """Write one report in this process and return what it took."""
    source = fakes.large(page_count=pages, issue_count=ISSUES, findings_per_issue=findings // ISSUES)
    text = fakes.dutch()
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        (written,) = write_report(source, Path(folder), [format_id], text)
        cpu_s = time.process_time() - began
        sizes = [path.stat().st_size / 1e6 for path in Path(folder).iterdir()]
    if written.error:
        raise SystemExit(f"{format_id}: {written.error}")
    return {
        "peak_mb": peak_mb(),
        "cpu_s": cpu_s,
        "mb": sum(sizes),
        "largest_mb": max(sizes),
        "files": len(sizes),
    }


def apart(format_id: str, pages: int, findings: int) -> dict[str, Any]:
    """Return what one format takes in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.formats", "--one", format_id, str(pages), str(findings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Print a line per format; the exit code is 1 when one misses its bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", action="append", choices=sorted(discover()))
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one[0], int(given.one[1]), int(given.one[2]))))
        return 0
    pages, findings = QUICK if given.quick else FULL
    print(f"{findings:,} findings on {pages:,} pages")
    print(f"{'format':<10} {'peak MB':>8} {'CPU s':>7} {'MB':>8} {'largest':>8} {'files':>6}")
    missed = []
    for format_id in given.format or sorted(discover()):
        found = apart(format_id, pages, findings)
        print(
            f"{format_id:<10} {found['peak_mb']:>8.0f} {found['cpu_s']:>7.1f} {found['mb']:>8.1f} "
            f"{found['largest_mb']:>8.2f} {found['files']:>6}"
        )
        if found["peak_mb"] >= BAR_MB or (format_id == "html" and found["largest_mb"] >= BAR_PAGE_MB):
            missed.append(format_id)
    print(f"missed: {', '.join(missed)}" if missed else f"all under {BAR_MB} MB")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
