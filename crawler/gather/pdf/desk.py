"""Have PDF files read in a process of their own, see `crawler.gather.desk`."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from crawler.gather.desk import LIMIT_S, Desk
from drempel.model.pdf_document import PdfDocument

MAX_MEMORY_BYTES: Final = 2 * 1024**3
"""Address space of the process; what is really used stays far below."""


class PdfDesk(Desk[PdfDocument]):
    """One process that reads PDF files, one after another."""

    def __init__(self, limit_s: float = LIMIT_S, memory_bytes: int = MAX_MEMORY_BYTES) -> None:
        super().__init__(_reader, _bare, limit_s, memory_bytes)

    def __enter__(self) -> "PdfDesk":
        return self


def _reader() -> Callable[[Path, str], PdfDocument]:
    from crawler.gather.pdf.document import read_pdf

    return read_pdf


def _bare(name: str, size: int, reason: str) -> PdfDocument:
    return PdfDocument(name=name, bytes=size, untested=reason)
