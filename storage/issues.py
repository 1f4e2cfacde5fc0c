"""Reading of findings and issues, as a report on one scan shows them."""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Subquery,
    Table,
    Text,
    case,
    cast,
    distinct,
    func,
    literal,
    null,
    or_,
    select,
)

from drempel.model.finding import Advice, Box, Finding, Impact, Judgement, Outcome, Pointer, Source, Step
from drempel.model.issue import Issue, IssueState, TrendLabel
from storage import schema
from storage.engine import AnyRow, AnySelect, reading
from storage.read import Tallies, stream

_PAGE, _SNAP, _FOUND, _ISSUE, _TREND = (
    schema.page.c,
    schema.snapshot.c,
    schema.finding.c,
    schema.issue.c,
    schema.issue_trend.c,
)

_IMPACT_RANK: Final[ColumnElement[int]] = case(
    {impact: impact.rank for impact in Impact}, value=_FOUND.impact
)

_WORST: Final = 9
_SPAN: Final = literal(10**15, BigInteger)
"""More than there will ever be findings; nine times this still fits in 64 bits."""
_ADDRESSES: Final = 500
"""Pages asked for in one query."""

_JSON: Final = frozenset({"params", "requirements", "act", "sources", "box", "steps", "advice"})
_TOLD: Final = (
    _ISSUE.check_id,
    _ISSUE.fingerprint,
    *(
        cast(column, Text).label(column.name) if column.name in _JSON else column
        for column in (
            _FOUND.outcome,
            _FOUND.impact,
            _FOUND.kind,
            _FOUND.mode,
            _FOUND.message_key,
            _FOUND.params,
            _FOUND.requirements,
            _FOUND.act,
            _FOUND.sources,
            _FOUND.selector,
            _FOUND.snippet,
            _FOUND.structure,
            _FOUND.place,
            _FOUND.box,
            _FOUND.steps,
            _FOUND.advice,
        )
    ),
)
"""What `_finding` takes, in its order. JSON comes as text: most lists are the same few."""


def sightings(scan_id: int, pages: FromClause = schema.snapshot) -> AnySelect:
    """Return per issue of a scan: pages, occurrences and the finding that serves as example.

    `pages` are those of the scan: its snapshots, or what stands in their place.

    The example is the worst one (failed before undecided, then by impact), of equals the first written.
    Rank and id are packed in one number, since a minimum per group is the one form that is fast in both
    databases.
    """
    rank = _IMPACT_RANK + case((_FOUND.outcome == Outcome.FAILED, len(Impact)), else_=0)
    return (
        select(
            _FOUND.issue_id,
            func.count(distinct(pages.c.page_id)).label("pages"),
            func.count().label("occurrences"),
            (func.min((_WORST - rank) * _SPAN + _FOUND.id) % _SPAN).label("example_id"),
        )
        .select_from(found(pages))
        .where(pages.c.scan_id == scan_id)
        .group_by(_FOUND.issue_id)
    )


def of_documents(is_so: bool) -> ColumnElement[bool]:
    """Return the condition for issues of documents, or for those of pages."""
    return _ISSUE.document_id.is_not(None) if is_so else _ISSUE.document_id.is_(None)


def issues(engine: Engine, scan: AnyRow, pages: Table = schema.snapshot) -> Iterator[Issue]:
    """Yield the issues found in a scan and those it resolved: by impact, then pages, then id.

    Those of pages; with `pages` the table of documents, those of documents.
    """
    is_of_document = pages is schema.document
    seen = _seen(scan, pages)
    example_page = (
        select(func.min(_PAGE.url))
        .join(pages, pages.c.page_id == _PAGE.id)
        .where(pages.c.judgement_id == _FOUND.judgement_id, pages.c.scan_id == seen.c.seen_scan_id)
        .correlate(schema.finding, seen)
        .scalar_subquery()
    )
    query = (
        select(
            *_TOLD,
            _ISSUE.public_id,
            _ISSUE.state,
            _ISSUE.first_seen_at,
            _ISSUE.last_seen_at,
            seen.c.label,
            seen.c.pages,
            seen.c.occurrences,
            example_page.label("page_url"),
        )
        .join_from(seen, schema.issue, _ISSUE.id == seen.c.issue_id)
        .join(schema.finding, _FOUND.id == seen.c.example_id)
        .where(of_documents(is_of_document))
        .order_by(_IMPACT_RANK.desc(), seen.c.pages.desc(), _ISSUE.public_id)
    )
    with reading(engine) as connection, stream(connection, query) as rows:
        for row in rows:
            example = _finding(row)
            yield Issue(
                row.public_id,
                row.fingerprint,
                row.check_id,
                row.outcome,
                row.impact,
                row.kind,
                example.requirements,
                example.sources,
                row.state or IssueState.OPEN,
                row.label,
                row.first_seen_at,
                row.last_seen_at,
                row.pages,
                row.occurrences,
                example,
                row.page_url,
                is_of_document=is_of_document,
            )


def _seen(scan: AnyRow, pages: Table) -> Subquery:
    """Return what a report says of each issue: as written at the close of the scan, else as found so far."""
    if scan.finished_at is None:
        found = sightings(scan.id, pages).subquery()
        return select(found, literal(scan.id).label("seen_scan_id"), null().label("label")).subquery()
    found_or_solved = or_(_TREND.seen_scan_id == scan.id, _TREND.label == TrendLabel.RESOLVED)
    return (
        select(
            _TREND.issue_id,
            _TREND.pages,
            _TREND.occurrences,
            _TREND.example_id,
            _TREND.seen_scan_id,
            _TREND.label,
        )
        .where(_TREND.scan_id == scan.id, found_or_solved)
        .subquery()
    )


def findings(
    engine: Engine,
    scan: AnyRow,
    issue_id: str | None = None,
    pages: Table = schema.snapshot,
    *,
    checks: Collection[str] | None = None,
    urls: Sequence[str] | None = None,
    most: int | None = None,
) -> Iterator[tuple[str, Finding]]:
    """Yield page URL and finding, page by page; of a resolved issue as it was last seen.

    With `pages` the table of documents, those found in documents. `checks` are the only ones to tell of,
    `urls` the only pages, given in this same order; of each query no more than `most` are read.
    """
    with reading(engine) as connection:
        own = (pages.c.id,) if "id" in pages.c else ()
        query = (
            select(*_TOLD, _PAGE.url)
            .select_from(found(pages))
            .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
            .join(schema.page, _PAGE.id == pages.c.page_id)
            .where(*_where_seen(connection, scan, issue_id, pages))
            .order_by(pages.c.page_id, *own, _FOUND.position)
            .limit(most)
        )
        if checks is not None:
            query = query.where(_ISSUE.check_id.in_(checks))
        for one in [query] if urls is None else _of_pages(query, scan, urls, pages):
            with stream(connection, one) as rows:
                for row in rows:
                    yield row[-1], _finding(row)


def _of_pages(query: AnySelect, scan: AnyRow, urls: Sequence[str], pages: Table) -> Iterator[AnySelect]:
    """Yield a query for some pages after another, in their order."""
    for at in range(0, len(urls), _ADDRESSES):
        digests = [schema.digest_of(scan.site_id, url) for url in urls[at : at + _ADDRESSES]]
        wanted = select(_PAGE.id).where(_PAGE.digest.in_(digests)).correlate(None)
        yield query.where(pages.c.page_id.in_(wanted))


def issue_pages(connection: Connection, scan: AnyRow, issue_id: str, limit: int) -> list[str]:
    """Return the URLs of pages with an issue, in order; of a resolved issue those it was last seen on."""
    query = (
        select(_PAGE.url)
        .distinct()
        .select_from(found())
        .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(*_where_seen(connection, scan, issue_id))
        .order_by(_PAGE.url)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def pages_of_issues(
    connection: Connection, scan: AnyRow, issue_ids: Collection[str], limit: int
) -> dict[str, list[str]]:
    """Return by issue what `issue_pages` gives of each; what is nowhere is left out."""
    seen_in = select(_TREND.issue_id, _TREND.seen_scan_id).where(_TREND.scan_id == scan.id).subquery()
    is_closed = scan.finished_at is not None
    of_scan = func.coalesce(seen_in.c.seen_scan_id, scan.id) if is_closed else literal(scan.id)
    places = (
        select(
            _ISSUE.public_id,
            _PAGE.url,
            func.row_number().over(partition_by=_ISSUE.public_id, order_by=_PAGE.url).label("place"),
        )
        .select_from(found())
        .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .outerjoin(seen_in, seen_in.c.issue_id == _ISSUE.id)
        .where(_ISSUE.public_id.in_(issue_ids), _SNAP.scan_id == of_scan)
        .group_by(_ISSUE.public_id, _PAGE.url)
        .subquery()
    )
    query = select(places.c.public_id, places.c.url).where(places.c.place <= limit)
    told: dict[str, list[str]] = {}
    for issue_id, url in connection.execute(query.order_by(places.c.public_id, places.c.place)):
        told.setdefault(issue_id, []).append(url)
    return told


def judgement(connection: Connection, judgement_id: int) -> Judgement:
    """Return a judgement as it was stored; what was suppressed is not kept."""
    findings = connection.execute(
        select(*_TOLD)
        .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
        .where(_FOUND.judgement_id == judgement_id)
        .order_by(_FOUND.position)
    )
    columns = schema.judgement.c
    query = select(columns.check_set_id, columns.tallies, columns.reasons).where(columns.id == judgement_id)
    row = connection.execute(query).one()
    return Judgement(tuple(map(_finding, findings)), tuple(Tallies(connection).of(row)))


def found(pages: FromClause = schema.snapshot) -> FromClause:
    """Return snapshots, or what stands in their place, joined with the findings of their judgement."""
    return pages.join(schema.finding, _FOUND.judgement_id == pages.c.judgement_id)


def _where_seen(
    connection: Connection, scan: AnyRow, issue_id: str | None, pages: Table = schema.snapshot
) -> list[ColumnElement[bool]]:
    """Return the conditions that choose the findings of a scan, or of one issue where it was seen last."""
    if issue_id is None:
        return [pages.c.scan_id == scan.id]
    last_seen = (
        select(_TREND.seen_scan_id)
        .join(schema.issue, _ISSUE.id == _TREND.issue_id)
        .where(_TREND.scan_id == scan.id, _ISSUE.public_id == issue_id)
    )
    seen_in = connection.execute(last_seen).scalar() if scan.finished_at is not None else None
    return [pages.c.scan_id == (seen_in or scan.id), _ISSUE.public_id == issue_id]


def _finding(row: Sequence[Any]) -> Finding:
    """Return a finding of a row that begins with `_TOLD`."""
    check, fingerprint, outcome, impact, kind, mode, message_key, *rest = row[: len(_TOLD)]
    params, requirements, act, sources, selector, snippet, structure, place, box, steps, advice = rest
    where = Pointer(
        selector, snippet, structure, place, box=None if box is None else Box(*map(float, json.loads(box)))
    )
    return Finding(
        check,
        outcome,
        impact,
        kind,
        where,
        message_key,
        json.loads(params),
        _texts(requirements),
        _texts(act),
        _sources(sources),
        mode,
        fingerprint,
        () if steps is None else tuple(Step(*one) for one in json.loads(steps)),
        () if advice is None else tuple(Advice(*one) for one in json.loads(advice)),
    )


@lru_cache(maxsize=1_000)
def _texts(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


@lru_cache(maxsize=1_000)
def _sources(stored: str) -> tuple[Source, ...]:
    return tuple(map(Source, json.loads(stored)))
