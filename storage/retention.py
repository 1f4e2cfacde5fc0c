"""What is thrown away, and when: artefacts go, judgements and numbers stay.

Artefacts are most of the database and hold page content, names and faces included. They go when their scan
closed long enough ago, except those of the last time that a page was judged: with them it can be judged
again without a visit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, and_, delete, exists, func, or_, select, tuple_

from drempel.model.snapshot import FetchOutcome
from storage import schema
from storage.engine import plain_sqlite, writing

_CHUNK: Final = 500
"""Rows per transaction, so that a scan that runs meanwhile hardly waits."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was thrown away; `stored_bytes` as compressed."""

    artefacts: int
    stored_bytes: int


def prune(engine: Engine, keep_artefacts_days: int, now: datetime) -> Pruned:
    """Throw away the artefacts of scans that closed more than so many days ago; see the module."""
    _unlink(engine, now - timedelta(days=keep_artefacts_days))
    pruned = _remove_unlinked(engine)
    if engine.dialect.name == "sqlite":
        with plain_sqlite(engine) as connection:
            # Gives the room back to the disk. As a script: one execute() frees a single page of it.
            connection.executescript("PRAGMA incremental_vacuum")
    return pruned


def _unlink(engine: Engine, before: datetime) -> None:
    """Take old artefacts off their snapshots."""
    link, snapshot = schema.snapshot_artefact.c, schema.snapshot
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
    old = (
        select(link.snapshot_id, link.kind)
        .join(snapshot, snapshot.c.id == link.snapshot_id)
        .join(schema.scan)
        .where(schema.scan.c.finished_at < before, ~is_last_judged)
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
