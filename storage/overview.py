"""Many sites at once: where each stands, and when each was last seen whole.

One statement each, whatever the number of sites, and never a walk over all scans: per site the index of its
scans is asked for the newest that fits. Settings and tools of scans, which are long, are not read.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, ScalarSelect, select

from drempel.model.indicator import IndicatorValue
from drempel.model.overview import SiteNow
from drempel.model.scan import Scan, ScanState
from drempel.model.snapshot import Coverage
from storage import schema
from storage.codec import from_plain
from storage.read import scan_query, scan_value
from storage.series import indicator_value

_ENTITY, _SITE, _SCAN = schema.entity.c, schema.site.c, schema.scan.c

_CHUNK: Final = 500
"""Values in one `IN (…)`."""


def sites_now(
    connection: Connection, entity_id: str | None = None, indicators: Collection[str] = ()
) -> list[SiteNow]:
    """Return every site of all or of one entity that has a closed scan, with these indicators of it.

    In the order of the ids of entities and sites.
    """
    newest = _newest()
    query = (
        select(
            _SCAN.id,
            _SCAN.public_id,
            _SCAN.state,
            _SCAN.started_at,
            _SCAN.finished_at,
            _SCAN.coverage,
            _ENTITY.key.label("entity_key"),
            _ENTITY.name.label("entity_name"),
            _SITE.scope.label("site_scope"),
        )
        .select_from(schema.entity)
        .join(schema.site, _SITE.entity_id == _ENTITY.id)
        .join(schema.scan, _SCAN.id == newest)
        .order_by(_ENTITY.key, _SITE.key)
    )
    if entity_id is not None:
        query = query.where(_ENTITY.key == entity_id)
    rows = connection.execute(query).all()
    values = _indicators(connection, [row.id for row in rows], indicators) if indicators else {}
    return [
        SiteNow(
            row.entity_key,
            row.entity_name,
            tuple(row.site_scope["start"]),
            row.public_id,
            row.state,
            row.started_at,
            row.finished_at,
            from_plain(Coverage, row.coverage),
            values.get(row.id, {}),
        )
        for row in rows
    ]


def newest_scans(connection: Connection, entity_id: str | None = None) -> list[Scan]:
    """Return the newest closed scan of each site of all or of one entity, in the order of their ids."""
    query = scan_query().where(_SCAN.id == _newest()).order_by(_ENTITY.key, _SITE.key)
    if entity_id is not None:
        query = query.where(_ENTITY.key == entity_id)
    return [scan_value(row) for row in connection.execute(query)]


def last_complete(connection: Connection) -> dict[tuple[str, str], datetime]:
    """Return by ids of entity and site when the last scan began that saw all of it."""
    newest = _newest(ScanState.COMPLETE)
    query = (
        select(_ENTITY.key.label("entity_key"), _SITE.key.label("site_key"), _SCAN.started_at)
        .select_from(schema.entity)
        .join(schema.site, _SITE.entity_id == _ENTITY.id)
        .join(schema.scan, _SCAN.id == newest)
    )
    return {(row.entity_key, row.site_key): row.started_at for row in connection.execute(query)}


def _newest(state: ScanState | None = None) -> ScalarSelect[int]:
    """Return per site the newest closed scan, or the newest in this state.

    Walks the index of a site's scans from its end.
    """
    one = schema.scan.alias("one").c
    is_meant = one.finished_at.is_not(None) if state is None else one.state == state
    query = select(one.id).where(one.site_id == _SITE.id, is_meant).order_by(one.id.desc()).limit(1)
    return query.correlate(schema.site).scalar_subquery()


def _indicators(
    connection: Connection, scan_ids: Sequence[int], wanted: Collection[str]
) -> dict[int, dict[str, IndicatorValue]]:
    columns = schema.indicator_value.c
    found: dict[int, dict[str, IndicatorValue]] = {}
    for first in range(0, len(scan_ids), _CHUNK):
        query = select(schema.indicator_value).where(
            columns.scan_id.in_(scan_ids[first : first + _CHUNK]), columns.indicator.in_(sorted(wanted))
        )
        for row in connection.execute(query):
            found.setdefault(row.scan_id, {})[row.indicator] = indicator_value(row)
    return found
