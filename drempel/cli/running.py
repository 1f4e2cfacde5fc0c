"""Run asynchronous work so that it can be stopped: first Ctrl-C politely, the second at once."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from typing import TypeVar

from drempel.cli.program import Exit
from drempel.cli.words import note, say

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run_until_stopped(
    work: Callable[[asyncio.Event], Awaitable[T]], close: Callable[[], None] = lambda: None
) -> tuple[T, bool]:
    """Return what the work returns, and whether it was asked to stop.

    Ctrl-C and SIGTERM set the event that the work receives. A second one calls `close`, which gives the
    terminal back, and ends the process with exit code 130 without waiting for anything.
    """

    async def main() -> tuple[T, bool]:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def ask() -> None:
            stop.set()
            note(say("Stopping: open pages are finished first. Press Ctrl-C again to stop at once."))

        asked = False

        def on_signal(*_: object) -> None:
            nonlocal asked
            if asked:  # here and now: the loop may be busy for long
                try:
                    close()
                finally:
                    os._exit(Exit.INTERRUPTED)
            asked = True
            loop.call_soon_threadsafe(ask)

        # Not loop.add_signal_handler: Windows has none.
        before = {number: signal.signal(number, on_signal) for number in SIGNALS}
        try:
            return await work(stop), stop.is_set()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    return asyncio.run(main())
