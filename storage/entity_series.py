"""The figures of an entity over time: month by month, over the newest scan of each of its sites."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from sqlalchemy import Connection, select

from drempel.i18n import TIME_ZONE
from drempel.model.indicator import IndicatorValue, over_sites
from drempel.model.report import Change, TrendPoint
from storage import schema
from storage.breaks import changes
from storage.engine import AnyRow
from storage.series import indicators_of

WINDOW: Final = timedelta(days=400)
"""How far back the series goes: thirteen months show the same month of last year."""

_SCAN, _SITE, _ENTITY = schema.scan.c, schema.site.c, schema.entity.c
Month = tuple[int, int]


def entity_series(connection: Connection, entity_id: str, now: datetime) -> list[TrendPoint]:
    """Return a point for each month in which a site of the entity was scanned, oldest first.

    A site that was not scanned in a month counts with its newest scan before. There is a break where a site
    comes or goes (`sites`), or where the scans of a site cannot be compared.
    """
    rows = connection.execute(
        select(_SCAN.id, _SCAN.site_id, _SCAN.finished_at)
        .join(schema.site, _SITE.id == _SCAN.site_id)
        .join(schema.entity, _ENTITY.id == _SITE.entity_id)
        .where(_ENTITY.key == entity_id, _SCAN.judged > 0, _SCAN.finished_at >= now - WINDOW)
        .order_by(_SCAN.id)
    ).all()
    months: dict[Month, dict[int, int]] = {}
    current: dict[int, int] = {}
    last: dict[Month, datetime] = {}
    for row in rows:
        local = row.finished_at.astimezone(TIME_ZONE)
        month = local.year, local.month
        current = {**current, row.site_id: row.id}
        months[month], last[month] = current, row.finished_at
    if not months:
        return []
    picked = sorted({scan_id for sites in months.values() for scan_id in sites.values()})
    scans = {row.id: row for row in connection.execute(select(schema.scan).where(_SCAN.id.in_(picked)))}
    values = indicators_of(connection, picked)
    differ = [(), *(tuple(_differing(a, b, scans)) for a, b in pairwise(months.values()))]
    return [
        TrendPoint(
            "",
            last[month],
            _together([values.get(scan_id, []) for scan_id in sites.values()]),
            bool(found),
            tuple(dict.fromkeys(change.key for change in found)),
            tuple(dict.fromkeys(found)),
        )
        for (month, sites), found in zip(months.items(), differ, strict=True)
    ]


def _differing(before: dict[int, int], after: dict[int, int], scans: dict[int, AnyRow]) -> Iterator[Change]:
    if before.keys() != after.keys():
        yield Change("sites", str(len(before)), str(len(after)))
    for site, scan_id in after.items():
        if site in before and before[site] != scan_id:
            yield from changes(scans[before[site]], scans[scan_id])


def _together(of_sites: Sequence[Sequence[IndicatorValue]]) -> tuple[IndicatorValue, ...]:
    by_id: dict[str, list[IndicatorValue]] = {}
    for values in of_sites:
        for value in values:
            by_id.setdefault(value.id, []).append(value)
    return tuple(one for values in by_id.values() if (one := over_sites(values)) is not None)
