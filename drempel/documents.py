"""`drempel check` for PDF files: read them beside this process, judge them, and tell it as of any page."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import structlog

from checks.base import Check
from checks.engine import judge_document
from crawler.fetch import Fetched
from crawler.gather.pdf.desk import PdfDesk
from drempel.errors import FetchError
from drempel.model.pdf_document import PdfDocument
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason
from drempel.pipeline import PageOutcome

log = structlog.get_logger()

SUFFIX: Final = ".pdf"
MAX_BYTES: Final = 100 * 1024 * 1024
"""Of a document on the web; larger ones are not judged."""

_MARK: Final = b"%PDF-"
_MARK_WITHIN: Final = 1024
"""Bytes at the begin of a file in which programs look for the mark (ISO 32000-1, annex H)."""

_REASONS: Final = {
    "too-slow": (FetchOutcome.TIMEOUT, "document-too-slow"),
    "too-large": (FetchOutcome.NOT_HTML, "document-too-large"),
    "broken": (FetchOutcome.NOT_HTML, "document-broken"),
    "locked": (FetchOutcome.NOT_HTML, "document-locked"),
}
"""Why a document could not be read → what became of it, and the reason."""


def is_pdf_address(url: str) -> bool:
    """Tell whether an address ends as PDF files do."""
    return urlsplit(url).path.lower().endswith(SUFFIX)


def is_pdf_file(path: Path) -> bool:
    """Tell whether a file is a PDF, by its name or by how it begins."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        with path.open("rb") as opened:
            return _MARK in opened.read(_MARK_WITHIN)
    except OSError:
        return False


def pdfs_in(folder: Path) -> list[Path]:
    """Return the PDF files below a folder, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == SUFFIX and path.is_file())


class Documents:
    """Judges PDF files, one after another."""

    def __init__(self, desk: PdfDesk, checks: Mapping[str, Check], disabled: Collection[str]) -> None:
        self._desk, self._checks, self._disabled = desk, checks, frozenset(disabled)

    async def check_file(self, file: Path, given: str) -> PageOutcome:
        """Return what became of a file on this machine."""
        record = FetchRecord(given, given, FetchOutcome.OK, final_url=given, fetched_at=datetime.now(UTC))
        try:
            return await self._judged(file, given, record)
        except OSError as error:
            reason = Reason("document-broken", error.strerror or type(error).__name__)
            return PageOutcome(given, replace(record, outcome=FetchOutcome.NOT_HTML, reason=reason))

    async def check_address(self, url: str, given: str, get: Callable[[], Awaitable[Fetched]]) -> PageOutcome:
        """Return what became of a document on the web; `get` asks for it in its host's turn."""
        record = FetchRecord(given, url, FetchOutcome.OK, fetched_at=datetime.now(UTC))
        try:
            answer = await get()
        except FetchError as error:
            failed = replace(record, outcome=error.outcome, reason=error.reason, permanent=error.permanent)
            return PageOutcome(given, failed)
        record = replace(record, final_url=answer.final_url, status=answer.status)
        if answer.status >= 400:
            reason = Reason("status", str(answer.status))
            return PageOutcome(given, replace(record, outcome=FetchOutcome.HTTP_ERROR, reason=reason))
        if answer.truncated:
            reason = Reason("document-too-large")
            return PageOutcome(given, replace(record, outcome=FetchOutcome.NOT_HTML, reason=reason))
        if _MARK not in answer.body[:_MARK_WITHIN]:
            reason = Reason("media-type", answer.media_type)
            return PageOutcome(given, replace(record, outcome=FetchOutcome.NOT_HTML, reason=reason))
        with tempfile.TemporaryDirectory(prefix="drempel-") as folder:
            file = Path(folder) / "document.pdf"
            file.write_bytes(answer.body)
            return await self._judged(file, given, record)

    async def _judged(self, file: Path, given: str, record: FetchRecord) -> PageOutcome:
        started = datetime.now(UTC)
        document = await asyncio.to_thread(self._desk.read, file, given)
        judgement = judge_document(document, self._checks, name=record.page_url, disabled=self._disabled)
        took_ms = round((datetime.now(UTC) - started).total_seconds() * 1000)
        record = replace(record, duration_ms=took_ms)
        # Of a locked file the lock itself can be judged.
        if document.untested and not (document.untested == "locked" and judgement.findings):
            outcome, reason = _REASONS[document.untested]
            return PageOutcome(given, replace(record, outcome=outcome, reason=Reason(reason)))
        return PageOutcome(given, record, judgement, title=_title(document), is_document=True)


def _title(document: PdfDocument) -> str:
    return document.metadata.title or ""
