"""What is thrown away, and when: artefacts go, judgements and numbers stay.

Artefacts are most of the database and hold page content, names and faces included. They go when their scan
closed long enough ago, except those of the last time that a page was judged: with them it can be judged
again without a visit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Engine,
    Table,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
)

from drempel.model.snapshot import FetchOutcome
from storage import schema
from storage.engine import plain_sqlite, reading, writing

_CHUNK: Final = 500
"""Rows per transaction, so that a scan that runs meanwhile hardly waits."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was thrown away; `stored_bytes` as compressed."""

    artefacts: int
    stored_bytes: int


def prune(engine: Engine, keep_artefacts_days: int, now: datetime) -> Pruned:
    """Throw away the artefacts of scans that closed more than so many days ago; see the module.

    Judgements and texts that no page has any more go too.
    """
    _unlink(engine, now - timedelta(days=keep_artefacts_days))
    pruned = _remove_unlinked(engine)
    for table in (schema.judgement, schema.text_profile):
        _remove_unused(engine, table)
    if engine.dialect.name == "sqlite":
        with plain_sqlite(engine) as connection:
            # Gives the room back to the disk. As a script: one execute() frees a single page of it.
            connection.executescript("PRAGMA incremental_vacuum")
    return pruned


def would_prune(engine: Engine, keep_artefacts_days: int, now: datetime) -> Pruned:
    """Return what `prune` would throw away now; nothing changes."""
    link, columns = schema.snapshot_artefact.c, schema.artefact.c
    stays = exists().where(
        link.artefact_id == columns.id,
        schema.snapshot.c.id == link.snapshot_id,
        schema.scan.c.id == schema.snapshot.c.scan_id,
        ~_is_old(now - timedelta(days=keep_artefacts_days)),
    )
    query = select(func.count(), func.coalesce(func.sum(func.length(columns.data)), 0))
    with reading(engine) as connection:
        number, stored_bytes = connection.execute(query.where(~stays)).one()
    return Pruned(number, int(stored_bytes))


def _unlink(engine: Engine, before: datetime) -> None:
    """Take old artefacts off their snapshots."""
    link = schema.snapshot_artefact.c
    old = (
        select(link.snapshot_id, link.kind)
        .join(schema.snapshot, schema.snapshot.c.id == link.snapshot_id)
        .join(schema.scan)
        .where(_is_old(before))
        .limit(_CHUNK)
    )
    while True:
        with writing(engine) as connection:
            rows = [tuple(row) for row in connection.execute(old)]
            if not rows:
                return
            connection.execute(
                delete(schema.snapshot_artefact).where(tuple_(link.snapshot_id, link.kind).in_(rows))
            )


def _is_old(before: datetime) -> ColumnElement[bool]:
    """Return the condition for snapshots, joined with their scans, whose artefacts may go."""
    snapshot = schema.snapshot
    newer = snapshot.alias("newer")
    is_last_judged = and_(
        snapshot.c.outcome == FetchOutcome.OK,
        ~exists().where(
            newer.c.page_id == snapshot.c.page_id,
            newer.c.id > snapshot.c.id,
            newer.c.outcome == FetchOutcome.OK,
            # A page that did not change and was not visited: what was seen before is all there is of it.
            or_(newer.c.seen_in_id.is_(None), newer.c.seen_in_id != snapshot.c.id),
        ),
    )
    # Null where the scan has not closed: that is not before anything.
    is_closed = func.coalesce(schema.scan.c.finished_at < before, false())
    return and_(is_closed, ~is_last_judged)


def _remove_unlinked(engine: Engine) -> Pruned:
    """Remove the artefacts that no snapshot has any more."""
    columns = schema.artefact.c
    unlinked = ~exists().where(schema.snapshot_artefact.c.artefact_id == columns.id)
    artefacts = stored_bytes = last_id = 0
    while True:
        with writing(engine) as connection:
            rows = connection.execute(
                select(columns.id, func.length(columns.data).label("size"))
                .where(columns.id > last_id, unlinked)
                .order_by(columns.id)
                .limit(_CHUNK)
                .with_for_update(skip_locked=True)
            ).all()
            if not rows:
                return Pruned(artefacts, stored_bytes)
            # Asked again under the lock: a writer may have taken one into use in between.
            connection.execute(
                delete(schema.artefact).where(columns.id.in_([row.id for row in rows]), unlinked)
            )
        artefacts += len(rows)
        stored_bytes += sum(row.size for row in rows)
        last_id = rows[-1].id


def _remove_unused(engine: Engine, table: Table) -> None:
    """Remove the rows of a table that no row of another table points at any more."""
    last_id = 0
    while True:
        with writing(engine) as connection:
            query = select(table.c.id).where(table.c.id > last_id, unused(table)).order_by(table.c.id)
            ids = connection.execute(query.limit(_CHUNK).with_for_update(skip_locked=True)).scalars().all()
            if not ids:
                return
            # Asked again under the lock, as above.
            connection.execute(delete(table).where(table.c.id.in_(ids), unused(table)))
        last_id = ids[-1]


def unused(table: Table) -> ColumnElement[bool]:
    """Return the condition for rows of a table that no other row points at, whichever table it is in."""
    return and_(
        *(
            ~exists().where(column == table.c.id).correlate(table)
            for other in schema.metadata.tables.values()
            for column in other.columns
            for key in column.foreign_keys
            # What goes with the row is no use of it.
            if key.column is table.c.id and key.ondelete != "CASCADE"
        )
    )
