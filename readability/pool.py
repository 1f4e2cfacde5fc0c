"""Read texts in this process or in a few others.

Counting syllables is plain Python, so threads would gain nothing. With no workers the text is read on the
spot, in the event loop: a page of 600 words takes about five milliseconds, less than handing it over. A very
long one is read beside the loop, so that others do not wait for it.
"""

import asyncio
import os
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from drempel.model.text import BlockKind, TextBlock, VisibleText
from readability.language import load_model
from readability.page import PageReading, read_page

_LONG_CHARS = 100_000
"""A text of this length takes a twentieth of a second."""

_PAGES_PER_WORKER = 5000
"""A worker is then replaced, so that whatever a library leaks does not grow through the night."""


class TextPool:
    """Gives the profile and the hints of a text; use as an async context manager or call `aclose`.

    `workers` is the number of processes; 0 reads in this one and starts nothing.
    """

    def __init__(self, workers: int = 0) -> None:
        if workers < 0:
            raise ValueError(f"workers must be 0 or more, not {workers}")
        self._workers = workers
        self._executor: Executor | None = None

    async def read(self, text: VisibleText) -> PageReading:
        """Return what is known of one text.

        When a worker was killed from outside, the text is given to a new one once; a text that kills its
        worker twice raises `BrokenProcessPool`, and the pool can still be used for others.
        """
        if not self._workers:
            is_long = sum(len(block.text) for block in text.blocks) > _LONG_CHARS
            return await asyncio.to_thread(read_page, text) if is_long else read_page(text)
        try:
            return await self._submit(text)
        except BrokenProcessPool:
            return await self._submit(text)

    async def _submit(self, text: VisibleText) -> PageReading:
        executor = self._executor = self._executor or self._start()
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, read_page, text)
        except BrokenProcessPool:
            # Every text under way meets this; only the first may throw away the broken executor.
            if self._executor is executor:
                self._executor = None
            raise

    def _start(self) -> Executor:
        return ProcessPoolExecutor(
            self._workers,
            mp_context=get_context("spawn"),
            initializer=warm_up,
            max_tasks_per_child=_PAGES_PER_WORKER,
        )

    async def aclose(self) -> None:
        """Wait for the texts under way and end the processes; further texts start new ones."""
        executor, self._executor = self._executor, None
        if executor is not None:
            await asyncio.to_thread(executor.shutdown, cancel_futures=True)

    async def __aenter__(self) -> "TextPool":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def warm_up() -> None:
    """Load what the first text would otherwise wait for: the language model and the word list."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    load_model()
    read_page(VisibleText("", "nl", (TextBlock("Dit is een korte zin.", BlockKind.PARAGRAPH, node=1),)))


def _end_with_parent() -> None:
    """End this worker when the process that started it was killed: it would wait for texts for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
