"""Runs: one program's work on its sites, which another program may go on with.

A run is a name that its scans carry, those that have closed too, until all of them came to their end. Who
goes on with a run gives its scans a name of its own, so that of two programs at most one writes to a scan:
the one that took it last. The other is refused at its next page.
"""

from collections.abc import Collection

from sqlalchemy import Connection, update

from drempel.model.scan import ScanState
from storage import read, schema
from storage.engine import AnyRow

_SCAN = schema.scan.c


def take_over(connection: Connection, sites: Collection[tuple[str, str]], run: str) -> None:
    """Give the newest run with a scan of one of these sites that did not come to its end another name.

    `sites` holds pairs of entity and site ids. Nothing happens when there is no such run.
    """
    wanted = frozenset(sites)
    # By the index of runs, which a question for null or an order would pass over.
    rows = connection.execute(read.scan_query().where(_SCAN.run > ""))
    left = [(row.id, row.run) for row in rows if (row.entity_key, row.site_key) in wanted]
    if left:
        connection.execute(update(schema.scan).where(_SCAN.run == max(left)[1]).values(run=run))


def ended(connection: Connection, entity_id: str, site_id: str, run: str) -> AnyRow | None:
    """Return the newest scan of a site when it has come to its end within a run."""
    row = read.newest_scan(connection, entity_id, site_id)
    has_ended = row is not None and row.finished_at is not None and row.state != ScanState.INTERRUPTED
    return row if row is not None and has_ended and row.run == run else None


def finish(connection: Connection, run: str) -> None:
    """Let a run be over: who resumes later begins anew."""
    connection.execute(update(schema.scan).where(_SCAN.run == run).values(run=None))
