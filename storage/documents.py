"""Documents of a scan: what became of each, and what its checks found.

A document has an address among those of its site, and its judgement stands with those of pages; but it is no
snapshot, so that it is never counted as a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from sqlalchemy import Connection, Engine, and_, bindparam, case, exists, func, or_, select, update

from drempel.model.document import Document, DocumentCounts, DocumentEnd, JudgedDocument
from drempel.model.finding import Finding, Kind, Outcome
from drempel.model.issue import Issue, TrendLabel
from drempel.model.scan import PageResult
from drempel.model.snapshot import FetchOutcome, FetchRecord
from storage import engine, issues, schema, write
from storage.codec import from_plain, to_plain
from storage.engine import AnyRow, reading
from storage.read import stream

_DOC, _PAGE = schema.document.c, schema.page.c
_CHUNK: Final = 500


def write_documents(connection: Connection, scan_id: str, ends: Sequence[DocumentEnd], run: str) -> None:
    """Write what became of documents; one that ended in this scan before ends anew."""
    scan = write.running_scan(connection, scan_id, run)
    if not ends:
        return
    results = {
        end.document.url: PageResult(
            FetchRecord(end.document.url, end.document.url, FetchOutcome.OK), end.judgement
        )
        for end in ends
    }
    named = {end.document.url for end in ends} | {end.document.subject for end in ends}
    addresses = [PageResult(FetchRecord(url, url, FetchOutcome.OK)) for url in named]
    pages = write.page_ids(connection, scan.site_id, addresses)
    judgements: dict[str, int | None] = dict(
        write.judgement_ids(connection, scan.site_id, scan.started_at, results)
    )
    judgements |= _kept(connection, scan, ends, pages)
    keys, columns = ("scan_id", "page_id"), ("outcome", "pages", "details", "judgement_id", "subject_id")
    connection.execute(
        engine.upsert(connection.dialect.name, schema.document, keys, columns),
        [
            {
                "scan_id": scan.id,
                "page_id": pages[end.document.url],
                "outcome": end.document.outcome,
                "pages": end.document.pages,
                "details": to_plain(end.document),
                "judgement_id": judgements.get(end.document.url),
                "subject_id": pages[end.document.known_as] if end.document.known_as else None,
            }
            for end in {end.document.url: end for end in ends}.values()
        ],
    )
    _claim_issues(connection, scan, ends, pages)


def _claim_issues(
    connection: Connection, scan: AnyRow, ends: Sequence[DocumentEnd], pages: Mapping[str, int]
) -> None:
    """Note of the issues found which document they are about."""
    about = [
        {"found": schema.digest_of(scan.site_id, fingerprint), "about": pages[end.document.subject]}
        for end in ends
        if end.judgement is not None
        for fingerprint in {finding.fingerprint for finding in end.judgement.findings}
    ]
    if about:
        columns = schema.issue.c
        connection.execute(
            update(schema.issue)
            .where(columns.digest == bindparam("found"), columns.document_id.is_(None))
            .values(document_id=bindparam("about")),
            about,
        )


def _kept(
    connection: Connection, scan: AnyRow, ends: Sequence[DocumentEnd], pages: Mapping[str, int]
) -> dict[str, int | None]:
    """Return by address the judgement that an earlier scan has of a document that did not change."""
    found: dict[str, int | None] = {}
    for end in ends:
        if end.judged_in:
            query = (
                select(_DOC.judgement_id)
                .join(schema.scan, schema.scan.c.id == _DOC.scan_id)
                .where(
                    schema.scan.c.public_id == end.judged_in,
                    schema.scan.c.site_id == scan.site_id,
                    _DOC.page_id == pages[end.document.url],
                )
            )
            found[end.document.url] = connection.execute(query).scalar()
    return found


def ended(connection: Connection, scan: AnyRow) -> dict[str, Document]:
    """Return the documents of a scan by address."""
    query = select(_PAGE.url, _DOC.details).join(schema.page, _PAGE.id == _DOC.page_id)
    rows = connection.execute(query.where(_DOC.scan_id == scan.id))
    return {row.url: from_plain(Document, row.details) for row in rows}


def left(connection: Connection, scan: AnyRow) -> list[Document]:
    """Return the documents with problems that stand, and without an end in the scan, as they ended last.

    Those of which no end is stored any more are not told.
    """
    subject = func.coalesce(_DOC.subject_id, _DOC.page_id)
    stands = (
        select(schema.issue.c.document_id)
        .join(schema.occurrence, schema.occurrence.c.issue_id == schema.issue.c.id)
        .where(schema.issue.c.site_id == scan.site_id, issues.of_documents(True))
        .distinct()
    )
    ended = select(_DOC.page_id, _DOC.subject_id).where(_DOC.scan_id == scan.id)
    known = {found for row in connection.execute(ended) for found in row}
    without = iter(sorted(set(connection.execute(stands).scalars()) - known))
    last: list[Document] = []
    while some := list(islice(without, _CHUNK)):
        newest = (
            select(subject.label("subject"), func.max(_DOC.scan_id).label("scan_id"))
            .where(_DOC.scan_id < scan.id, or_(_DOC.page_id.in_(some), _DOC.subject_id.in_(some)))
            .group_by(subject)
            .subquery()
        )
        query = select(_DOC.details).join(
            newest, and_(newest.c.scan_id == _DOC.scan_id, newest.c.subject == subject)
        )
        rows = connection.execute(query.where(newest.c.subject.in_(some)))
        last += [from_plain(Document, row.details) for row in rows]
    return last


def counts(connection: Connection, scan_ids: Sequence[str]) -> dict[str, DocumentCounts]:
    """Return the numbers of documents of scans by their ids; a scan that found none is left out."""
    ids = iter(scan_ids)
    found: dict[str, DocumentCounts] = {}
    fails = exists().where(
        schema.finding.c.judgement_id == _DOC.judgement_id,
        schema.finding.c.outcome == Outcome.FAILED,
        schema.finding.c.kind == Kind.NORM,
    )
    is_judged = _DOC.outcome == FetchOutcome.OK
    query = (
        select(
            schema.scan.c.public_id,
            func.count(),
            func.sum(case((is_judged, 1), else_=0)),
            func.sum(case((and_(is_judged, fails), 1), else_=0)),
        )
        .join_from(schema.document, schema.scan, schema.scan.c.id == _DOC.scan_id)
        .where(_DOC.outcome != FetchOutcome.DUPLICATE)
        .group_by(schema.scan.c.public_id)
    )
    while some := list(islice(ids, _CHUNK)):
        for scan_id, *numbers in connection.execute(query.where(schema.scan.c.public_id.in_(some))):
            found[scan_id] = DocumentCounts(*map(int, numbers))
    return found


def judged(opened: Engine, scan: AnyRow) -> Iterator[JudgedDocument]:
    """Yield the documents of a scan with their findings, those to which most pages link first."""
    query = (
        select(_DOC.details, _DOC.judgement_id)
        .join(schema.page, _PAGE.id == _DOC.page_id)
        .where(_DOC.scan_id == scan.id)
        .order_by(_DOC.pages.desc(), _PAGE.url)
    )
    with reading(opened) as connection, stream(connection, query) as rows:
        for row in rows:
            document = from_plain(Document, row.details)
            if not row.judgement_id:
                yield JudgedDocument(document)
                continue
            said = issues.judgement(connection, row.judgement_id)
            yield JudgedDocument(document, said.findings, said.tallies)


def document_issues(opened: Engine, scan: AnyRow) -> Iterator[Issue]:
    """Yield the issues found in documents of a scan and those it resolved: by impact, then id."""
    with reading(opened) as connection:
        unlinked = _unlinked(connection, scan)
    for issue in issues.issues(opened, scan, schema.document):
        yield replace(issue, is_unlinked=True) if issue.id in unlinked else issue


def _unlinked(connection: Connection, scan: AnyRow) -> set[str]:
    """Return the issues that a scan solved without an end of their document: no page links to it any more."""
    columns = schema.issue_trend.c
    ended = select(_DOC.page_id).where(_DOC.scan_id == scan.id)
    known = select(_DOC.subject_id).where(_DOC.scan_id == scan.id, _DOC.subject_id.is_not(None))
    about = schema.issue.c.document_id
    query = (
        select(schema.issue.c.public_id)
        .join(schema.issue_trend, columns.issue_id == schema.issue.c.id)
        .where(
            columns.scan_id == scan.id,
            columns.label == TrendLabel.RESOLVED,
            about.is_not(None),
            about.not_in(ended),
            about.not_in(known),
        )
    )
    return set(connection.execute(query).scalars())


def findings(opened: Engine, scan: AnyRow, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
    """Yield the address of a document and a finding in it; of a resolved issue as it was last seen."""
    return issues.findings(opened, scan, issue_id, schema.document)
