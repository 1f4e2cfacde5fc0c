"""The figures of entities over time: month by month, over the newest scan of each of their sites."""

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, Engine, Text, cast, select

from drempel.i18n import TIME_ZONE
from drempel.model.indicator import IndicatorValue, over_sites
from drempel.model.report import Change, TrendPoint
from drempel.model.scan import ScanState
from storage import schema
from storage.breaks import Frozen, changes
from storage.engine import AnyRow, reading
from storage.series import indicators_of

WINDOW: Final = timedelta(days=400)
"""How far back the series goes: thirteen months show the same month of last year."""

_SCAN, _SITE, _ENTITY = schema.scan.c, schema.site.c, schema.entity.c

_CHUNK: Final = 200
"""Entities in one `IN (…)`."""
_SCANS: Final = 500
"""Scans in one `IN (…)`."""


def series_of(
    engine: Engine, entity_ids: Collection[str], now: datetime, indicators: Collection[str] = ()
) -> Iterator[tuple[str, list[TrendPoint]]]:
    """Yield for each entity a point for each month in which a site of it was scanned, oldest first.

    A site that was not scanned in a month counts with its newest scan before. There is a break where a site
    comes or goes (`sites`), or where the scans of a site cannot be compared. All indicators, or those named.
    """
    left = iter(entity_ids)
    while some := list(islice(left, _CHUNK)):
        with reading(engine) as connection:
            yield from _series(connection, some, now, indicators)


def _series(
    connection: Connection, entity_ids: Sequence[str], now: datetime, indicators: Collection[str]
) -> Iterator[tuple[str, list[TrendPoint]]]:
    rows = connection.execute(
        select(_ENTITY.key, _SCAN.id, _SCAN.site_id, _SCAN.finished_at)
        .join_from(schema.entity, schema.site, _SITE.entity_id == _ENTITY.id)
        .join(schema.scan, _SCAN.site_id == _SITE.id)
        .where(_ENTITY.key.in_(entity_ids), _SCAN.judged > 0, _SCAN.finished_at >= now - WINDOW)
        .order_by(_ENTITY.key, _SCAN.id)
    ).all()
    months = {key: _months(list(scans)) for key, scans in groupby(rows, attrgetter("key"))}
    picked = sorted(
        {scan_id for of in months.values() for _, sites in of for scan_id in sites.values()},
    )
    values: dict[int, list[IndicatorValue]] = {}
    compared = Compared()
    for first in range(0, len(picked), _SCANS):
        ids = picked[first : first + _SCANS]
        values |= indicators_of(connection, ids, indicators)
        compared.read(connection, ids)
    for entity_id, of in months.items():
        differ = [(), *(tuple(_differing(a, b, compared)) for (_, a), (_, b) in pairwise(of))]
        yield (
            entity_id,
            [
                TrendPoint(
                    "",
                    last,
                    _together([values.get(scan_id, []) for scan_id in sites.values()]),
                    bool(found),
                    tuple(dict.fromkeys(change.key for change in found)),
                    tuple(dict.fromkeys(found)),
                )
                for (last, sites), found in zip(of, differ, strict=True)
            ],
        )


def _months(rows: Sequence[AnyRow]) -> list[tuple[datetime, dict[int, int]]]:
    """Return for each month with a scan when the last of it ended, and the newest scan then of each site."""
    months: dict[tuple[int, int], dict[int, int]] = {}
    current: dict[int, int] = {}
    last: dict[tuple[int, int], datetime] = {}
    for row in rows:
        local = row.finished_at.astimezone(TIME_ZONE)
        month = local.year, local.month
        current = {**current, row.site_id: row.id}
        months[month], last[month] = current, row.finished_at
    return [(last[month], sites) for month, sites in months.items()]


class Compared:
    """What was frozen with scans, and how two of them differ.

    Tools and settings are long, and the same in scan after scan: each text is read once, each pair compared
    once.
    """

    def __init__(self) -> None:
        self._of: dict[int, tuple[str, str, str, ScanState]] = {}
        self._read: dict[str, Any] = {}
        self._changes: dict[tuple[object, object], tuple[Change, ...]] = {}

    def read(self, connection: Connection, scan_ids: Sequence[int]) -> None:
        """Read these scans."""
        texts = [cast(column, Text) for column in (_SCAN.tools, _SCAN.settings, _SCAN.scope)]
        query = select(_SCAN.id, *texts, _SCAN.state).where(_SCAN.id.in_(scan_ids))
        for scan_id, *frozen, state in connection.execute(query):
            tools, settings, scope = (sys.intern(text) for text in frozen)
            self._of[scan_id] = tools, settings, scope, state

    def changes(self, before: int, after: int) -> tuple[Change, ...]:
        """Return what differs between two scans that were read."""
        pair = self._of[before], self._of[after]
        if pair not in self._changes:
            self._changes[pair] = changes(*map(self._frozen, pair))
        return self._changes[pair]

    def _frozen(self, one: tuple[str, str, str, ScanState]) -> Frozen:
        tools, settings, scope, state = one
        return Frozen(self._plain(tools), self._plain(settings), self._plain(scope), state)

    def _plain(self, text: str) -> Any:
        if text not in self._read:
            self._read[text] = json.loads(text)
        return self._read[text]


def _differing(before: dict[int, int], after: dict[int, int], compared: Compared) -> Iterator[Change]:
    if before.keys() != after.keys():
        yield Change("sites", str(len(before)), str(len(after)))
    for site, scan_id in after.items():
        if site in before and before[site] != scan_id:
            yield from compared.changes(before[site], scan_id)


def _together(of_sites: Sequence[Sequence[IndicatorValue]]) -> tuple[IndicatorValue, ...]:
    by_id: dict[str, list[IndicatorValue]] = {}
    for values in of_sites:
        for value in values:
            by_id.setdefault(value.id, []).append(value)
    return tuple(one for values in by_id.values() if (one := over_sites(values)) is not None)
