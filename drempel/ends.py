"""What became of each address, as one line of JSON each, written while a scan runs.

A line is written whole and at once, so that the file can be read at any moment, also after an interrupt.
What it leaves out are addresses that still wait: they have no end yet. Their number stands in the coverage.
"""

import json
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self, TextIO

from drempel.model.document import MEDIA_TYPES, Document
from drempel.model.site import Site
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason


def record_of(document: Document) -> FetchRecord:
    """Return the end of a document as that of any address: what is no page ends as `not-html`.

    That it was read as a document, or is the same as another one, stands in the report.
    """
    if document.outcome not in {FetchOutcome.OK, FetchOutcome.DUPLICATE}:
        outcome, reason = document.outcome, document.reason
    else:
        names = (name for name, kind in MEDIA_TYPES.items() if kind.value == document.kind)
        outcome, reason = FetchOutcome.NOT_HTML, Reason("media-type", next(names, ""))
    return FetchRecord(
        document.url,
        document.url,
        outcome,
        reason,
        document.final_url,
        document.status,
        document.permanent,
        found_on=document.linked_from[0] if document.linked_from else "",
    )


class EndLines:
    """Writes the lines; a context manager. Each address of a site has one line, the first that is told.

    Several threads may tell it at once.

    Opening raises `OSError` when the file cannot be written. A disk that gets full later does not end the
    scan: `error` tells, and the addresses are in the database.
    """

    def __init__(self, path: Path) -> None:
        # A lone surrogate from a broken address cannot be written as UTF-8; JSON has a way to say it.
        self._file: TextIO = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._told: set[int] = set()
        self._turn = Lock()
        self.error: OSError | None = None

    def add(self, site: Site, record: FetchRecord) -> None:
        """Write the line of an address, which must be safe in the database by now."""
        key = hash((site.id, record.url))
        text = json.dumps(line(site, record), ensure_ascii=False)
        with self._turn:
            if key in self._told or self.error is not None:
                return
            self._told.add(key)
            try:
                self._file.write(text + "\n")
                self._file.flush()
            except OSError as error:
                self.error = error

    def add_failed(self, site: Site, why: str) -> None:
        """Write a line for the start of a site whose scan broke before it could say what became of it."""
        reason = Reason("scan", " ".join(why.split()))
        self.add(site, FetchRecord(site.start[0], site.start[0], FetchOutcome.CRASHED, reason))

    def add_refused(self, text: str) -> None:
        """Write a line for what stood in a list and is no address that may be visited."""
        reason = Reason("scheme", text[:200])
        self.add(Site((text,)), FetchRecord(text, text, FetchOutcome.UNSAFE, reason))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.close()
        except OSError as failed:
            self.error = self.error or failed


def line(site: Site, record: FetchRecord) -> dict[str, Any]:
    """Return what the line of an address says; `None` and an empty `final_url` mean that there was none."""
    said: dict[str, Any] = {
        "url": record.url,
        "final_url": record.final_url,
        "status": record.status,
        "outcome": record.outcome.value,
        "reason": None if record.reason is None else str(record.reason),
        "site": site.id,
    }
    if record.duplicate_of:
        said["duplicate_of"] = record.duplicate_of
    if record.notes:
        said["notes"] = list(record.notes)
    return said
