"""Closing a scan: what it says of each issue of its site, worked out from what was really judged.

For every issue the pages are kept on which it still *stands* (table `occurrence`). A page is added when the
issue is found there, and taken off when this scan judged the page, the issue's check could tell, and did
not find it. Nothing else takes a page off but that it is gone for good, or that it has become another
address of a page that was judged (then that page counts in its place); and that only where the scan was not
broken off, for what goes on with it may find the page after all. An issue that stands nowhere any
more is resolved; one that was not found but still stands somewhere was not re-checked and keeps its state.

Issues of documents are settled apart, in the same way: see `storage.document_trend`.

So an issue seen on two pages that are visited in different scans is resolved when both were seen clean,
and a page that nobody visited never makes a problem look solved.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from typing import Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from drempel.errors import StorageError
from drempel.model.answer import Asked
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.issue import IssueState, TrendLabel
from drempel.model.scan import ScanState
from drempel.model.snapshot import GONE_STATUSES, Coverage, FetchOutcome
from storage import document_trend, engine, issues, read, schema, series, templates
from storage.codec import to_plain
from storage.engine import AnyRow
from storage.tallies import could_tell
from storage.write import running_scan

Indicators = Sequence[IndicatorValue] | Callable[[ScanFacts], Sequence[IndicatorValue]]

_STANDING: Final = (IssueState.OPEN, IssueState.REGRESSED)
_CHUNK: Final = 500


def finish_scan(
    connection: Connection,
    scan_id: str,
    state: ScanState,
    coverage: Coverage,
    indicators: Indicators,
    now: datetime,
    run: str,
    asked: Sequence[Asked] = (),
    unlinked: Collection[str] = (),
) -> None:
    """Close a scan: settle its issues, count its checks, store its coverage and indicators.

    `indicators` may be a function; it gets the sums over the scan. `asked` is how its e-inclusion indicators
    were answered, `unlinked` names the documents to which no page links any more.
    """
    if state is ScanState.RUNNING:
        raise StorageError("Scan {scan} cannot be closed as {state}.", scan=scan_id, state=state)
    scan = running_scan(connection, scan_id, run)
    # One scan of a site settles its issues at a time.
    connection.execute(select(schema.site.c.id).where(schema.site.c.id == scan.site_id).with_for_update())
    may_go_on = state is ScanState.INTERRUPTED
    pages = _Matter(schema.snapshot, issues.of_documents(False), _move_occurrences)
    _settle_issues(
        connection,
        scan,
        pages,
        has_previous=read.previous_scan(connection, scan) is not None,
        may_go_on=may_go_on,
    )
    move_documents = partial(document_trend.move_occurrences, unlinked=unlinked)
    in_documents = _Matter(schema.document, issues.of_documents(True), move_documents)
    _settle_issues(
        connection,
        scan,
        in_documents,
        has_previous=read.previous_with_documents(connection, scan) is not None,
        may_go_on=may_go_on,
    )
    templates.settle(connection, scan)
    connection.execute(
        insert(schema.closing),
        {
            "scan_id": scan.id,
            "check_pages": to_plain(read.count_checks(connection, scan)),
            "answers": to_plain(asked),
        },
    )
    values = indicators(series.scan_facts(connection, scan)) if callable(indicators) else indicators
    engine.insert_all(
        connection,
        schema.indicator_value,
        [
            to_plain(value) | {"scan_id": scan.id, "position": position, "indicator": value.id}
            for position, value in enumerate(values)
        ],
    )
    connection.execute(
        update(schema.scan)
        .where(schema.scan.c.id == scan.id)
        .values(
            state=state,
            finished_at=now,
            judged=coverage.judged,
            coverage=to_plain(coverage),
            documents=document_trend.judged(connection, scan),
        )
    )


class _Mover(Protocol):
    """Moves the occurrences of issues to where they stand after a scan."""

    def __call__(self, connection: Connection, scan: AnyRow, *, may_go_on: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is settled by itself: the issues of pages, or those of documents."""

    seen: Table
    """With a judgement per scan and page, or document."""
    which: ColumnElement[bool]
    """Tells its issues from the others."""
    move_occurrences: _Mover


def _settle_issues(
    connection: Connection, scan: AnyRow, matter: _Matter, *, has_previous: bool, may_go_on: bool
) -> None:
    states = _states(connection, scan, matter)
    sightings = connection.execute(issues.sightings(scan.id, matter.seen))
    found = {row.issue_id: row for row in sightings if row.issue_id in states}
    before = states | _states_before(connection, scan, matter)
    matter.move_occurrences(connection, scan, may_go_on=may_go_on)
    standing = _standing(connection, scan)

    after: dict[int, IssueState | None] = {}
    labels: dict[int, TrendLabel] = {}
    for issue_id, was in before.items():
        if issue_id in found:
            labels[issue_id], after[issue_id] = _found_again(was)
        elif was in _STANDING:
            is_solved = issue_id not in standing
            labels[issue_id] = TrendLabel.RESOLVED if is_solved else TrendLabel.NOT_RECHECKED
            after[issue_id] = IssueState.RESOLVED if is_solved else was
        else:
            after[issue_id] = was

    last_seen = _last_sightings(connection, scan, [i for i in labels if i not in found])
    own = select(schema.issue.c.id).where(schema.issue.c.site_id == scan.site_id, matter.which)
    columns = schema.issue_trend.c
    connection.execute(
        delete(schema.issue_trend).where(columns.scan_id == scan.id, columns.issue_id.in_(own))
    )
    engine.insert_all(
        connection,
        schema.issue_trend,
        [
            {
                "scan_id": scan.id,
                "issue_id": issue_id,
                "label": label if has_previous else None,
                "state_before": before[issue_id],
                "seen_scan_id": scan.id if issue_id in found else seen.seen_scan_id,
                "pages": seen.pages,
                "occurrences": seen.occurrences,
                "example_id": seen.example_id,
            }
            for issue_id, label in labels.items()
            if (seen := found.get(issue_id) or last_seen.get(issue_id)) is not None
        ],
    )
    if changed := [{"changed": i, "to": state} for i, state in after.items() if state != states[i]]:
        connection.execute(
            update(schema.issue)
            .where(schema.issue.c.id == bindparam("changed"))
            .values(state=bindparam("to")),
            changed,
        )
    seen_now = select(schema.issue_trend.c.issue_id).where(
        schema.issue_trend.c.scan_id == scan.id, schema.issue_trend.c.seen_scan_id == scan.id
    )
    connection.execute(
        update(schema.issue).where(schema.issue.c.id.in_(seen_now)).values(last_seen_at=scan.started_at)
    )


def _found_again(was: IssueState | None) -> tuple[TrendLabel, IssueState]:
    match was:
        case None:
            return TrendLabel.NEW, IssueState.OPEN
        case IssueState.RESOLVED:
            return TrendLabel.REGRESSED, IssueState.REGRESSED
        case _:
            return TrendLabel.PERSISTING, was


def _states(connection: Connection, scan: AnyRow, matter: _Matter) -> dict[int, IssueState | None]:
    """Return the stored state of every issue of the site."""
    columns = schema.issue.c
    query = select(columns.id, columns.state).where(columns.site_id == scan.site_id, matter.which)
    return {row.id: row.state for row in connection.execute(query)}


def _states_before(connection: Connection, scan: AnyRow, matter: _Matter) -> dict[int, IssueState | None]:
    """Return the states from before this scan closed an earlier time (it was interrupted, then resumed)."""
    columns = schema.issue_trend.c
    query = (
        select(columns.issue_id, columns.state_before)
        .join(schema.issue, schema.issue.c.id == columns.issue_id)
        .where(columns.scan_id == scan.id, matter.which)
    )
    return {row.issue_id: row.state_before for row in connection.execute(query)}


def _move_occurrences(connection: Connection, scan: AnyRow, *, may_go_on: bool) -> None:
    """Add the pages on which issues were found, take off those that were judged without them."""
    pairs = (
        select(schema.finding.c.issue_id, schema.snapshot.c.page_id)
        .join_from(
            schema.snapshot, schema.finding, schema.finding.c.judgement_id == schema.snapshot.c.judgement_id
        )
        .where(schema.snapshot.c.scan_id == scan.id)
        .distinct()
    )
    connection.execute(
        engine.insert(connection.dialect.name, schema.occurrence)
        .from_select(["issue_id", "page_id"], pairs)
        .on_conflict_do_nothing()
    )
    columns = schema.occurrence.c
    cleared = list(_cleared(connection, scan, may_go_on=may_go_on))
    if cleared:
        connection.execute(
            delete(schema.occurrence).where(
                columns.issue_id == bindparam("issue"), columns.page_id == bindparam("page")
            ),
            cleared,
        )


def _cleared(connection: Connection, scan: AnyRow, *, may_go_on: bool) -> Iterator[dict[str, int]]:
    """Yield the pairs of issue and page where the issue was not found by a check that could tell.

    With `may_go_on`, of the pages that were judged only: another end of an address is not its last one yet.
    """
    occurrence, issue, judgement = schema.occurrence.c, schema.issue.c, schema.judgement.c
    own, kept = schema.snapshot, schema.snapshot.alias("kept")
    is_judged = own.c.outcome == FetchOutcome.OK
    is_duplicate = own.c.outcome == FetchOutcome.DUPLICATE
    is_gone = and_(own.c.outcome == FetchOutcome.HTTP_ERROR, own.c.status.in_(GONE_STATUSES), own.c.permanent)
    still_there = exists().where(
        schema.finding.c.judgement_id == own.c.judgement_id, schema.finding.c.issue_id == occurrence.issue_id
    )
    query = (
        select(
            occurrence.page_id,
            occurrence.issue_id,
            issue.check_id,
            is_gone.label("is_gone"),
            judgement.check_set_id,
            judgement.tallies,
            judgement.reasons,
        )
        .join_from(schema.occurrence, schema.issue, issue.id == occurrence.issue_id)
        .join(own, and_(own.c.page_id == occurrence.page_id, own.c.scan_id == scan.id))
        .outerjoin(
            kept,
            and_(
                is_duplicate,
                kept.c.scan_id == scan.id,
                kept.c.page_id == own.c.duplicate_of_id,
                kept.c.outcome == FetchOutcome.OK,
            ),
        )
        .outerjoin(
            schema.judgement, judgement.id == case((is_judged, own.c.judgement_id), else_=kept.c.judgement_id)
        )
        .where(
            issue.site_id == scan.site_id,
            or_(is_gone, and_(judgement.id.is_not(None), ~still_there)),
            is_judged if may_go_on else true(),
        )
        .order_by(occurrence.page_id)
    )
    read_tallies = read.Tallies(connection)
    for _, rows in groupby(connection.execute(query), attrgetter("page_id")):
        telling: set[str] | None = None
        for row in rows:
            if telling is None:
                telling = {tally.check for tally in read_tallies.of(row) if could_tell(tally)}
            if row.is_gone or row.check_id in telling:
                yield {"issue": row.issue_id, "page": row.page_id}


def _standing(connection: Connection, scan: AnyRow) -> set[int]:
    """Return the issues of the site that stand on some page."""
    columns = schema.issue.c
    stands = exists().where(schema.occurrence.c.issue_id == columns.id)
    query = select(columns.id).where(columns.site_id == scan.site_id, stands)
    return set(connection.execute(query).scalars())


def _last_sightings(connection: Connection, scan: AnyRow, issue_ids: Sequence[int]) -> dict[int, AnyRow]:
    """Return per issue the newest row before this scan: it carries the numbers of the last sighting."""
    columns = schema.issue_trend.c
    ids = iter(issue_ids)
    rows: dict[int, AnyRow] = {}
    while some := list(islice(ids, _CHUNK)):
        newest = (
            select(columns.issue_id, func.max(columns.scan_id).label("scan_id"))
            .where(columns.issue_id.in_(some), columns.scan_id < scan.id)
            .group_by(columns.issue_id)
            .subquery()
        )
        query = select(schema.issue_trend).join(
            newest, and_(newest.c.issue_id == columns.issue_id, newest.c.scan_id == columns.scan_id)
        )
        rows |= {row.issue_id: row for row in connection.execute(query)}
    return rows
