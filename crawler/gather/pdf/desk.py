"""Have PDF files read in a process of their own, which is ended when a file takes too much time or memory.

A file from the web may be made to harm: small ones unpack to gigabytes, or lead in circles. Nothing of that
reaches this process; the worst file ends as one that was not judged.
"""

import contextlib
import sys
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock
from typing import Final

import structlog

from crawler.gather.pdf.document import read_pdf
from drempel.model.pdf_document import PdfDocument

LIMIT_S: Final = 10.0
"""What one file may take."""

START_S: Final = 60.0
"""What the process may take to begin."""

MAX_MEMORY_BYTES: Final = 2 * 1024**3
"""Address space of the process; what is really used stays far below."""

_READY: Final = "ready"


class PdfDesk:
    """One process that reads files, one after another; a new one comes for one that was ended.

    May be shared by threads: they wait for each other.
    """

    def __init__(self, limit_s: float = LIMIT_S, memory_bytes: int = MAX_MEMORY_BYTES) -> None:
        self._limit_s, self._memory_bytes = limit_s, memory_bytes
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._lock = Lock()

    def read(self, file: Path, shown_name: str = "") -> PdfDocument:
        """Return what was seen of a file; `untested` is `too-slow` or `broken` where reading was ended."""
        with self._lock:
            bare = PdfDocument(name=shown_name or file.name, bytes=file.stat().st_size)
            try:
                line = self._started()
                line.send((file, shown_name))
                if line.poll(self._limit_s):
                    document = line.recv()
                    assert isinstance(document, PdfDocument)
                    return document
                reason = "too-slow"
            except (EOFError, OSError):
                reason = "broken"
            self._end()
            return PdfDocument(name=bare.name, bytes=bare.bytes, untested=reason)

    def close(self) -> None:
        """End the process; may be called twice."""
        with self._lock:
            self._end()

    def __enter__(self) -> "PdfDesk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._end()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._memory_bytes), daemon=True)
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


def _serve(line: Connection, memory_bytes: int) -> None:
    """Read the files that are asked for until the line is closed."""
    # What is told on stdout belongs to the process that asked.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    line.send(_READY)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            file, shown_name = line.recv()
            line.send(read_pdf(file, shown_name))
