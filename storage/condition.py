"""Is the database in order: whole, of the right revision, without what cannot be."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, exists, func, or_, select

from drempel.model.issue import IssueState
from drempel.model.scan import ScanState
from drempel.model.snapshot import FetchOutcome
from storage import schema
from storage.engine import database_url, open_engine, plain_sqlite, reading
from storage.retention import unused
from storage.schema import REVISION

_SCAN, _SNAP, _ISSUE, _QUEUED = schema.scan.c, schema.snapshot.c, schema.issue.c, schema.queued.c


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not in order, by its key, and how often.

    `is_harm` tells whether results may be wrong by it; else it only takes room, or is worth knowing.
    """

    key: str
    number: int
    is_harm: bool = True
    detail: str = ""


def faults(url: str, revision: str | None) -> Iterator[Fault]:
    """Yield what is not in order in a database of this revision.

    One of another revision is only looked through for damage: what its tables should hold, nobody here knows.
    """
    engine = open_engine(database_url(url))
    try:
        if engine.dialect.name == "sqlite":
            damage, orphans = _looked_through(engine)
            if damage:
                yield Fault("damage", len(damage), detail="; ".join(damage)[:300])
                return
            if orphans:
                detail = ", ".join(sorted({str(row[0]) for row in orphans}))
                yield Fault("orphans", len(orphans), detail=detail)
        if revision != REVISION:
            return
        with reading(engine) as connection:
            for key, is_harm, count in _RULES:
                if number := count(connection):
                    yield Fault(key, number, is_harm)
    finally:
        engine.dispose()


def _looked_through(engine: Engine) -> tuple[list[str], list[tuple[str, int, str, int]]]:
    """Return what SQLite says of damage, and the rows whose owner is missing."""
    with plain_sqlite(engine) as connection:
        try:
            damage = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            return damage, connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            # Damaged where the search itself needs it.
            return [str(error)], []


def _counted(table: Table, condition: ColumnElement[bool]) -> Callable[[Connection], int]:
    def count(connection: Connection) -> int:
        query = select(func.count()).select_from(table).where(condition)
        return int(connection.execute(query).scalar_one())

    return count


def _rows_twice(connection: Connection) -> int:
    """Count the addresses that ended in a scan and still wait in it."""
    page = schema.page.c
    query = (
        select(func.count())
        .select_from(schema.queued)
        .join(schema.scan, _SCAN.id == _QUEUED.scan_id)
        .join(schema.page, and_(page.site_id == _SCAN.site_id, page.url == _QUEUED.page_url))
        .join(schema.snapshot, and_(_SNAP.scan_id == _SCAN.id, _SNAP.page_id == page.id))
    )
    return int(connection.execute(query).scalar_one())


_ENDED: Final = _SCAN.finished_at.is_not(None)
_STANDS: Final = exists().where(schema.occurrence.c.issue_id == _ISSUE.id)

_RULES: Final[tuple[tuple[str, bool, Callable[[Connection], int]], ...]] = (
    (
        "running-and-closed",
        True,
        _counted(
            schema.scan,
            or_(
                and_(_ENDED, _SCAN.state == ScanState.RUNNING),
                and_(~_ENDED, _SCAN.state != ScanState.RUNNING),
            ),
        ),
    ),
    (
        "closed-without-figures",
        True,
        _counted(
            schema.scan,
            and_(
                _ENDED,
                or_(
                    _SCAN.coverage.is_(None),
                    ~exists().where(schema.closing.c.scan_id == _SCAN.id),
                ),
            ),
        ),
    ),
    (
        "twice",
        True,
        _rows_twice,
    ),
    (
        "ok-without-judgement",
        True,
        _counted(schema.snapshot, and_(_SNAP.outcome == FetchOutcome.OK, _SNAP.judgement_id.is_(None))),
    ),
    (
        "resolved-and-standing",
        True,
        _counted(schema.issue, and_(_ISSUE.state == IssueState.RESOLVED, _STANDS)),
    ),
    (
        "open-and-nowhere",
        True,
        _counted(schema.issue, and_(_ISSUE.state.in_([IssueState.OPEN, IssueState.REGRESSED]), ~_STANDS)),
    ),
    (
        "clock",
        False,
        _counted(schema.scan, _SCAN.finished_at < _SCAN.started_at),
    ),
    (
        "under-way",
        False,
        _counted(schema.scan, _SCAN.state == ScanState.RUNNING),
    ),
    (
        "unused-judgements",
        False,
        _counted(schema.judgement, unused(schema.judgement)),
    ),
    (
        "unused-texts",
        False,
        _counted(schema.text_profile, unused(schema.text_profile)),
    ),
    (
        "unused-artefacts",
        False,
        _counted(schema.artefact, unused(schema.artefact)),
    ),
)
