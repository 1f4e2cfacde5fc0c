"""The documents of a scan: after its pages, those that they link to are asked for, judged and stored.

Each ends in one transaction of its own, so that a scan can be killed at any moment: what has ended is not
asked again. One content is judged once, whatever addresses it has. A document that is what it was in the scan
before keeps its judgement, as long as what judges is the same; at night its headers may tell that.
"""

import asyncio
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final

import structlog

import drempel
from checks.base import Check
from crawler.documents import DocumentAnswer, DocumentAsker, Known
from crawler.gather.office.desk import OfficeDesk
from crawler.gather.pdf.desk import PdfDesk
from crawler.politeness import TurnRefused
from crawler.scope import Scope
from crawler.urls import page_identity
from drempel.document_days import day_of, exemption_of
from drempel.document_identity import Identities
from drempel.document_types import may_be_document, media_type_of
from drempel.document_unlinked import no_longer_linked
from drempel.documents import Documents, Examined, kind_of_file, not_read
from drempel.errors import FetchError, StorageError
from drempel.model.document import (
    BEYOND,
    MEDIA_TYPES,
    Document,
    DocumentEnd,
    DocumentKind,
    DocumentLink,
    DocumentLinks,
    kind_of_address,
)
from drempel.model.facts import Facts
from drempel.model.scan import Scan
from drempel.model.snapshot import FetchOutcome, FetchRecord, Reason
from drempel.settings import DocumentsTable
from drempel.workshop import Workshop
from storage import Store

log = structlog.get_logger()

MOST_PLACES: Final = 10
"""Pages that link to a document and are kept with it; all of them are counted."""

AT_ONCE: Final = 2
"""Documents under way: one is read while another one comes. Its host's turn is waited for all the same."""

HERE: Final = Path(__file__).parent
_READS: Final = (
    HERE / "documents.py",
    HERE / "document_text.py",
    HERE / "document_days.py",
    HERE / "office_text.py",
    HERE.parent / "checks" / "engine.py",
    HERE.parent / "checks" / "fingerprint.py",
)
_READERS: Final = ("pdf", "office")
"""Folders of `crawler/gather` with what reads documents."""


@dataclass(slots=True)
class Wanted:
    """A document that pages link to."""

    url: str
    announced: DocumentLink | None = None
    pages: int = 0
    linked_from: list[str] = field(default_factory=list)
    is_guess: bool = False
    """Whether only its server says that it is a file, without saying of what kind."""
    online_ways: list[bool] = field(default_factory=list)
    """Of each linking page whose facts are known: whether it offers a way online."""

    def add(self, page_url: str, link: DocumentLink | None, has_way: bool | None) -> None:
        """Note one more page that links to it."""
        self.pages += 1
        if len(self.linked_from) < MOST_PLACES:
            self.linked_from.append(page_url)
        if has_way is not None:
            self.online_ways.append(has_way)
        if link is not None and (self.announced is None or (not self.announced.text and link.text)):
            self.announced = link

    @property
    def html_way(self) -> bool | None:
        """Tell whether one of those pages offers a way online; `None` where that is not known."""
        return any(self.online_ways) if self.online_ways else None


@dataclass(frozen=True, slots=True)
class RoundLimits:
    """What a round may take."""

    documents: int
    """Documents of one site that are asked for; 0: none, and none is looked for."""
    only_headers: bool = False
    """Whether headers may tell that a document is what it was; else its content must."""


def reading_mark(checks: Mapping[str, Check], disabled: Collection[str]) -> str:
    """Return 16 hexadecimal digits that differ when the code or the checks differ that judge documents."""
    versions = sorted((one.id, one.version) for one in checks.values() if one.scope == "document")
    said = repr((drempel.__version__, versions, sorted(disabled), _code_mark()))
    return blake2b(said.encode(), digest_size=8).hexdigest()


@cache
def _code_mark() -> str:
    found = blake2b(digest_size=8)
    readers = (HERE.parent / "crawler" / "gather" / name for name in _READERS)
    for path in sorted((*(file for folder in readers for file in folder.rglob("*.py")), *_READS)):
        found.update(path.name.encode() + b"\n" + path.read_bytes())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Links:
    """What the judged pages of a scan link to."""

    wanted: list[Wanted]
    """The documents that are asked for, most linked first."""
    addresses: frozenset[str]
    """All addresses of documents, those that are left out too."""
    records: Mapping[str, FetchRecord]
    """How the addresses of the scan ended, by `page_url`."""


def links_of(store: Store, scan_id: str, scope: Scope) -> Links:
    """Return the documents that the judged pages of a scan link to.

    Also those that looked like pages until they were asked for, and not those that were visited as pages,
    however their addresses end. What the site's own rules exclude is not asked for.
    """
    found: dict[str, Wanted] = {}
    types, visited, addresses = dict[str, FetchRecord](), set[str](), set[str]()
    records = {record.page_url: record for record in store.records(scan_id)}
    for record in records.values():
        if may_be_document(media_type_of(record)):
            types[record.page_url] = record
        else:
            visited.add(record.page_url)
    source = store.report_source(scan_id, (), ())
    for page in source.seen_pages(DocumentLinks, Facts):
        links, facts = page.get(DocumentLinks), page.facts
        way = _offers_way(facts) if facts is not None else None
        of_page: dict[str, DocumentLink] = {}
        for link in links.of if links is not None else ():
            of_page.setdefault(page_identity(link.url).page_url, link)
        addresses |= of_page.keys()
        for url, link in of_page.items():
            if not scope.excludes(url) and url not in visited:
                found.setdefault(url, Wanted(url)).add(page.url, link, way)
    for url, record in types.items():
        if url not in found:
            found[url] = Wanted(url, is_guess=media_type_of(record) not in MEDIA_TYPES)
            found[url].add(record.found_on, None, None)
    ordered = sorted(found.values(), key=lambda one: (-one.pages, one.url))
    return Links(ordered, frozenset(addresses | types.keys()), records)


def _offers_way(facts: Facts) -> bool:
    return facts.kind == "form" or bool(facts.channels and facts.channels.get("click"))


@dataclass(frozen=True, slots=True)
class RoundEnd:
    """How a round ended."""

    is_done: bool
    """Whether all documents have ended."""
    pages: Mapping[str, str]
    """Addresses of the site that end as documents do and hold pages → a page that links to each."""
    unlinked: frozenset[str] = frozenset()
    """By which addresses the documents are known to which no page links any more."""


async def judge_documents(
    store: Store,
    scan: Scan,
    shop: Workshop,
    limits: DocumentsTable,
    checks: Mapping[str, Check],
    *,
    scope: Scope,
    stop: asyncio.Event,
    reference_id: str = "",
    saw_all: bool = False,
) -> RoundEnd:
    """Ask for the documents that the pages of a scan link to, and judge them.

    `reference_id` is the scan whose judgements may still hold, `saw_all` whether all pages of the site were
    judged. Raises `StorageError`.
    """
    disabled = frozenset(scan.settings.disabled_checks)
    asker = DocumentAsker(
        shop.fetcher,
        shop.gate,
        shop.robots,
        obey_robots=scan.settings.obey_robots,
        max_bytes=limits.max_bytes,
        timeout_s=limits.timeout_s,
        stop=stop,
    )
    with PdfDesk() as desk, OfficeDesk() as office:
        documents = DocumentRound(
            store,
            scan.id,
            asker,
            Documents(desk, office, checks, disabled),
            limits=RoundLimits(limits.max_documents, only_headers=scan.settings.incremental),
            mark=reading_mark(checks, disabled),
            scope=scope,
            stop=stop,
            reference_id=reference_id,
        )
        try:
            if not await documents.run():
                return RoundEnd(False, documents.pages)
            unlinked = await asyncio.to_thread(documents.unlinked, saw_all=saw_all)
            return RoundEnd(True, documents.pages, unlinked)
        except BaseExceptionGroup as group:
            # One failing worker cancels the other; its own error is what people need to read.
            raise group.exceptions[0] from group


class DocumentRound:
    """Asks for the documents of one scan and judges them."""

    def __init__(
        self,
        store: Store,
        scan_id: str,
        asker: DocumentAsker,
        documents: Documents,
        *,
        limits: RoundLimits,
        mark: str,
        scope: Scope,
        stop: asyncio.Event,
        reference_id: str = "",
    ) -> None:
        """`reference_id` is the scan whose judgements may still hold; `mark` as of `reading_mark`."""
        self._store, self._scan_id, self._asker, self._documents = store, scan_id, asker, documents
        self._limits, self._mark, self._scope, self._stop = limits, mark, scope, stop
        self._reference_id = reference_id
        self._known: Mapping[str, Document] = {}
        self._by_hash: dict[str, str] = {}
        self._identities = Identities({})
        self._links = Links([], frozenset(), {})
        self._judged_at: set[str] = set()
        """Addresses at which this scan has judged a document."""
        self.pages: dict[str, str] = {}
        """As of `RoundEnd`."""

    async def run(self) -> bool:
        """Go on until all documents have ended; return whether they have, or whether it was stopped."""
        if not self._limits.documents:
            return True
        self._links = await asyncio.to_thread(links_of, self._store, self._scan_id, self._scope)
        every = self._links.wanted
        ended = await asyncio.to_thread(self._store.documents, self._scan_id)
        if self._reference_id:
            self._known = await asyncio.to_thread(self._store.documents, self._reference_id)
        earlier = await asyncio.to_thread(self._store.documents_before, self._scan_id)
        self._identities = Identities(earlier)
        self._judged_at = {url for url, one in ended.items() if one.is_judged}
        self._by_hash = {
            one.content_hash: url
            for url, one in ended.items()
            if one.content_hash and one.outcome is FetchOutcome.OK
        }
        waiting = [one for one in every[: self._limits.documents] if one.url not in ended]
        beyond = [self._beyond(one) for one in every[self._limits.documents :] if one.url not in ended]
        if beyond:
            await asyncio.to_thread(self._store.write_documents, self._scan_id, beyond)
        waiting.reverse()
        first = [one for one in waiting if self._identities.was_judged(one.url)]
        # What moved or has become a copy is told by how the documents ended that were known before.
        for turn in (first, [one for one in waiting if not self._identities.was_judged(one.url)]):
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._work(turn))
        return not self._stop.is_set()

    def unlinked(self, *, saw_all: bool) -> frozenset[str]:
        """Return by which addresses the documents are known to which no page links any more; after `run`."""
        if not self._limits.documents:
            return frozenset()
        left = self._store.documents_left(self._scan_id)
        return no_longer_linked(
            left,
            self._links.addresses,
            self._links.records,
            saw_all=saw_all,
            covers=self._scope.covers,
        )

    async def _work(self, waiting: list[Wanted]) -> None:
        while waiting and not self._stop.is_set():
            wanted = waiting.pop()
            try:
                end = await self._end_of(wanted)
            except TurnRefused as refused:
                if refused.why == "stopped":
                    return
                reason = Reason(refused.why)
                end = self._bare(wanted, FetchOutcome.HTTP_ERROR, reason, permanent=False)
            except FetchError as error:
                end = self._bare(wanted, error.outcome, error.reason, permanent=error.permanent)
            except StorageError:
                raise
            except Exception as error:
                # One document is one unit of work.
                log.error("document_broke", url=wanted.url, error=type(error).__name__, exc_info=error)
                reason = Reason("document-broken", type(error).__name__)
                end = self._bare(wanted, FetchOutcome.CRASHED, reason, permanent=False)
            if end is not None:
                await asyncio.to_thread(self._store.write_documents, self._scan_id, [end])
                if end.document.is_judged:
                    self._judged_at.add(end.document.url)

    async def _end_of(self, wanted: Wanted) -> DocumentEnd | None:
        """Return how a document ends; `None` for what turns out to be a page, or no document after all."""
        known = self._known.get(wanted.url)
        if known is not None and not (known.outcome is FetchOutcome.OK and known.read_by == self._mark):
            known = None
        if known is not None and known.known_as != self._known_as(wanted, known.content_hash):
            # Its judgement tells of problems of another document.
            known = None
        may_tell = known if self._limits.only_headers else None
        answer = await self._asker.ask(wanted.url, _known(may_tell))
        if known is not None and answer.is_unchanged:
            return self._again(wanted, known)
        if answer.is_page:
            if kind_of_address(wanted.url) is None:
                return None
            if self._scope.covers(wanted.url):
                # Its server says that it is a page: the crawl looks at it.
                self.pages[wanted.url] = wanted.linked_from[0] if wanted.linked_from else ""
                return None
            return self._bare(wanted, FetchOutcome.NOT_HTML, Reason("document-is-page"), answer=answer)
        if answer.is_too_large:
            return self._bare(wanted, FetchOutcome.NOT_HTML, Reason("document-too-large"), answer=answer)
        if answer.status >= 400 or answer.body is None:
            reason = Reason("status", str(answer.status))
            return self._bare(wanted, FetchOutcome.HTTP_ERROR, reason, answer=answer)
        if wanted.is_guess and not await asyncio.to_thread(_is_document, answer.body):
            return None
        content_hash = sha256(answer.body).hexdigest()
        if known is not None and known.content_hash == content_hash:
            self._by_hash.setdefault(content_hash, wanted.url)
            return self._again(wanted, _with_headers(known, answer))
        kept = self._by_hash.setdefault(content_hash, wanted.url)
        if kept != wanted.url:
            end = self._bare(wanted, FetchOutcome.DUPLICATE, Reason("same-content", kept), answer=answer)
            assert end is not None
            return DocumentEnd(replace(end.document, duplicate_of=kept, content_hash=content_hash))
        return await self._judged(wanted, answer, answer.body, content_hash)

    async def _judged(
        self, wanted: Wanted, answer: DocumentAnswer, body: bytes, content_hash: str
    ) -> DocumentEnd:
        known_as = self._known_as(wanted, content_hash)
        kind, found = await asyncio.to_thread(self._examine, wanted.url, body, known_as or wanted.url)
        end = self._bare(wanted, found.outcome, found.reason, answer=answer)
        day, day_from = day_of(wanted.url, _said(wanted), found.facts, end.document.last_modified)
        document = replace(
            end.document,
            kind=kind.value if kind is not None else end.document.kind,
            content_hash=content_hash,
            known_as=known_as,
            bytes=len(body),
            facts=found.facts,
            day=day,
            day_from=day_from,
            exemption=exemption_of(wanted.url, day, found.facts, day_from, end.document.last_modified),
            html_way=wanted.html_way if found.facts.form else None,
        )
        return DocumentEnd(document, found.judgement)

    def _known_as(self, wanted: Wanted, content_hash: str = "") -> str:
        return self._identities.known_as(wanted.url, content_hash, self._judged_at)

    def _examine(self, url: str, body: bytes, subject: str) -> tuple[DocumentKind | None, Examined]:
        with tempfile.TemporaryDirectory(prefix="drempel-") as folder:
            file = Path(folder) / "document"
            file.write_bytes(body)
            kind = kind_of_file(file)
            if kind is None:
                # What it is called says nothing of what it is.
                return None, not_read(file)
            named = file.rename(file.with_suffix(f".{kind.value}"))
            return kind, self._documents.judge(named, kind, url, subject)

    def _again(self, wanted: Wanted, known: Document) -> DocumentEnd:
        """Return a document that did not change; who links to it may have."""
        self._by_hash.setdefault(known.content_hash, wanted.url)
        day, day_from = day_of(wanted.url, _said(wanted), known.facts, known.last_modified)
        kept = replace(
            known,
            announced=wanted.announced,
            pages=wanted.pages,
            linked_from=tuple(wanted.linked_from),
            kept_since=known.kept_since or self._reference_id,
            day=day,
            day_from=day_from,
            exemption=exemption_of(wanted.url, day, known.facts, day_from, known.last_modified),
            html_way=wanted.html_way if known.facts.form else None,
        )
        return DocumentEnd(kept, judged_in=self._reference_id)

    def _beyond(self, wanted: Wanted) -> DocumentEnd:
        return self._bare(wanted, FetchOutcome.TRAP_CUT, Reason(BEYOND), permanent=False)

    def _bare(
        self,
        wanted: Wanted,
        outcome: FetchOutcome,
        reason: Reason | None,
        *,
        answer: DocumentAnswer | None = None,
        permanent: bool = True,
    ) -> DocumentEnd:
        """Return how a document ended of which nothing was read."""
        kind = kind_of_address(wanted.url)
        announced = wanted.announced.kind if wanted.announced is not None else ""
        last_modified = answer.headers.get("last-modified", "") if answer is not None else ""
        bare = Document(
            wanted.url,
            outcome,
            reason,
            kind.value if kind is not None else announced,
            answer.final_url if answer is not None else "",
            answer.status if answer is not None else None,
            permanent,
            wanted.announced,
            wanted.pages,
            tuple(wanted.linked_from),
            answer.announced_bytes if answer is not None else None,
            answer.headers.get("etag", "") if answer is not None else "",
            last_modified,
            known_as=self._known_as(wanted),
            read_by=self._mark,
        )
        day, day_from = day_of(wanted.url, _said(wanted), bare.facts, last_modified)
        exemption = exemption_of(wanted.url, day, bare.facts, day_from, last_modified)
        return DocumentEnd(replace(bare, day=day, day_from=day_from, exemption=exemption))


def _is_document(body: bytes) -> bool:
    with tempfile.TemporaryDirectory(prefix="drempel-") as folder:
        file = Path(folder) / "document"
        file.write_bytes(body)
        return kind_of_file(file) is not None


def _said(wanted: Wanted) -> str:
    return wanted.announced.text if wanted.announced is not None else ""


def _known(document: Document | None) -> Known | None:
    if document is None:
        return None
    return Known(document.final_url or document.url, document.etag, document.last_modified, document.bytes)


def _with_headers(known: Document, answer: DocumentAnswer) -> Document:
    """Return a known document with the marks by which the server tells it today."""
    headers = answer.headers
    return replace(
        known,
        final_url=answer.final_url,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )
