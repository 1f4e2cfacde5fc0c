"""Stopping: the first signal politely, the second at once. Run in processes of their own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")

# `run_scans` is replaced: it says that it runs, and then obeys or ignores the wish to stop.
PROGRAM = """
import asyncio, sys
from drempel import app
from drempel.cli import main

async def run_scans(settings, jobs, *, resume, progress, stop):
    print("loopt", flush=True)
    await stop.wait()
    print("gevraagd", flush=True)
    {after}
    return []

app.run_scans = run_scans
main(["scan", "https://a.example/", "--max-pages", "5"])
"""
OBEYS = "pass"
IGNORES = "await asyncio.Event().wait()"
BUSY = "exec('while True: pass')"


@contextmanager
def running(after: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(after=after)],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "loopt\n"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_lets_the_work_end(number: signal.Signals, tmp_path: Path) -> None:
    with running(OBEYS, tmp_path) as process:
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Druk nog eens op Ctrl-C" in err
    assert "--resume" in err


@pytest.mark.parametrize("after", [IGNORES, BUSY])
def test_the_second_signal_ends_it_at_once(after: str, tmp_path: Path) -> None:
    with running(after, tmp_path) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "gevraagd\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
