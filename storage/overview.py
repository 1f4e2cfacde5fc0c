"""Many sites at once: where each stands, and when each was last seen whole.

First the index of each site's scans is asked for the newest one that fits, then those scans are read by their
ids: a few statements, whatever the number of sites, and never a walk over all scans. Settings and tools of
scans, which are long, are not read where nobody asks for them.
"""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from drempel.model.indicator import IndicatorValue
from drempel.model.overview import SiteNow
from drempel.model.scan import Scan, ScanState
from drempel.model.snapshot import Coverage
from storage import schema
from storage.codec import from_plain
from storage.engine import AnyRow, AnySelect
from storage.read import scan_query, scan_value

_ENTITY, _SITE, _SCAN = schema.entity.c, schema.site.c, schema.scan.c

_CHUNK: Final = 500
"""Values in one `IN (…)`."""

_COLUMN: Final = {"id": "indicator"}
"""Field of an indicator → its column, where that has another name."""


def sites_now(
    connection: Connection, entity_id: str | None = None, indicators: Collection[str] = ()
) -> list[SiteNow]:
    """Return every site of all or of one entity that has a closed scan, with these indicators of it.

    In the order of the ids of entities and sites.
    """
    sites = _newest(connection, entity_id)
    columns = (_SCAN.id, _SCAN.public_id, _SCAN.state, _SCAN.started_at, _SCAN.finished_at, _SCAN.coverage)
    scans = {row.id: row for row in _by_id(connection, select(*columns), [site.scan_id for site in sites])}
    values = _indicators(connection, list(scans), indicators) if indicators else {}
    return [
        SiteNow(
            site.entity_key,
            site.entity_name,
            site.site_key,
            scan.public_id,
            scan.state,
            scan.started_at,
            scan.finished_at,
            from_plain(Coverage, scan.coverage),
            values.get(scan.id, {}),
        )
        for site in sites
        for scan in (scans[site.scan_id],)
    ]


def newest_scans(connection: Connection, entity_id: str | None = None) -> list[Scan]:
    """Return the newest closed scan of each site of all or of one entity, in the order of their ids."""
    sites = _newest(connection, entity_id)
    scans = {row.id: row for row in _by_id(connection, scan_query(), [site.scan_id for site in sites])}
    return [scan_value(scans[site.scan_id]) for site in sites]


def last_complete(connection: Connection) -> dict[tuple[str, str], datetime]:
    """Return by ids of entity and site when the last scan began that saw all of it."""
    sites = _newest(connection, None, ScanState.COMPLETE)
    query = select(_SCAN.id, _SCAN.started_at)
    began = {row.id: row.started_at for row in _by_id(connection, query, [site.scan_id for site in sites])}
    return {(site.entity_key, site.site_key): began[site.scan_id] for site in sites}


def _newest(
    connection: Connection, entity_id: str | None = None, state: ScanState | None = None
) -> Sequence[AnyRow]:
    """Return the sites with the id of their newest closed scan, or of the newest in this state.

    Sites without one are left out.
    """
    one = schema.scan.alias("one").c
    is_meant = one.finished_at.is_not(None) if state is None else one.state == state
    newest = (
        select(one.id)
        .where(one.site_id == _SITE.id, is_meant)
        .order_by(one.id.desc())
        .limit(1)
        .correlate(schema.site)
        .scalar_subquery()
    )
    query = (
        select(
            _ENTITY.key.label("entity_key"),
            _ENTITY.name.label("entity_name"),
            _SITE.key.label("site_key"),
            newest.label("scan_id"),
        )
        .join_from(schema.site, schema.entity, _SITE.entity_id == _ENTITY.id)
        .order_by(_ENTITY.key, _SITE.key)
    )
    if entity_id is not None:
        query = query.where(_ENTITY.key == entity_id)
    return [row for row in connection.execute(query).all() if row.scan_id is not None]


def _by_id(connection: Connection, query: AnySelect, scan_ids: Sequence[int]) -> Iterator[AnyRow]:
    for first in range(0, len(scan_ids), _CHUNK):
        yield from connection.execute(query.where(_SCAN.id.in_(scan_ids[first : first + _CHUNK]))).all()


def _indicators(
    connection: Connection, scan_ids: Sequence[int], wanted: Collection[str]
) -> dict[int, dict[str, IndicatorValue]]:
    columns = schema.indicator_value.c
    fields = [columns[_COLUMN.get(field.name, field.name)] for field in dataclasses.fields(IndicatorValue)]
    query = select(columns.scan_id, *fields).where(columns.indicator.in_(sorted(wanted)))
    found: dict[int, dict[str, IndicatorValue]] = {}
    for first in range(0, len(scan_ids), _CHUNK):
        some = scan_ids[first : first + _CHUNK]
        for row in connection.execute(query.where(columns.scan_id.in_(some))).all():
            value = IndicatorValue(*row[1:])
            found.setdefault(row[0], {})[value.id] = value
    return found
