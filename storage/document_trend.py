"""Closing a scan, for problems of documents: where each still stands, by the rules of `storage.trend`.

A problem of a document stands in that document or nowhere. It stands no more where the document was judged,
its check could tell and did not find it, where the server says that the document is gone for good, or where
it was seen that no page links to it any more. One that was not asked for otherwise, or could not be read,
keeps its problems: they were not checked again. So does one that is another address now of a document in
which the same check finds something: it may be the same one.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, delete, func, select

from drempel.model.document import Document
from drempel.model.snapshot import GONE_STATUSES, FetchOutcome
from storage import engine, issues, schema
from storage.codec import from_plain
from storage.engine import AnyRow
from storage.tallies import could_tell

_DOC, _ISSUE, _STANDS = schema.document.c, schema.issue.c, schema.occurrence.c


def judged(connection: Connection, scan: AnyRow) -> int:
    """Return the number of documents that a scan judged."""
    query = select(func.count()).where(_DOC.scan_id == scan.id, _DOC.outcome == FetchOutcome.OK)
    return int(connection.execute(query).scalar_one())


def move_occurrences(
    connection: Connection, scan: AnyRow, *, may_go_on: bool, unlinked: Collection[str] = ()
) -> None:
    """Add the documents in which problems were found, take off those that do not have them any more.

    `unlinked` are the addresses by which documents are known to which no page links any more. With
    `may_go_on`, of the documents that were judged only: another end is not the last one yet.
    """
    found = (
        select(_ISSUE.id, _ISSUE.document_id)
        .select_from(issues.found(schema.document))
        .join(schema.issue, _ISSUE.id == schema.finding.c.issue_id)
        .where(_DOC.scan_id == scan.id, issues.of_documents(True))
        .distinct()
    )
    connection.execute(
        engine.insert(connection.dialect.name, schema.occurrence)
        .from_select(["issue_id", "page_id"], found)
        .on_conflict_do_nothing()
    )
    here = {row.id for row in connection.execute(found)}
    ends = _Ends(connection, scan, () if may_go_on else unlinked, may_go_on=may_go_on)
    if gone := list(_cleared(connection, scan, here, ends)):
        connection.execute(delete(schema.occurrence).where(_STANDS.issue_id == bindparam("issue")), gone)


def _cleared(connection: Connection, scan: AnyRow, here: set[int], ends: "_Ends") -> Iterator[dict[str, int]]:
    query = (
        select(_ISSUE.id, _ISSUE.check_id, _ISSUE.document_id)
        .join(schema.occurrence, _STANDS.issue_id == _ISSUE.id)
        .where(_ISSUE.site_id == scan.site_id, issues.of_documents(True))
    )
    for row in connection.execute(query).all():
        if row.id not in here and ends.is_without(row.document_id, row.check_id):
            yield {"issue": row.id}


def _is_gone(document: Document) -> bool:
    return document.permanent and document.status in GONE_STATUSES


@dataclass(slots=True)
class _Told:
    """What a judgement tells of problems that are gone."""

    telling: frozenset[str]
    """Checks that could tell."""
    finding: frozenset[str]
    """Checks that found something."""


@dataclass(slots=True)
class _Ends:
    """How the documents of a scan ended, as far as that tells of problems that are gone."""

    connection: Connection
    scan: AnyRow
    unlinked: Collection[str]
    may_go_on: bool = field(kw_only=True)
    _judged: dict[int, int] = field(init=False)
    """Document → its judgement."""
    _same: dict[int, int] = field(init=False)
    """Document → the judgement of the one that has the same content."""
    _gone: set[int] = field(init=False)
    _told: dict[int, _Told] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        subject = func.coalesce(_DOC.subject_id, _DOC.page_id)
        ended = select(subject.label("id"), _DOC.page_id, _DOC.judgement_id).where(
            _DOC.scan_id == self.scan.id, _DOC.outcome == FetchOutcome.OK, _DOC.judgement_id.is_not(None)
        )
        rows = self.connection.execute(ended).all()
        self._judged = {row.id: row.judgement_id for row in rows}
        self._same = {}
        self._gone = {found for url in self.unlinked if (found := self._page_id(url)) is not None}
        if self.may_go_on:
            return
        at = {row.page_id: row.judgement_id for row in rows}
        others = select(subject.label("id"), _DOC.page_id, _DOC.details).where(
            _DOC.scan_id == self.scan.id, _DOC.outcome != FetchOutcome.OK
        )
        gone, held = set[int](), set[int]()
        for row in self.connection.execute(others).all():
            document = from_plain(Document, row.details)
            if document.outcome is FetchOutcome.DUPLICATE:
                if (kept := at.get(self._page_id(document.duplicate_of))) is None:
                    held.add(row.id)
                    continue
                self._same[row.page_id] = kept
                self._same.setdefault(row.id, kept)
            elif document.outcome is FetchOutcome.HTTP_ERROR and _is_gone(document):
                gone.add(row.id)
            else:
                held.add(row.id)
        # One that moved may end at both of its addresses: what did not come from one of them is not gone.
        self._gone |= gone - held

    def is_without(self, document_id: int, check_id: str) -> bool:
        """Tell whether a problem of a document, of this check, was not found and would have been."""
        if (judgement_id := self._judged.get(document_id)) is not None:
            return check_id in self._of(judgement_id).telling
        if (judgement_id := self._same.get(document_id)) is not None:
            told = self._of(judgement_id)
            return check_id in told.telling and check_id not in told.finding
        return document_id in self._gone

    def _page_id(self, url: str) -> int | None:
        digest = schema.digest_of(self.scan.site_id, url)
        query = select(schema.page.c.id).where(schema.page.c.digest == digest)
        return self.connection.execute(query).scalar()

    def _of(self, judgement_id: int) -> _Told:
        if judgement_id not in self._told:
            judgement = issues.judgement(self.connection, judgement_id)
            self._told[judgement_id] = _Told(
                frozenset(tally.check for tally in judgement.tallies if could_tell(tally)),
                frozenset(finding.check for finding in judgement.findings),
            )
        return self._told[judgement_id]
