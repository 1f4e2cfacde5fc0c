"""Have DOCX, ODT, XLSX and EPUB files read in a process of their own, see `crawler.gather.desk`."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from crawler.gather.desk import LIMIT_S, Desk
from drempel.model.office_document import OfficeDocument

MAX_MEMORY_BYTES: Final = 1024**3
"""Address space of the process; what is really used stays far below."""


class OfficeDesk(Desk[OfficeDocument]):
    """One process that reads such files, one after another."""

    def __init__(self, limit_s: float = LIMIT_S, memory_bytes: int = MAX_MEMORY_BYTES) -> None:
        super().__init__(_reader, _bare, limit_s, memory_bytes)

    def __enter__(self) -> "OfficeDesk":
        return self


def _reader() -> Callable[[Path, str], OfficeDocument]:
    from crawler.gather.office.document import read_office

    return read_office


def _bare(name: str, size: int, reason: str) -> OfficeDocument:
    return OfficeDocument(name=name, bytes=size, untested=reason)
