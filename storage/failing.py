"""What fails on many sites at once: few columns of the issues of many scans, for comparing organisations.

A report on one scan reads its issues whole, with the finding that serves as example; see `storage.issues`.
Of a thousand scans that would take minutes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection, Engine, or_, select

from drempel.model.comparison import FailedAtSite, FailedIssue
from drempel.model.decision import DecisionNote
from drempel.model.finding import Kind, Outcome
from drempel.model.issue import TrendLabel
from storage import decisions, schema
from storage.engine import AnyRow, reading
from storage.issues import of_documents
from storage.norm import fails
from storage.read import stream

_SCAN, _SITE, _CLOSING = schema.scan.c, schema.site.c, schema.closing.c
_ISSUE, _FOUND, _TREND = schema.issue.c, schema.finding.c, schema.issue_trend.c

_CHUNK: Final = 200
"""Scans in one `IN (…)`."""


def failed_at_sites(
    engine: Engine, scan_ids: Sequence[str], notes: Sequence[DecisionNote], today: date
) -> Iterator[FailedAtSite]:
    """Yield what fails on the sites of these closed scans, in the order of the scans.

    One scan at a time, so that the issues of all are never in memory. Scans that are not known are left out.
    """
    left = iter(scan_ids)
    while some := list(islice(left, _CHUNK)):
        with reading(engine) as connection:
            yield from _failed(connection, some, notes, today)


def _failed(
    connection: Connection, public_ids: Sequence[str], notes: Sequence[DecisionNote], today: date
) -> Iterator[FailedAtSite]:
    query = (
        select(_SCAN.id, _SCAN.public_id, _SCAN.site_id, _SCAN.settings, _SITE.key, _CLOSING.check_pages)
        .join(schema.site, _SITE.id == _SCAN.site_id)
        .outerjoin(schema.closing, _CLOSING.scan_id == _SCAN.id)
        .where(_SCAN.public_id.in_(public_ids))
        .order_by(_SCAN.id)
    )
    scans = connection.execute(query).all()
    decided = decisions.of_sites(connection, sorted({scan.site_id for scan in scans}))
    issues = (
        select(
            _TREND.scan_id,
            _TREND.pages,
            _ISSUE.public_id,
            _ISSUE.fingerprint,
            _ISSUE.check_id,
            _FOUND.kind,
            _FOUND.outcome,
            _FOUND.requirements,
            _FOUND.structure,
        )
        .join_from(schema.issue_trend, schema.issue, _ISSUE.id == _TREND.issue_id)
        .join(schema.finding, _FOUND.id == _TREND.example_id)
        .where(
            _TREND.scan_id.in_([scan.id for scan in scans]),
            _TREND.seen_scan_id == _TREND.scan_id,
            or_(
                _TREND.label.is_(None),
                _TREND.label.not_in([TrendLabel.RESOLVED, TrendLabel.NOT_RECHECKED]),
            ),
            _FOUND.kind == Kind.NORM,
            _FOUND.outcome == Outcome.FAILED,
            of_documents(False),
        )
        .order_by(_TREND.scan_id)
    )
    with stream(connection, issues) as rows:
        groups = groupby(rows, attrgetter("scan_id"))
        found = next(groups, None)
        for scan in scans:
            standard = scan.settings["standard"]
            failed: list[FailedIssue] = []
            if found is not None and found[0] == scan.id:
                told = decisions.Told(decided.get(scan.site_id, {}), notes, scan.key)
                failed = [
                    FailedIssue(row.check_id, tuple(row.requirements), row.structure, row.pages)
                    for row in found[1]
                    if fails(row, standard) and not told.is_false_alarm(row.public_id, row.fingerprint, today)
                ]
                found = next(groups, None)
            yield FailedAtSite(scan.public_id, standard, _judged(scan), failed)


def _judged(scan: AnyRow) -> frozenset[str]:
    off = frozenset(scan.settings.get("disabled_checks") or ())
    pages: Mapping[str, Mapping[str, int]] = scan.check_pages or {}
    return frozenset(
        check
        for check, counts in pages.items()
        if check not in off and any(n for outcome, n in counts.items() if outcome != Outcome.UNTESTED)
    )
