"""Reading second judgements of scans; `storage.rechecks` writes them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, FromClause, literal, select

from drempel.model.indicator import IndicatorValue
from drempel.model.recheck import Recheck
from drempel.model.scan import ScanSettings, Tools
from storage import schema
from storage.codec import from_plain
from storage.engine import AnyRow

_RECHECK, _PAGES = schema.recheck.c, schema.rejudged.c


def rejudged_row(scan: AnyRow, recheck: AnyRow) -> AnyRow:
    """Return the row of a scan with the settings and tools of its recheck."""
    return cast(AnyRow, _Rejudged(scan, recheck))


class _Rejudged:
    """Reads like a row of a scan, with other settings and tools."""

    def __init__(self, scan: AnyRow, recheck: AnyRow) -> None:
        self._scan = scan
        self.settings: dict[str, Any] = recheck.settings
        self.tools: dict[str, Any] = recheck.tools

    def __getattr__(self, name: str) -> Any:
        return getattr(self._scan, name)


def rechecks_of(connection: Connection, scan_ids: Sequence[int]) -> dict[int, AnyRow]:
    """Return the recheck of each of these scans that came to its end, where there is one."""
    query = (
        select(schema.recheck)
        .where(_RECHECK.scan_id.in_(scan_ids), _RECHECK.pages.is_not(None))
        .order_by(_RECHECK.id)
    )
    return {row.scan_id: row for row in connection.execute(query)}


def recheck_value(row: AnyRow, scan_id: str) -> Recheck:
    """Return a recheck from its row."""
    return Recheck(
        row.public_id,
        scan_id,
        from_plain(ScanSettings, row.settings),
        from_plain(Tools, row.tools),
        row.made_at,
        row.pages or 0,
        row.pages_lost or 0,
        row.lost or {},
        indicators_again(row),
    )


def indicators_again(row: AnyRow) -> tuple[IndicatorValue, ...]:
    """Return the indicators of a recheck."""
    return tuple(from_plain(IndicatorValue, one) for one in row.indicators or ())


def is_whole(row: AnyRow) -> bool:
    """Tell whether every check judged all that it could have judged."""
    return not row.pages_lost and not row.lost


def rejudged_pages(recheck_id: int, scan_id: int) -> FromClause:
    """Return the pages of a recheck in the form of the snapshots of its scan."""
    return (
        select(
            _PAGES.page_id,
            _PAGES.judgement_id,
            _PAGES.text_profile_id,
            literal(scan_id).label("scan_id"),
        )
        .where(_PAGES.recheck_id == recheck_id)
        .subquery("seen")
    )
