"""What a report says of a scan, as marks: two scans with equal marks say the same, whatever their dates.

Cheap to read: a few values of each page and issue. What something is, is told by its digest: a row that is
gone may leave its number to another.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, func, select

from drempel.model.report import ContentMarks
from storage import read, schema
from storage.engine import AnyRow
from storage.issues import found

_SNAP, _FOUND, _ISSUE = schema.snapshot.c, schema.finding.c, schema.issue.c


def content_marks(connection: Connection, scan: AnyRow) -> ContentMarks:
    """Return the marks of a scan."""
    pages, artefacts = _pages(connection, scan), _artefacts(connection, scan)
    return ContentMarks(pages, artefacts, *_found(connection, scan))


def _pages(connection: Connection, scan: AnyRow) -> str:
    """Return the mark of how addresses ended and were judged; not of when, nor of a visit or none."""
    bones, title, found_on = schema.skeleton.c, schema.phrase.alias("title"), schema.phrase.alias("found_on")
    same = schema.page.alias("same")
    query = (
        select(
            schema.page.c.digest,
            _SNAP.outcome,
            _SNAP.reason,
            _SNAP.url,
            _SNAP.final_url,
            _SNAP.status,
            _SNAP.permanent,
            _SNAP.depth,
            _SNAP.sample,
            found_on.c.digest,
            same.c.digest,
            title.c.digest,
            schema.judgement.c.digest,
            schema.text_profile.c.digest,
            bones.template,
        )
        .join(schema.page, schema.page.c.id == _SNAP.page_id)
        .outerjoin(found_on, found_on.c.id == _SNAP.found_on_id)
        .outerjoin(same, same.c.id == _SNAP.duplicate_of_id)
        .outerjoin(title, title.c.id == _SNAP.title_id)
        .outerjoin(schema.judgement, schema.judgement.c.id == _SNAP.judgement_id)
        .outerjoin(schema.text_profile, schema.text_profile.c.id == _SNAP.text_profile_id)
        .outerjoin(schema.skeleton, (bones.site_id == scan.site_id) & (bones.bits == _SNAP.skeleton))
        .where(_SNAP.scan_id == scan.id)
        .order_by(_SNAP.page_id, _SNAP.id)
    )
    return _mark([tuple(row) for row in connection.execute(query)])


def _artefacts(connection: Connection, scan: AnyRow) -> dict[str, str]:
    """Return by kind the mark of the artefacts that are still kept of the pages."""
    link = schema.snapshot_artefact.c
    query = (
        select(link.kind, schema.page.c.digest, schema.artefact.c.digest)
        .select_from(schema.snapshot)
        .join(schema.page, schema.page.c.id == _SNAP.page_id)
        .join(schema.snapshot_artefact, link.snapshot_id == read.OWNER)
        .join(schema.artefact, schema.artefact.c.id == link.artefact_id)
        .where(_SNAP.scan_id == scan.id)
        .order_by(_SNAP.page_id, _SNAP.id)
    )
    kinds: defaultdict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
    for kind, page, artefact in connection.execute(query):
        kinds[kind].append((page, artefact))
    return {kind: _mark(rows) for kind, rows in kinds.items()}


def _found(connection: Connection, scan: AnyRow) -> tuple[dict[str, str], dict[str, str]]:
    """Return by issue found the mark of its places, and by page that of all that was found there.

    What else was found on a page does not count for an issue; for a page the order counts too. Read as one
    text a row: making values of thousands is slow.
    """
    page = schema.page.c
    query = (
        select(_ISSUE.public_id, page.url, page.digest, _TOLD.label("told"))
        .select_from(found())
        .join(schema.page, page.id == _SNAP.page_id)
        .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
        .where(_SNAP.scan_id == scan.id)
        .order_by(_SNAP.page_id, _SNAP.id, _FOUND.position)
    )
    places: defaultdict[str, blake2b] = defaultdict(_mark_begun)
    pages: defaultdict[str, blake2b] = defaultdict(_mark_begun)
    with read.stream(connection, query) as rows:
        for row in rows:
            told = row.digest + row.told.encode("utf-8", "surrogatepass")
            places[row.public_id].update(told)
            pages[row.url].update(told)
    of_issues = {issue_id: mark.hexdigest() for issue_id, mark in sorted(places.items())}
    return of_issues, {url: mark.hexdigest() for url, mark in pages.items()}


def _mark_begun() -> blake2b:
    return blake2b(digest_size=12)


def _text_of(columns: Iterable[ColumnElement[Any]]) -> ColumnElement[str]:
    """Return some columns as one text, with a line for each."""
    texts = (func.coalesce(cast(column, Text), "") for column in columns)
    return reduce(lambda before, column: before + "\n" + column, texts)


_TOLD = _text_of(
    (
        _ISSUE.fingerprint,
        *(c for c in _FOUND if c.name not in {"id", "judgement_id", "issue_id", "position"}),
    )
)
"""What was found in one place, but for the numbers under which it is kept."""


def _mark(rows: list[Any]) -> str:
    return blake2b(repr(rows).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
