"""How long issues were open: from the scan that found them, first or again, to that which found them gone."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection, select

from drempel.model.issue import IssueState, TrendLabel
from storage import schema
from storage.engine import AnyRow
from storage.issues import of_documents
from storage.norm import fails

WINDOW: Final = timedelta(days=365)
"""How far back repairs count."""

_DAY_S: Final = 86_400
_ISSUE, _TREND, _SCAN, _FOUND = schema.issue.c, schema.issue_trend.c, schema.scan.c, schema.finding.c


def ages_days(connection: Connection, scan: AnyRow) -> tuple[float, ...]:
    """Return the ages of the open issues of pages against the norm that this scan knows of, shortest first.

    Those that were not checked again are among them: nobody saw that they are gone.
    """
    query = (
        select(
            _TREND.issue_id,
            _ISSUE.first_seen_at,
            _ISSUE.state,
            _FOUND.kind,
            _FOUND.outcome,
            _FOUND.requirements,
        )
        .join(schema.issue, _ISSUE.id == _TREND.issue_id)
        .join(schema.finding, _FOUND.id == _TREND.example_id)
        .where(
            _TREND.scan_id == scan.id,
            of_documents(False),
            _ISSUE.state.in_([IssueState.OPEN, IssueState.REGRESSED]),
        )
    )
    rows = [row for row in connection.execute(query) if fails(row, scan.settings["standard"])]
    began = _came_back(connection, scan) if any(row.state is IssueState.REGRESSED for row in rows) else {}
    ages = (_days(began.get(row.issue_id, row.first_seen_at), scan.started_at) for row in rows)
    return tuple(sorted(ages))


def _came_back(connection: Connection, scan: AnyRow) -> dict[int, datetime]:
    """Return when issues of the site came back last, up to this scan."""
    query = (
        select(_TREND.issue_id, _SCAN.started_at)
        .join(schema.scan, _SCAN.id == _TREND.scan_id)
        .where(_SCAN.site_id == scan.site_id, _SCAN.id <= scan.id, _TREND.label == TrendLabel.REGRESSED)
        .order_by(_SCAN.id)
    )
    return {row.issue_id: row.started_at for row in connection.execute(query)}


def repair_days(connection: Connection, scan: AnyRow) -> tuple[float, ...]:
    """Return how long issues against the norm were open that scans of the last year found solved."""
    query = (
        select(
            _TREND.issue_id,
            _TREND.label,
            _SCAN.started_at,
            _ISSUE.first_seen_at,
            _FOUND.kind,
            _FOUND.outcome,
            _FOUND.requirements,
        )
        .join(schema.scan, _SCAN.id == _TREND.scan_id)
        .join(schema.issue, _ISSUE.id == _TREND.issue_id)
        .outerjoin(schema.finding, _FOUND.id == _TREND.example_id)
        .where(
            _SCAN.site_id == scan.site_id,
            _SCAN.id <= scan.id,
            _TREND.label.in_([TrendLabel.RESOLVED, TrendLabel.REGRESSED]),
            of_documents(False),
        )
        .order_by(_TREND.issue_id, _SCAN.id)
    )
    rows = connection.execute(query)
    return tuple(sorted(_repairs(rows, scan.started_at - WINDOW, scan.settings["standard"])))


def _repairs(rows: Iterable[AnyRow], since: datetime, standard: str) -> Iterator[float]:
    for _, of_issue in groupby(rows, attrgetter("issue_id")):
        began: datetime | None = None
        for row in of_issue:
            if row.label is TrendLabel.REGRESSED:
                began = row.started_at
            elif row.started_at >= since and fails(row, standard):
                yield _days(began or row.first_seen_at, row.started_at)


def _days(began: datetime, ended: datetime) -> float:
    """Return the days between two moments; a clock that was set back gives none."""
    return max(0.0, (ended - began).total_seconds() / _DAY_S)
