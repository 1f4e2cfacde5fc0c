"""Documents of a scan: what became of each, and what its checks found.

A document has an address among those of its site, and its judgement stands with those of pages; but it is no
snapshot, so that it is never counted as a page.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Engine, bindparam, select, update

from drempel.model.document import Document, DocumentEnd, JudgedDocument
from drempel.model.finding import Finding
from drempel.model.issue import Issue
from drempel.model.scan import PageResult
from drempel.model.snapshot import FetchOutcome, FetchRecord
from storage import engine, issues, schema, write
from storage.codec import from_plain, to_plain
from storage.engine import AnyRow, reading
from storage.read import stream

_DOC, _PAGE = schema.document.c, schema.page.c


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
    return issues.issues(opened, scan, schema.document)


def findings(opened: Engine, scan: AnyRow, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
    """Yield the address of a document and a finding in it; of a resolved issue as it was last seen."""
    return issues.findings(opened, scan, issue_id, schema.document)
