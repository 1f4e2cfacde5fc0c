"""Reading of scans, their queue and their pages; rows become model values here.

Functions that return an iterator take the engine and hold one connection while they are walked; the others
work on the connection they get. Large results are streamed. Issues are read in `storage.issues`, sums and
series in `storage.series`, what was stored of each page in `storage.seen`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    FromClause,
    Label,
    ScalarSelect,
    and_,
    func,
    select,
)

from drempel.errors import UnknownName
from drempel.model.entity import Entity
from drempel.model.finding import CheckTally, Outcome
from drempel.model.report import PageSummary
from drempel.model.scan import Asked, ResumeFacts, Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import GONE_STATUSES, Coverage, FetchOutcome, FetchRecord, Queued, Reason
from drempel.model.text import TextProfile
from storage import schema, tallies
from storage.artefacts import KINDS, A, unseal
from storage.codec import from_plain
from storage.engine import AnyRow, AnySelect, reading

ROWS: Final = 1000
"""Rows that are in memory at once while a large result is walked."""

_ENTITY, _SITE, _SCAN = schema.entity.c, schema.site.c, schema.scan.c
_PAGE, _SNAP, _JUDGED, _TEXT = schema.page.c, schema.snapshot.c, schema.judgement.c, schema.text_profile.c

OWNER: ColumnElement[int] = func.coalesce(_SNAP.seen_in_id, _SNAP.id)
"""The snapshot that has the artefacts of a snapshot."""


def _phrase(column: ColumnElement[int], name: str) -> Label[str]:
    """Return the text of a phrase of a snapshot, empty where it has none."""
    phrase = schema.phrase.c
    text = select(phrase.text).where(phrase.id == column).correlate(schema.snapshot).scalar_subquery()
    return func.coalesce(text, "").label(name)


TITLE: Final = _phrase(_SNAP.title_id, "title")
FOUND_ON: Final = _phrase(_SNAP.found_on_id, "found_on")


# Scans, entities, sites


def scan_query() -> AnySelect:
    """Return the query of scans with the names of their site and entity."""
    return (
        select(
            schema.scan,
            _SITE.key.label("site_key"),
            _ENTITY.key.label("entity_key"),
            _ENTITY.name.label("entity_name"),
            _ENTITY.kind.label("entity_kind"),
        )
        .join(schema.site, _SITE.id == _SCAN.site_id)
        .join(schema.entity, _ENTITY.id == _SITE.entity_id)
    )


def scan_row(connection: Connection, scan_id: str) -> AnyRow:
    """Return the row of a scan; raises `UnknownName` with the newest known ones."""
    row = connection.execute(scan_query().where(_SCAN.public_id == scan_id)).one_or_none()
    if row is None:
        query = select(_SCAN.public_id).order_by(_SCAN.id.desc()).limit(3)
        newest = connection.execute(query).scalars().all()
        if not newest:
            raise UnknownName("There is no scan {scan}: nothing has been scanned yet.", scan=repr(scan_id))
        raise UnknownName(
            "There is no scan {scan}. The newest are {newest}.", scan=repr(scan_id), newest=", ".join(newest)
        )
    return row


def scan_value(row: AnyRow) -> Scan:
    """Return a scan from its row."""
    return Scan(
        row.public_id,
        row.entity_key,
        row.site_key,
        row.state,
        from_plain(ScanSettings, row.settings),
        from_plain(Tools, row.tools),
        row.started_at,
        row.finished_at,
    )


def scans(connection: Connection, entity_id: str | None = None, site_id: str | None = None) -> list[Scan]:
    """Return scans, newest first."""
    query = scan_query().order_by(_SCAN.id.desc())
    if entity_id is not None:
        query = query.where(_ENTITY.key == entity_id)
    if site_id is not None:
        query = query.where(_SITE.key == site_id)
    return [scan_value(row) for row in connection.execute(query)]


def newest_scan(
    connection: Connection, entity_id: str, site_id: str, *where: ColumnElement[bool]
) -> AnyRow | None:
    """Return the newest scan of a site that meets the conditions."""
    query = scan_query().where(_ENTITY.key == entity_id, _SITE.key == site_id, *where)
    return connection.execute(query.order_by(_SCAN.id.desc()).limit(1)).one_or_none()


def previous_scan(connection: Connection, scan: AnyRow) -> AnyRow | None:
    """Return the scan that a scan is compared with: the last closed one of the site that judged a page."""
    query = scan_query().where(_SCAN.site_id == scan.site_id, _SCAN.id < scan.id, _SCAN.judged > 0)
    return connection.execute(query.order_by(_SCAN.id.desc()).limit(1)).one_or_none()


def previous_with_documents(connection: Connection, scan: AnyRow) -> AnyRow | None:
    """Return the scan that documents are compared with: the last closed one before that judged some."""
    query = scan_query().where(_SCAN.site_id == scan.site_id, _SCAN.id < scan.id, _SCAN.documents > 0)
    return connection.execute(query.order_by(_SCAN.id.desc()).limit(1)).one_or_none()


def entities(connection: Connection) -> list[Entity]:
    """Return the entities that were ever scanned, with their sites as they were last given."""
    sites: dict[int, list[Site]] = {}
    for row in connection.execute(select(schema.site).order_by(_SITE.key)):
        sites.setdefault(row.entity_id, []).append(from_plain(Site, row.scope))
    return [
        Entity(row.key, row.name, row.kind, row.parent, tuple(row.groups), tuple(sites.get(row.id, ())))
        for row in connection.execute(select(schema.entity).order_by(_ENTITY.key))
    ]


# Queue and pages of a scan


def queued(engine: Engine, scan_id: str) -> Iterator[Queued]:
    """Yield the addresses that wait, in the order in which they were found."""
    columns = schema.queued.c
    with reading(engine) as connection:
        query = select(schema.queued).where(columns.scan_id == scan_row(connection, scan_id).id)
        with stream(connection, query.order_by(columns.id)) as rows:
            for row in rows:
                yield Queued(
                    row.url, row.page_url, row.depth, row.found_on, row.priority, row.attempts, row.sample
                )


def seen_urls(engine: Engine, scan_id: str) -> Iterator[str]:
    """Yield the `page_url` of every address that ended or waits; each once."""
    waiting = select(schema.queued.c.page_url).where(schema.queued.c.scan_id == _scan_id(scan_id))
    for query in (_ended(scan_id), waiting):
        yield from _scalars(engine, scan_id, query)


def judged_urls(engine: Engine, scan_id: str) -> Iterator[str]:
    """Yield the `page_url` of every page that was judged."""
    return _scalars(engine, scan_id, _ended(scan_id).where(_SNAP.outcome == FetchOutcome.OK))


def records(engine: Engine, scan_id: str) -> Iterator[FetchRecord]:
    """Yield how every address of a scan ended, in the order in which they did."""
    with reading(engine) as connection:
        query = records_query().where(_SNAP.scan_id == scan_row(connection, scan_id).id)
        with stream(connection, query.order_by(_SNAP.id)) as rows:
            for row in rows:
                yield record_of(row)


def resume_facts(connection: Connection, scan: AnyRow) -> ResumeFacts:
    """Return what a scan that goes on must know of its earlier runs."""
    query = (
        select(_PAGE.url.label("page_url"), _SNAP.url, FOUND_ON, _SNAP.outcome, _SNAP.signature)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(_SNAP.scan_id == scan.id)
        .order_by(_SNAP.id)
    )
    signatures: dict[str, int] = {}
    asked: list[Asked] = []
    for row in stream(connection, query):
        url = row.page_url if row.url is None else row.url
        asked.append(Asked(url, row.page_url, row.found_on, row.outcome))
        if row.signature:
            signatures[row.page_url] = row.signature
    columns = schema.queued.c
    tried = select(columns.page_url, columns.attempts).where(columns.scan_id == scan.id, columns.attempts > 0)
    attempts = {row.page_url: row.attempts for row in connection.execute(tried)}
    return ResumeFacts(scan.spent_s or 0.0, signatures, attempts, tuple(asked))


def _ended(scan_id: str) -> AnySelect:
    return (
        select(_PAGE.url)
        .join(schema.snapshot, _SNAP.page_id == _PAGE.id)
        .where(_SNAP.scan_id == _scan_id(scan_id))
    )


def _scan_id(scan_id: str) -> ScalarSelect[int]:
    return select(_SCAN.id).where(_SCAN.public_id == scan_id).scalar_subquery()


def _scalars(engine: Engine, scan_id: str, query: AnySelect) -> Iterator[str]:
    with reading(engine) as connection:
        scan_row(connection, scan_id)
        with stream(connection, query) as rows:
            yield from rows.scalars()


def outcome_counts(connection: Connection, scan: AnyRow) -> dict[FetchOutcome, int]:
    """Return the number of addresses per fetch outcome."""
    query = select(_SNAP.outcome, func.count()).where(_SNAP.scan_id == scan.id).group_by(_SNAP.outcome)
    return {row[0]: row[1] for row in connection.execute(query)}


def coverage(connection: Connection, scan: AnyRow) -> Coverage:
    """Return the coverage with which a scan closed, or where it stands now."""
    if scan.coverage is not None:
        return from_plain(Coverage, scan.coverage)
    waiting = select(func.count()).where(schema.queued.c.scan_id == scan.id)
    return Coverage(
        outcome_counts(connection, scan),
        connection.execute(waiting).scalar_one(),
        gone=gone_count(connection, scan),
    )


def gone_count(connection: Connection, scan: AnyRow) -> int:
    """Return the number of addresses at which the server said that there is no page."""
    query = select(func.count()).where(
        _SNAP.scan_id == scan.id, _SNAP.outcome == FetchOutcome.HTTP_ERROR, _SNAP.status.in_(GONE_STATUSES)
    )
    return int(connection.execute(query).scalar_one())


def last_whole_scan(connection: Connection, entity_id: str, site_id: str) -> AnyRow | None:
    """Return the last scan of a site that was not broken off and judged a page."""
    whole = _SCAN.state.in_([ScanState.COMPLETE, ScanState.INCOMPLETE])
    return newest_scan(connection, entity_id, site_id, _SCAN.judged > 0, whole)


def known_pages(engine: Engine, entity_id: str, site_id: str) -> Iterator[FetchRecord]:
    """Yield the pages that were `ok` in the last scan of the site that was not broken off."""
    with reading(engine) as connection:
        last = last_whole_scan(connection, entity_id, site_id)
        if last is None:
            return
        query = records_query().where(_SNAP.scan_id == last.id, _SNAP.outcome == FetchOutcome.OK)
        with stream(connection, query.order_by(_SNAP.id)) as rows:
            for row in rows:
                yield record_of(row)


def pages(engine: Engine, scan: AnyRow) -> Iterator[PageSummary]:
    """Yield every address of a scan, in the order in which its site was found to have them."""
    link, bones = schema.snapshot_artefact, schema.skeleton.c
    with reading(engine) as connection:
        query = (
            records_query()
            .add_columns(
                TITLE,
                _JUDGED.check_set_id,
                _JUDGED.tallies,
                _JUDGED.reasons,
                _JUDGED.failed,
                _JUDGED.cant_tell,
                _TEXT.profile,
                schema.artefact.c.digest.label("picture"),
                schema.skeleton.c.template,
            )
            .outerjoin(schema.judgement, _JUDGED.id == _SNAP.judgement_id)
            .outerjoin(schema.text_profile, _TEXT.id == _SNAP.text_profile_id)
            .outerjoin(link, and_(link.c.snapshot_id == OWNER, link.c.kind == "screenshot"))
            .outerjoin(schema.artefact, schema.artefact.c.id == link.c.artefact_id)
            .outerjoin(schema.skeleton, and_(bones.site_id == scan.site_id, bones.bits == _SNAP.skeleton))
            .where(_SNAP.scan_id == scan.id)
            .order_by(_SNAP.page_id, _SNAP.id)
        )
        read_tallies = Tallies(connection)
        with stream(connection, query) as rows:
            for row in rows:
                yield PageSummary(
                    record_of(row),
                    row.title,
                    row.failed or 0,
                    row.cant_tell or 0,
                    from_plain(TextProfile, row.profile) if row.profile is not None else None,
                    read_tallies.packed(row),
                    row.picture.hex() if row.picture else "",
                    row.template,
                )


_ORIGINAL = schema.page.alias("original")
_SEEN_IN = schema.snapshot.alias("seen_in")
_SEEN_SCAN = schema.scan.alias("seen_scan")


def records_query() -> AnySelect:
    """Return the query of snapshots with the URLs of their pages."""
    return (
        select(
            _SNAP.outcome,
            _SNAP.reason,
            _SNAP.url,
            _SNAP.final_url,
            _SNAP.status,
            _SNAP.permanent,
            _SNAP.depth,
            FOUND_ON,
            _SNAP.sample,
            _SNAP.duration_ms,
            _SNAP.fetched_at,
            _SNAP.notes,
            _SNAP.signature,
            _SNAP.skeleton,
            _PAGE.url.label("page_url"),
            _ORIGINAL.c.url.label("duplicate_of"),
            _SEEN_SCAN.c.public_id.label("seen_scan"),
        )
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .outerjoin(_ORIGINAL, _ORIGINAL.c.id == _SNAP.duplicate_of_id)
        .outerjoin(_SEEN_IN, _SEEN_IN.c.id == _SNAP.seen_in_id)
        .outerjoin(_SEEN_SCAN, _SEEN_SCAN.c.id == _SEEN_IN.c.scan_id)
    )


def record_of(row: AnyRow) -> FetchRecord:
    """Return a record from a row of `records_query`."""
    return FetchRecord(
        row.page_url if row.url is None else row.url,
        row.page_url,
        row.outcome,
        row.reason and Reason(*row.reason),
        row.page_url if row.final_url is None else row.final_url,
        row.status,
        row.permanent,
        row.depth,
        row.found_on,
        row.sample,
        row.duplicate_of or "",
        row.duration_ms,
        row.fetched_at,
        tuple(row.notes or ()),
        row.seen_scan or "",
        row.signature or 0,
        row.skeleton or 0,
    )


class Tallies:
    """Reads tallies; keeps the lists of check ids, of which there are few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._check_ids: dict[int, tuple[str, ...]] = {}

    def of(self, row: AnyRow) -> Iterator[CheckTally]:
        """Yield the tallies of a row with the columns `check_set_id`, `tallies` and `reasons`."""
        if row.check_set_id is not None:
            yield from tallies.unpack(self.check_ids(row.check_set_id), row.tallies, row.reasons)

    def packed(self, row: AnyRow) -> Sequence[CheckTally]:
        """Return the tallies of such a row, unpacked where somebody reads them."""
        if row.check_set_id is None:
            return ()
        return tallies.Packed(self.check_ids(row.check_set_id), row.tallies, row.reasons)

    def check_ids(self, check_set_id: int) -> tuple[str, ...]:
        """Return a list of check ids."""
        if check_set_id not in self._check_ids:
            columns = schema.check_set.c
            query = select(columns.check_ids).where(columns.id == check_set_id)
            self._check_ids[check_set_id] = tuple(self._connection.execute(query).scalar_one())
        return self._check_ids[check_set_id]


def check_pages(connection: Connection, scan: AnyRow) -> dict[str, dict[Outcome, int]]:
    """Return the number of pages per check and outcome: as stored when the scan closed, else counted."""
    if scan.finished_at is None:
        return {check: dict(counts) for check, counts in count_checks(connection, scan).items()}
    columns = schema.closing.c
    pages = connection.execute(select(columns.check_pages).where(columns.scan_id == scan.id)).scalar()
    return {
        check: {Outcome(name): number for name, number in counts.items()}
        for check, counts in (pages or {}).items()
    }


def count_checks(
    connection: Connection, scan: AnyRow, seen: FromClause = schema.snapshot
) -> dict[str, Counter[Outcome]]:
    """Count pages per check and outcome from the judgements of a scan, or of what stands in its place."""
    counts: dict[str, Counter[Outcome]] = {}
    used = (
        select(seen.c.judgement_id, func.count().label("pages"))
        .where(seen.c.scan_id == scan.id, seen.c.judgement_id.is_not(None))
        .group_by(seen.c.judgement_id)
        .subquery()
    )
    query = select(_JUDGED.check_set_id, _JUDGED.tallies, used.c.pages).join(
        used, used.c.judgement_id == _JUDGED.id
    )
    read_tallies = Tallies(connection)
    for row in stream(connection, query):
        for check, outcome in tallies.outcomes(read_tallies.check_ids(row.check_set_id), row.tallies):
            if (of_check := counts.get(check)) is None:
                of_check = counts[check] = Counter()
            of_check[outcome] += row.pages
    return counts


# Artefacts


def artefact(connection: Connection, scan: AnyRow, page_url: str, kind: type[A]) -> A | None:
    """Return one artefact of a page, or `None` when it was not gathered or has been thrown away."""
    (name,) = (name for name, known in KINDS.items() if known is kind)
    columns, link = schema.artefact.c, schema.snapshot_artefact.c
    query = (
        select(columns.codec, columns.data)
        .join(schema.snapshot_artefact, link.artefact_id == columns.id)
        .join(schema.snapshot, link.snapshot_id == OWNER)
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(
            _SNAP.scan_id == scan.id,
            _PAGE.digest == schema.digest_of(scan.site_id, page_url),
            link.kind == name,
        )
    )
    row = connection.execute(query).first()
    return None if row is None else unseal(kind, row.codec, row.data)


def artefact_by_hash(connection: Connection, content_hash: str, kind: type[A]) -> A | None:
    """Return an artefact by its content hash in hexadecimal, or `None` when there is none."""
    columns = schema.artefact.c
    query = select(columns.codec, columns.data).where(columns.digest == bytes.fromhex(content_hash))
    row = connection.execute(query).one_or_none()
    return None if row is None else unseal(kind, row.codec, row.data)


def stream(connection: Connection, query: AnySelect) -> CursorResult[Any]:
    """Return rows that are fetched as they are walked; close it where that may end halfway."""
    return connection.execute(query, execution_options={"yield_per": ROWS})
