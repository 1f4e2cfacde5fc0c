"""Have documents read in a process of their own, which is ended when a file takes too much time or memory.

A file from the web may be made to harm: small ones unpack to gigabytes, or lead in circles. Nothing of that
reaches this process; the worst file ends as one that was not judged.
"""

import contextlib
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock
from typing import Any, Final, Generic, TypeVar

import structlog

LIMIT_S: Final = 10.0
"""What one file may take."""

START_S: Final = 60.0
"""What the process may take to begin."""

_READY: Final = "ready"
_T = TypeVar("_T")


class Desk(Generic[_T]):
    """One process that reads files, one after another; a new one comes for one that was ended.

    `load` gets the function that reads a file of which the path and the name to show are given; it is called
    in that process only, so that its libraries load where they are used. `bare` makes the value for a file
    that could not be read, by its name, its size and the reason. `memory_bytes` is address space; what
    is really used stays far below. May be shared by threads: they wait for each other.
    """

    def __init__(
        self,
        load: Callable[[], Callable[[Path, str], _T]],
        bare: Callable[[str, int, str], _T],
        limit_s: float,
        memory_bytes: int,
    ) -> None:
        self._load, self._bare = load, bare
        self._limit_s, self._memory_bytes = limit_s, memory_bytes
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._lock = Lock()

    def read(self, file: Path, shown_name: str = "") -> _T:
        """Return what was seen of a file; `untested` is `too-slow` or `broken` where reading was ended."""
        with self._lock:
            name, size = shown_name or file.name, file.stat().st_size
            try:
                line = self._started()
                line.send((file, shown_name))
                if line.poll(self._limit_s):
                    document: _T = line.recv()
                    return document
                reason = "too-slow"
            except (EOFError, OSError):
                reason = "broken"
            self._end()
            return self._bare(name, size, reason)

    def close(self) -> None:
        """End the process; may be called twice."""
        with self._lock:
            self._end()

    def __enter__(self) -> "Desk[_T]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._memory_bytes, self._load), daemon=True
        )
        self._process.start()
        theirs.close()
        self._line = ours
        if not ours.poll(START_S) or ours.recv() != _READY:
            raise EOFError("the process did not begin")
        return ours

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _serve(line: Connection, memory_bytes: int, load: Callable[[], Callable[[Path, str], Any]]) -> None:
    """Read the files that are asked for until the line is closed."""
    # What is told on stdout belongs to the process that asked.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
    read = load()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    line.send(_READY)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            file, shown_name = line.recv()
            line.send(read(file, shown_name))
