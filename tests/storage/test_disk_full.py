"""A disk that is really full: what was stored is kept, the message says so, and later the scan goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drempel.model.scan import ScanState
from storage import Store
from tests.storage.samples import SITE
from tests.storage.scan_to_kill import main
from tests.storage.test_kill import ROOT, check_complete, check_whole

PAGES = 400


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk of one megabyte."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "drempel-test", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_a_scan_on_a_full_disk_stops_with_a_message_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    url = f"sqlite:///{small_disk / 'drempel.db'}"
    child = subprocess.run(
        [sys.executable, "-m", "tests.storage.scan_to_kill", url, str(PAGES), "5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert child.returncode == 1
    assert "drempel.db: the disk is full. Make room" in child.stderr
    told = [int(line) for line in child.stdout.splitlines() if line.isdigit()]
    with Store.open(url, create=False) as store:
        scan = store.unfinished_scan("elzervoorde", SITE.id)
        assert scan is not None
        check_whole(store, scan.id, PAGES)
        assert sum(store.outcome_counts(scan.id).values()) == sum(told)
        assert 0 < sum(told) < PAGES
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    main(url, PAGES, 5)
    with Store.open(url) as store:
        (scan,) = store.scans()
        assert scan.state is ScanState.COMPLETE
        check_complete(store, scan.id, PAGES)
