"""Stopping: the first signal politely, the second at once. Run in processes of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

# `run_scans` is replaced: it says that it runs, and then obeys or ignores the wish to stop.
PROGRAM = """
import asyncio, subprocess, sys
from drempel import app
from drempel.cli import main, running

running.CLOSING_S = 0.1

async def run_scans(settings, jobs, *, resume, progress, stop, on_end, incremental):
    child = subprocess.Popen(["sleep", "600"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print("loopt", child.pid, flush=True)
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
def running(
    after: str, folder: Path, grace_s: float = 20, program: str = PROGRAM
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Give the program while it runs, and the process that it started itself."""
    (folder / "config.toml").write_text(f"[crawler]\ngrace_s = {grace_s}\n")
    process = subprocess.Popen(
        [sys.executable, "-c", program.format(after=after)],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT)},
    )
    child = "0"
    try:
        assert process.stdout is not None
        word, child = process.stdout.readline().split()
        assert word == "loopt"
        yield process, int(child)
    finally:
        process.kill()
        process.communicate()
        with suppress(ProcessLookupError):
            os.kill(int(child) or process.pid, signal.SIGKILL)


def is_alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_lets_the_work_end(number: signal.Signals, tmp_path: Path) -> None:
    with running(OBEYS, tmp_path) as (process, _):
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Druk nog eens op Ctrl-C" in err
    assert "--resume" in err


@pytest.mark.parametrize("after", [IGNORES, BUSY])
def test_the_second_signal_ends_it_at_once_with_all_that_it_started(after: str, tmp_path: Path) -> None:
    with running(after, tmp_path) as (process, child):
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "gevraagd\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) == 130
        assert not is_alive(child)


def test_a_signal_that_does_not_break_off_the_waiting_is_heard(tmp_path: Path) -> None:
    # Another thread gets it, so the main one goes on waiting, as when a signal comes just before it waits.
    elsewhere = (
        "import signal, threading, time; "
        "threading.Thread(target=lambda: (time.sleep(1), "
        "signal.pthread_kill(threading.get_ident(), signal.SIGTERM))).start()"
    )
    program = PROGRAM.replace("    await stop.wait()", f"    {elsewhere}\n    await stop.wait()", 1)
    with running(OBEYS, tmp_path, program=program) as (process, _):
        out, err = process.communicate(timeout=120)
    assert out == "gevraagd\n"
    assert process.returncode == 130
    assert "--resume" in err


def test_work_that_does_not_end_in_time_is_cancelled_and_may_close(tmp_path: Path) -> None:
    closes = "\n    ".join(
        ("try:", "    await asyncio.Event().wait()", "finally:", "    print('gesloten', flush=True)")
    )
    with running(closes, tmp_path, grace_s=0.1) as (process, _):
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=120)
    assert out == "gevraagd\ngesloten\n"
    assert process.returncode == 130
    assert "--resume" in err


def test_a_program_that_hangs_ends_after_one_signal_too(tmp_path: Path) -> None:
    with running(BUSY, tmp_path, grace_s=0.1) as (process, child):
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=120) == 130
        assert not is_alive(child)
