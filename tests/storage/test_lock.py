"""One nightly run at a time: who holds the lock is told, and a holder that was killed holds nothing."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from drempel.errors import StorageError
from storage.engine import database_url
from storage.lock import lock_file, nightly_lock

ROOT = Path(__file__).parents[2]

HOLDER = """
import sys, time
from storage.lock import nightly_lock
with nightly_lock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold_elsewhere(url: str) -> "subprocess.Popen[str]":
    """Have another process take the lock; it lets go when its stdin ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_second_run_is_told_who_holds_the_lock(url: str) -> None:
    child = hold_elsewhere(url)
    with (
        pytest.raises(
            StorageError, match=rf"Another nightly scan.*, {child.pid}, since 20\d\d-\d\d-\d\d \d\d:\d\d \S"
        ),
        nightly_lock(url),
    ):
        pytest.fail("two hold one lock")
    child.communicate("", timeout=30)
    with nightly_lock(url):
        pass


def test_who_was_killed_holds_nothing(url: str) -> None:
    with hold_elsewhere(url) as child:
        child.send_signal(signal.SIGKILL)
        assert child.wait(timeout=30) == -signal.SIGKILL
    # PostgreSQL notices a moment later that the connection is gone.
    for _ in range(100):
        try:
            with nightly_lock(url), pytest.raises(StorageError, match=str(os.getpid())), nightly_lock(url):
                pytest.fail("two hold one lock")
            return
        except StorageError:
            threading.Event().wait(0.05)
    pytest.fail("the lock of a process that is gone is still held")


def test_the_lock_does_not_stand_in_the_way_of_scans_by_hand(url: str) -> None:
    from storage import Store
    from tests.storage.samples import ok, scanned

    with nightly_lock(url), Store.open(url, busy_timeout_s=0.2) as store:
        scanned(store, ok("a"))
        assert len(store.scans()) == 1


def test_a_lock_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'drempel.db'}"
    lock_file(database_url(url)).mkdir()
    with pytest.raises(StorageError, match="cannot be opened"), nightly_lock(url):
        pytest.fail("that is a folder")
