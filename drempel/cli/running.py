"""Run asynchronous work so that it can be stopped: first politely, within a grace time, then at once."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import NoReturn, TypeVar

from drempel.cli.program import Exit
from drempel.cli.words import note, say

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM)

GRACE_S = 20.0
CLOSING_S = 30.0
"""What work may take beyond the grace time to store what is open, close the browser and report."""


def run_until_stopped(
    work: Callable[[asyncio.Event], Awaitable[T]],
    close: Callable[[], None] = lambda: None,
    *,
    grace_s: float = GRACE_S,
    closing_s: float | None = None,
) -> tuple[T | None, bool]:
    """Return what the work returns, and whether it was asked to stop; `None` when it had to be broken off.

    Ctrl-C and SIGTERM set the event that the work receives; it has `grace_s` to finish what is open, and
    `closing_s` more to store and close. Then it is cancelled; if it has not ended after `closing_s` again,
    or a second signal comes, the process ends at once with exit code 130. Before that `close` gives the
    terminal back and the browser and its helpers are ended.
    """
    closing_s = CLOSING_S if closing_s is None else closing_s
    # A signal handler may do no more than this: a lock it asks for could be held by what it interrupted.
    signalled: SimpleQueue[None] = SimpleQueue()
    ended = threading.Event()

    def watch() -> None:
        signalled.get()
        if not ended.wait(grace_s + 2 * closing_s):
            _end(close)

    async def main() -> tuple[T | None, bool]:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        working = asyncio.ensure_future(work(stop))

        def ask() -> None:
            stop.set()
            loop.call_later(grace_s + closing_s, working.cancel)
            note(say("Stopping: open pages are finished first. Press Ctrl-C again to stop at once."))

        asked = False

        def on_signal(*_: object) -> None:
            nonlocal asked
            if asked:  # here and now: the loop may be busy for long
                _end(close)
            asked = True
            signalled.put(None)
            loop.call_soon_threadsafe(ask)

        # Not loop.add_signal_handler: Windows has none.
        before = {number: signal.signal(number, on_signal) for number in SIGNALS}
        try:
            with _waking(loop):
                return await working, stop.is_set()
        except asyncio.CancelledError:
            if not stop.is_set():
                raise
            return None, True
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    threading.Thread(target=watch, daemon=True).start()
    try:
        return asyncio.run(main())
    finally:
        ended.set()
        signalled.put(None)


@contextmanager
def _waking(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Let a signal wake the loop, also when it comes just before the loop begins to wait.

    Python calls a handler between two instructions of the main thread; one that waits for sockets executes
    none, and only a signal that comes while it waits breaks that off. On Windows the loop does this itself.
    """
    if sys.platform == "win32":
        yield
        return
    reading, writing = socket.socketpair()
    with reading, writing:
        for end in (reading, writing):
            end.setblocking(False)
        loop.add_reader(reading, reading.recv, 4096)
        before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            loop.remove_reader(reading)


def _end(close: Callable[[], None]) -> NoReturn:
    """End this process and all that it started, without waiting for anything."""
    try:
        close()
    finally:
        for process in list(_children(os.getpid())):
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
        os._exit(Exit.INTERRUPTED)


def _children(process: int) -> Iterator[int]:
    """Yield the processes below one, the lowest first; elsewhere than on Linux they notice it themselves."""
    if sys.platform != "linux":
        return
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, thread.read_text().split()):
                yield from _children(child)
                yield child
