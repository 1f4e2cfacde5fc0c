"""Watch the memory of the browser's processes, and end what takes too much of it.

A thread of its own looks four times a second, oftener while something grows: a page can ask for gigabytes
in a second, and the event loop may be busy. It reads /proc, so on other systems than Linux nothing is
watched and only the browser's own limit on what scripts may keep holds.

Measured with a browser of nine processes: 0.4 ms a look, 0.2 % of a processor.
"""

import contextlib
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

log = structlog.get_logger()

LOOK_EVERY_S = 0.25
LOOK_OFTEN_S = 0.05
"""How often while a page grows."""

GROWS_MIB = 48
"""What has grown by this much since the last look is looked at often."""

SHARED_MIB = 512
"""What a process that serves all pages may take at least, whatever the limit of a page."""

ORDINARY_MIB = 96
"""What an ordinary page takes at most. All processes together may take as much for each page that can be
open at a time, and for the shared ones, and room for one page and a half at the limit."""

DIED_SHARE = 0.6
"""A page that ended by itself and was last seen with this part of what it may take, ended for its memory:
scripts have a limit of their own in the browser, and it is not seen in every moment of its life."""

REMEMBERED_S = 5.0
"""How long the end of a page's process waits for the page to be told of it."""

GRACE_S = 1.0
"""How long a process that serves all pages may take to get small again when a page was ended."""

PAGE, BROWSER, ZYGOTE, SERVICE = "renderer", "browser", "zygote", "service"

_TYPE = re.compile(rb"--type=([a-z-]+)")
_PARTS = re.compile(rb"^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageEnd:
    """The end of a page for its memory, with what it took at that moment."""

    mib: int
    would_again: bool
    """Whether the page was too large by itself, and not only together with others."""
    at_s: float


class MemoryWatch:
    """Ends pages above a limit; from `start` to `stop` it may be asked why a page ended."""

    def __init__(self, browser: int, page_mib: int, pages: int, folder: Path = Path("/proc")) -> None:
        """`browser` is the process id of the browser, which leads a process group of its own.

        `pages` is how many may be open at a time.
        """
        self._browser = browser
        self._page_mib = page_mib
        self._shared_mib = max(page_mib, SHARED_MIB)
        self._all_mib = SHARED_MIB + pages * ORDINARY_MIB + page_mib * 3 // 2
        self._folder = folder
        self._kinds: dict[int, str] = {}
        self._pages: dict[int, int] = {}
        """Size of each page's process at the last look, in MiB."""
        self.pages_mib = 0
        """What all pages together took at the last look."""
        self._killed: set[int] = set()
        self._ends: list[PageEnd] = []
        self._large_since_s: float | None = None
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look; does nothing where there is no /proc to read."""
        if sys.platform == "linux" and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="memory-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def latest_end(self) -> PageEnd | None:
        """Return the end of a page just now, `None` where none ended for its memory; each once."""
        self.look()
        with self._lock:
            since_s = time.monotonic() - REMEMBERED_S
            self._ends = [end for end in self._ends if end.at_s >= since_s]
            return self._ends.pop() if self._ends else None

    def look(self) -> bool:
        """Look at all processes and end what is too large; say whether to look again soon."""
        with self._lock:
            processes = self._processes()
            self._killed &= set(processes)
            alive = (process for process in processes if process not in self._killed)
            sizes = {process: mib for process in alive if (mib := self._mib(process)) is not None}
            pages = {process: mib for process, mib in sizes.items() if self._kinds[process] == PAGE}
            self._note_ended(pages)
            grows = any(mib > self._pages.get(process, 0) + GROWS_MIB for process, mib in pages.items())
            self._pages, self.pages_mib = pages, sum(pages.values())
            for process, mib in pages.items():
                if mib > self._page_mib:
                    self._end(process, mib)
            self._look_at_shared(sizes)
            return grows or any(mib > self._page_mib // 2 for mib in sizes.values())

    def _run(self) -> None:
        soon = False
        while not self._stopped.wait(LOOK_OFTEN_S if soon else LOOK_EVERY_S):
            soon = self.look()

    def _note_ended(self, pages: Mapping[int, int]) -> None:
        """Note the pages that are gone by themselves, and were large."""
        for process, mib in self._pages.items():
            if process not in pages and process not in self._killed and self._is_large(mib):
                self._ends.append(PageEnd(mib, True, time.monotonic()))

    def _is_large(self, mib: int) -> bool:
        return mib >= DIED_SHARE * self._page_mib

    def _look_at_shared(self, sizes: Mapping[int, int]) -> None:
        """End the largest page where all together or a shared process grow, then that process itself."""
        shared = [p for p, mib in sizes.items() if self._kinds[p] != PAGE and mib > self._shared_mib]
        left = sum(mib for process, mib in sizes.items() if process not in self._killed)
        now_s = time.monotonic()
        if not shared and left <= self._all_mib:
            self._large_since_s = None
        elif self._large_since_s is None:
            self._large_since_s = now_s
            pages = {p: mib for p, mib in self._pages.items() if p not in self._killed}
            if pages:
                largest = max(pages, key=pages.__getitem__)
                self._end(largest, max(pages[largest], *(sizes[process] for process in shared), 0))
        elif now_s - self._large_since_s > GRACE_S:
            self._large_since_s = None
            for process in shared or [self._browser]:
                self._kill(process, sizes.get(process, 0))

    def _end(self, page: int, mib: int) -> None:
        self._ends.append(PageEnd(mib, self._is_large(mib), time.monotonic()))
        self._kill(page, mib)

    def _kill(self, process: int, mib: int) -> None:
        log.warning("memory_limit", process=self._kinds.get(process, ""), mib=mib, limit_mib=self._page_mib)
        self._killed.add(process)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)

    # -- what the system says

    def _processes(self) -> list[int]:
        """Return the browser's processes: a driver starts it as the leader of a group."""
        found = []
        for name in os.listdir(self._folder):
            if name.isdigit():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    if os.getpgid(int(name)) == self._browser:
                        found.append(int(name))
        self._kinds = {process: self._kind(process) for process in found}
        return found

    def _kind(self, process: int) -> str:
        if process == self._browser:
            return BROWSER
        known = self._kinds.get(process, ZYGOTE)
        if known != ZYGOTE:
            return known
        # A page's process begins as a copy of the zygote and gets its own command line a moment later.
        try:
            line = (self._folder / str(process) / "cmdline").read_bytes()
        except OSError:
            return ZYGOTE
        found = _TYPE.search(line)
        kind = found[1].decode() if found else ZYGOTE
        return kind if kind in {PAGE, ZYGOTE} else SERVICE

    def _mib(self, process: int) -> int | None:
        """Return what a process has for itself or shares in memory, without programs and libraries."""
        try:
            status = (self._folder / str(process) / "status").read_bytes()
        except OSError:
            return None
        parts = _PARTS.findall(status)
        # A process that has ended has none.
        return sum(map(int, parts)) >> 10 if parts else None
