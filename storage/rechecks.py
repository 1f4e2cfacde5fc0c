"""Second judgements of closed scans: written beside the first ones, which stay as they are.

Nothing that was concluded when the scan closed changes: no label, no state of an issue, no indicator. Of each
scan the newest recheck is kept. Issues that only a recheck saw have no state, as no scan found them yet.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from drempel.errors import StorageError
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.recheck import Recheck, RejudgedPage
from drempel.model.scan import PageResult, ScanSettings, ScanState, Tools
from drempel.model.snapshot import FetchOutcome, FetchRecord
from storage import engine, read, schema, series, write
from storage.codec import to_plain
from storage.engine import AnyRow
from storage.rejudged import recheck_value, rejudged_pages, rejudged_row
from storage.ulid import new_ulid

_RECHECK, _PAGES, _SNAP = schema.recheck.c, schema.rejudged.c, schema.snapshot.c


def kinds(connection: Connection, scan: AnyRow) -> frozenset[str]:
    """Return the kinds of artefact that are kept of at least one page of a scan."""
    link = schema.snapshot_artefact.c
    query = select(link.kind).join(schema.snapshot, link.snapshot_id == read.OWNER)
    return frozenset(connection.execute(query.where(_SNAP.scan_id == scan.id).distinct()).scalars())


def start(connection: Connection, scan_id: str, settings: ScanSettings, tools: Tools, now: datetime) -> str:
    """Begin a recheck of a closed scan and return its id; raises `StorageError` for one that still runs."""
    scan = write.locked_scan(connection, scan_id)
    if scan.finished_at is None or scan.state is ScanState.RUNNING:
        raise StorageError(
            "Scan {scan} has not ended yet. Let it end, or finish it with: drempel scan --resume",
            scan=scan_id,
        )
    recheck_id = new_ulid(now)
    connection.execute(
        insert(schema.recheck),
        {
            "public_id": recheck_id,
            "scan_id": scan.id,
            "settings": to_plain(settings),
            "tools": to_plain(tools),
            "made_at": now,
        },
    )
    return recheck_id


def add(connection: Connection, recheck_id: str, pages: Sequence[RejudgedPage]) -> None:
    """Write pages that were judged again; a judgement that is there already is not written twice."""
    recheck = _row(connection, recheck_id)
    scan = connection.execute(select(schema.scan).where(schema.scan.c.id == recheck.scan_id)).one()
    results = {
        page.page_url: PageResult(
            FetchRecord(page.page_url, page.page_url, FetchOutcome.OK), page.judgement, page.text
        )
        for page in pages
    }
    page_ids = write.page_ids(connection, scan.site_id, results.values())
    judgements = write.judgement_ids(connection, scan.site_id, scan.started_at, results)
    texts = write.text_ids(connection, scan.site_id, results)
    engine.insert_all(
        connection,
        schema.rejudged,
        [
            {
                "recheck_id": recheck.id,
                "page_id": page_ids[url],
                "judgement_id": judgements[url],
                "text_profile_id": texts.get(url),
            }
            for url in results
        ],
    )


def finish(
    connection: Connection,
    recheck_id: str,
    pages_lost: int,
    lost: Mapping[str, int],
    indicators: Callable[[ScanFacts], Sequence[IndicatorValue]],
) -> Recheck:
    """Close a recheck with its indicators; it takes the place of earlier ones of the same scan."""
    recheck = _row(connection, recheck_id)
    scan = _as_scan(connection, recheck)
    facts = series.scan_facts(connection, scan, rejudged_pages(recheck.id, scan.id))
    judged = facts.pages_judged - pages_lost
    facts = series.with_pages(facts, judged=judged, unjudged=facts.pages_unjudged + pages_lost)
    older = _RECHECK.scan_id == recheck.scan_id, _RECHECK.id != recheck.id
    forget(connection, list(connection.execute(select(_RECHECK.id).where(*older)).scalars()))
    connection.execute(
        update(schema.recheck)
        .where(_RECHECK.id == recheck.id)
        .values(
            pages=judged,
            pages_lost=pages_lost,
            lost=dict(lost),
            indicators=to_plain(tuple(indicators(facts))),
        )
    )
    return recheck_value(_row(connection, recheck_id), scan.public_id)


def forget(connection: Connection, recheck_ids: Sequence[int]) -> None:
    """Remove rechecks with the judgements and text profiles that nothing else points at."""
    if not recheck_ids:
        return
    rows = connection.execute(
        select(_PAGES.judgement_id, _PAGES.text_profile_id).where(_PAGES.recheck_id.in_(recheck_ids))
    ).all()
    connection.execute(delete(schema.rejudged).where(_PAGES.recheck_id.in_(recheck_ids)))
    connection.execute(delete(schema.recheck).where(_RECHECK.id.in_(recheck_ids)))
    write.drop_unused(connection, rows)


def _row(connection: Connection, recheck_id: str) -> AnyRow:
    return connection.execute(select(schema.recheck).where(_RECHECK.public_id == recheck_id)).one()


def _as_scan(connection: Connection, recheck: AnyRow) -> AnyRow:
    """Return the row of the scan with the settings by which it is judged now."""
    query = read.scan_query().where(schema.scan.c.id == recheck.scan_id)
    return rejudged_row(connection.execute(query).one(), recheck)
