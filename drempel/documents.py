"""Judging documents: by their kind, read beside this process, and told as of any page for `drempel check`.

`Documents.judge` is the one way in. A kind that nothing reads is not judged, with the reason; it is never
clean.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

from checks.base import Check
from checks.engine import judge_document
from crawler.documents import PAGES
from crawler.fetch import Fetched
from crawler.gather.office.desk import OfficeDesk
from crawler.gather.office.kinds import kind_of
from crawler.gather.pdf.desk import PdfDesk
from drempel.document_nature import why_not_read
from drempel.document_text import derived_from
from drempel.errors import FetchError
from drempel.model.document import DocumentFacts, DocumentKind, kind_of_address
from drempel.model.finding import Judgement, Outcome
from drempel.model.office_document import OfficeDocument
from drempel.model.pdf_document import PdfDocument
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason
from drempel.office_text import derived_from_office
from drempel.pipeline import PageOutcome
from readability.language import language_of

log = structlog.get_logger()

_OPEN_ELSEWHERE: Final = ("~$", ".~lock")
"""Begin of the names that programs give to the mark of a file that is open."""

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
    "old-format": (FetchOutcome.NOT_HTML, "document-old"),
    "unknown-format": (FetchOutcome.NOT_HTML, "document-unknown"),
}
"""Why a document could not be read → what became of it, and the reason."""


_RTF: Final = b"{\\rtf"


@dataclass(frozen=True, slots=True)
class Examined:
    """What judging a file gave: a judgement, or the outcome and reason why there is none."""

    judgement: Judgement | None = None
    outcome: FetchOutcome = FetchOutcome.OK
    reason: Reason | None = None
    facts: DocumentFacts = field(default_factory=DocumentFacts)


def not_judged(key: str, detail: str = "") -> Examined:
    """Return that a file could not be read; `key` is one of `untested` of what reads it."""
    outcome, reason = _REASONS[key]
    return Examined(outcome=outcome, reason=Reason(reason, detail))


def not_read(file: Path) -> Examined:
    """Return why a file is no document that can be read, whatever it is called. Raises `OSError`."""
    _, why = kind_of(file)
    if why and why != "unknown-format":
        return not_judged(why)
    return Examined(outcome=FetchOutcome.NOT_HTML, reason=Reason(why_not_read(file)))


def kind_of_file(file: Path) -> DocumentKind | None:
    """Return what a file is by its content, whatever it is called; `None` where it is no document.

    Raises `OSError` where it cannot be opened.
    """
    with file.open("rb") as opened:
        head = opened.read(_MARK_WITHIN)
    if _MARK in head:
        return DocumentKind.PDF
    if head.startswith(_RTF):
        return DocumentKind.RTF
    kind, why = kind_of(file)
    # A file that opens with a password only hides what it is, as do the parts of one that is broken.
    return DocumentKind(kind) if kind else DocumentKind.DOC if why in ("old-format", "locked") else None


def is_document_address(url: str) -> bool:
    """Tell whether an address ends as documents do."""
    return kind_of_address(url) is not None


def kind_of_name(path: Path) -> DocumentKind | None:
    """Return the kind of document that a file is called as, `None` where it is called otherwise."""
    suffix = path.suffix.lower().removeprefix(".")
    return next((kind for kind in DocumentKind if kind.value == suffix), None)


def is_document_file(path: Path) -> bool:
    """Tell whether a file is a document, by its name or by its content."""
    if kind_of_name(path) is not None:
        return True
    try:
        return kind_of_file(path) is not None
    except OSError:
        return False


def documents_in(folder: Path) -> list[Path]:
    """Return the documents below a folder, in the order of their names; no marks of files that are open."""
    return sorted(
        path
        for path in folder.rglob("*")
        if kind_of_name(path) is not None and not path.name.startswith(_OPEN_ELSEWHERE) and path.is_file()
    )


class Documents:
    """Judges documents, one after another."""

    def __init__(
        self, desk: PdfDesk, office: OfficeDesk, checks: Mapping[str, Check], disabled: Collection[str]
    ) -> None:
        self._desk, self._office, self._checks = desk, office, checks
        self._disabled = frozenset(disabled)

    def judge(self, file: Path, kind: DocumentKind, given: str, page_url: str = "") -> Examined:
        """Return what became of a file of a kind; it may take long, and never runs what is in the file.

        `given` is what it is called for people, `page_url` its address, by which findings are known again.
        Raises `OSError` where the file cannot be opened.
        """
        judge = self._judge_pdf if kind is DocumentKind.PDF else self._judge_office
        return judge(file, given, page_url or given)

    async def check_file(self, file: Path, given: str) -> PageOutcome:
        """Return what became of a file on this machine."""
        record = FetchRecord(given, given, FetchOutcome.OK, final_url=given, fetched_at=datetime.now(UTC))
        try:
            kind = await asyncio.to_thread(kind_of_file, file)
            return await self._judged(file, kind, given, record)
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
        with tempfile.TemporaryDirectory(prefix="drempel-") as folder:
            file = Path(folder) / "document"
            file.write_bytes(answer.body)
            kind = await asyncio.to_thread(kind_of_file, file)
            if kind is None and answer.media_type in PAGES:
                reason = Reason("media-type", answer.media_type)
                return PageOutcome(given, replace(record, outcome=FetchOutcome.NOT_HTML, reason=reason))
            return await self._judged(file, kind, given, record)

    async def _judged(
        self, file: Path, kind: DocumentKind | None, given: str, record: FetchRecord
    ) -> PageOutcome:
        started = datetime.now(UTC)
        if kind is None:
            found = await asyncio.to_thread(not_read, file)
        else:
            found = await asyncio.to_thread(self.judge, file, kind, given, record.page_url)
        took_ms = round((datetime.now(UTC) - started).total_seconds() * 1000)
        record = replace(record, duration_ms=took_ms)
        if found.judgement is None:
            return PageOutcome(given, replace(record, outcome=found.outcome, reason=found.reason))
        return PageOutcome(given, record, found.judgement, title=found.facts.title, is_document=True)

    def _judge_pdf(self, file: Path, given: str, page_url: str) -> Examined:
        document = self._desk.read(file, given)
        derived = derived_from(document)
        judgement = judge_document(
            document, self._checks, name=page_url, disabled=self._disabled, derived=derived
        )
        # Of a locked file the lock itself can be judged.
        if document.untested and not (document.untested == "locked" and judgement.findings):
            return not_judged(document.untested)
        return Examined(judgement, facts=facts_of_pdf(document, judgement))

    def _judge_office(self, file: Path, given: str, page_url: str) -> Examined:
        document = self._office.read(file, given)
        if document.untested:
            return not_judged(document.untested)
        derived = derived_from_office(document)
        judgement = judge_document(
            document, self._checks, name=page_url, disabled=self._disabled, derived=derived
        )
        return Examined(judgement, facts=facts_of_office(document))


_PRINTED: Final = frozenset({"dotted", "print", "print-sign", "prints"})
"""Messages of `pdf-form-for-paper` that are said of forms, not only asked of lines of dots."""

_WORDS_ASKED: Final = 600
_LEAST_WORDS: Final = 20
"""Words of the beginning of which the language is told, and how many it takes at least."""

_PICTURE_SHARE: Final = 0.5
"""Part of a page that a picture covers where the page is little else."""


def facts_of_office(document: OfficeDocument) -> DocumentFacts:
    """Return what a report tells of a DOCX, ODT, XLSX or EPUB file beside its problems."""
    words = [word for one in document.body for word in one.text.split()]
    return DocumentFacts(
        title=document.title or "",
        language=document.lang or "",
        text_language=language_of(" ".join(words[:_WORDS_ASKED])) if len(words) >= _LEAST_WORDS else "",
        words=len(words),
        changed=document.modified,
        producer=document.producer,
        form="fields" if document.fields else "",
    )


def facts_of_pdf(pdf: PdfDocument, judgement: Judgement) -> DocumentFacts:
    """Return what a report tells of a PDF beside its problems."""
    is_paper = any(
        one.check == "pdf-form-for-paper"
        and one.outcome is not Outcome.PASSED
        and one.message_key in _PRINTED
        for one in judgement.findings
    )
    has_fields = any(one.is_field and one.is_seen for one in pdf.annotations)
    form = "xfa" if pdf.has_xfa else "fields" if has_fields else "paper" if is_paper else ""
    words = [word for block in pdf.blocks if block.kind != "artifact" for word in block.text.split()]
    return DocumentFacts(
        title=" ".join((pdf.metadata.title or "").split()),
        language=pdf.lang or "",
        text_language=language_of(" ".join(words[:_WORDS_ASKED])) if len(words) >= _LEAST_WORDS else "",
        pages=len(pdf.pages) or None,
        words=len(words),
        created=pdf.metadata.created,
        changed=pdf.metadata.changed,
        producer=pdf.producer,
        is_tagged=pdf.has_tree and pdf.is_marked,
        pages_without_text=sum(
            not page.letters and not page.hidden_letters and page.image_share >= _PICTURE_SHARE
            for page in pdf.pages
        ),
        form=form,
    )
