"""Reading: rows become model values here, and large results are streamed.

Functions that return an iterator take the engine and hold one connection while they are walked; the others
work on the connection they get.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    FromClause,
    Row,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    literal,
    null,
    or_,
    select,
)

from drempel.errors import UnknownName
from drempel.model.entity import Entity
from drempel.model.finding import Box, CheckTally, Finding, Impact, Kind, Outcome, Pointer, Source
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.issue import Issue, IssueState, TrendLabel
from drempel.model.report import PageSummary, TrendPoint
from drempel.model.scan import Scan, ScanSettings, ScanState, Tools
from drempel.model.site import Site
from drempel.model.snapshot import Coverage, FetchOutcome, FetchRecord, Queued, Reason
from drempel.model.text import TextProfile
from storage import schema, tallies
from storage.artefacts import ARTEFACTS, A, unseal
from storage.codec import from_plain
from storage.engine import reading

ROWS: Final = 1000
"""Rows that are in memory at once while a large result is walked."""

MAX_SENTENCE_WORDS: Final = 15
MIN_FLESCH_DOUMA: Final = 50
"""From where a page counts as hard, see `drempel.model.indicator.ScanFacts.pages_hard_text`."""

_ENTITY, _SITE, _SCAN, _PAGE, _SNAP = (schema.entity.c, schema.site.c, schema.scan.c, schema.page.c,
                                       schema.snapshot.c)
_FOUND, _ISSUE, _TREND, _JUDGED, _TEXT = (schema.finding.c, schema.issue.c, schema.issue_trend.c,
                                          schema.judgement.c, schema.text_profile.c)


# Scans, entities, sites


def scan_query() -> AnySelect:
    """Return the query of scans with the names of their site and entity."""
    return (
        select(schema.scan, _SITE.key.label("site_key"), _ENTITY.key.label("entity_key"), _ENTITY.name.label("entity_name"))
        .join(schema.site, _SITE.id == _SCAN.site_id).join(schema.entity, _ENTITY.id == _SITE.entity_id)
    )


def scan_row(connection: Connection, scan_id: str) -> AnyRow:
    """Return the row of a scan; raises `UnknownName` with the newest known ones."""
    row = connection.execute(scan_query().where(_SCAN.public_id == scan_id)).one_or_none()
    if row is None:
        newest = connection.execute(select(_SCAN.public_id).order_by(_SCAN.id.desc()).limit(3)).scalars().all()
        hint = f"The newest are {', '.join(newest)}." if newest else "There are no scans yet."
        raise UnknownName(f"There is no scan {scan_id!r}. {hint}")
    return row


def scan_value(row: AnyRow) -> Scan:
    """Return a scan from its row."""
    return Scan(row.public_id, row.entity_key, row.site_key, row.state, from_plain(ScanSettings, row.settings),
                from_plain(Tools, row.tools), row.started_at, row.finished_at)


def scans(connection: Connection, entity_id: str | None = None, site_id: str | None = None) -> list[Scan]:
    """Return scans, newest first."""
    query = scan_query().order_by(_SCAN.id.desc())
    if entity_id is not None:
        query = query.where(_ENTITY.key == entity_id)
    if site_id is not None:
        query = query.where(_SITE.key == site_id)
    return [scan_value(row) for row in connection.execute(query)]


def newest_scan(connection: Connection, entity_id: str, site_id: str, *where: ColumnElement[bool]
                ) -> AnyRow | None:
    """Return the newest scan of a site that meets the conditions."""
    query = scan_query().where(_ENTITY.key == entity_id, _SITE.key == site_id, *where)
    return connection.execute(query.order_by(_SCAN.id.desc()).limit(1)).one_or_none()


def previous_scan(connection: Connection, scan: AnyRow) -> AnyRow | None:
    """Return the scan that a scan is compared with: the last closed one of the site that judged a page."""
    query = scan_query().where(_SCAN.site_id == scan.site_id, _SCAN.id < scan.id, _SCAN.judged > 0)
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
        for row in _stream(connection, query.order_by(columns.id)):
            yield Queued(row.url, row.page_url, row.depth, row.found_on, row.priority, row.attempts, row.sample)


def seen_urls(engine: Engine, scan_id: str) -> Iterator[str]:
    """Yield the `page_url` of every address that ended or waits; each once."""
    with reading(engine) as connection:
        scan = scan_row(connection, scan_id)
        ended = select(_PAGE.url).join(schema.snapshot, _SNAP.page_id == _PAGE.id).where(_SNAP.scan_id == scan.id)
        waiting = select(schema.queued.c.page_url).where(schema.queued.c.scan_id == scan.id)
        for query in (ended, waiting):
            yield from _stream(connection, query).scalars()


def outcome_counts(connection: Connection, scan: AnyRow) -> dict[FetchOutcome, int]:
    """Return the number of addresses per fetch outcome."""
    query = select(_SNAP.outcome, func.count()).where(_SNAP.scan_id == scan.id).group_by(_SNAP.outcome)
    return {row[0]: row[1] for row in connection.execute(query)}


def coverage(connection: Connection, scan: AnyRow) -> Coverage:
    """Return the coverage with which a scan closed, or where it stands now."""
    if scan.coverage is not None:
        return from_plain(Coverage, scan.coverage)
    waiting = select(func.count()).where(schema.queued.c.scan_id == scan.id)
    return Coverage(outcome_counts(connection, scan), connection.execute(waiting).scalar_one())


def known_pages(engine: Engine, entity_id: str, site_id: str) -> Iterator[FetchRecord]:
    """Yield the pages that were `ok` in the last scan of the site that was not broken off."""
    with reading(engine) as connection:
        last = newest_scan(connection, entity_id, site_id, _SCAN.judged > 0,
                           _SCAN.state.in_([ScanState.COMPLETE, ScanState.INCOMPLETE]))
        if last is None:
            return
        query = _records().where(_SNAP.scan_id == last.id, _SNAP.outcome == FetchOutcome.OK)
        for row in _stream(connection, query.order_by(_SNAP.id)):
            yield _record(row)


def pages(engine: Engine, scan: AnyRow) -> Iterator[PageSummary]:
    """Yield every address of a scan, in the order in which they ended."""
    picture = (
        select(schema.snapshot_artefact.c.snapshot_id, schema.artefact.c.digest)
        .join(schema.artefact).where(schema.snapshot_artefact.c.kind == "screenshot").subquery()
    )
    with reading(engine) as connection:
        query = (
            _records()
            .add_columns(_SNAP.title, _JUDGED.check_set_id, _JUDGED.tallies, _JUDGED.reasons, _JUDGED.failed, _JUDGED.cant_tell,
                         _TEXT.profile, picture.c.digest.label("picture"))
            .outerjoin(schema.judgement, _JUDGED.id == _SNAP.judgement_id)
            .outerjoin(schema.text_profile, _TEXT.id == _SNAP.text_profile_id)
            .outerjoin(picture, picture.c.snapshot_id == _SNAP.id)
            .where(_SNAP.scan_id == scan.id).order_by(_SNAP.id)
        )
        read_tallies = Tallies(connection)
        for row in _stream(connection, query):
            yield PageSummary(
                _record(row), row.title, row.failed or 0, row.cant_tell or 0,
                from_plain(TextProfile, row.profile) if row.profile is not None else None,
                tuple(read_tallies.of(row)), row.picture.hex() if row.picture else "")


_ORIGINAL = schema.page.alias("original")


def _records() -> AnySelect:
    """Return the query of snapshots with the URLs of their pages."""
    return (
        select(_SNAP.outcome, _SNAP.reason, _SNAP.url, _SNAP.final_url, _SNAP.status, _SNAP.permanent, _SNAP.depth,
               _SNAP.found_on, _SNAP.sample, _SNAP.duration_ms, _SNAP.fetched_at, _SNAP.notes,
               _PAGE.url.label("page_url"), _ORIGINAL.c.url.label("duplicate_of"))
        .join(schema.page, _PAGE.id == _SNAP.page_id)
        .outerjoin(_ORIGINAL, _ORIGINAL.c.id == _SNAP.duplicate_of_id)
    )


def _record(row: AnyRow) -> FetchRecord:
    return FetchRecord(
        row.page_url if row.url is None else row.url, row.page_url, row.outcome,
        row.reason and Reason(*row.reason), row.page_url if row.final_url is None else row.final_url,
        row.status, row.permanent, row.depth, row.found_on, row.sample, row.duplicate_of or "",
        row.duration_ms, row.fetched_at, tuple(row.notes or ()))


@dataclass(frozen=True, slots=True)
class Tallies:
    """Reads tallies; keeps the lists of check ids, of which there are few."""

    connection: Connection
    _check_ids: dict[int, tuple[str, ...]]

    def __init__(self, connection: Connection) -> None:
        object.__setattr__(self, "connection", connection)
        object.__setattr__(self, "_check_ids", {})

    def of(self, row: AnyRow) -> Iterator[CheckTally]:
        """Yield the tallies of a row with the columns `check_set_id`, `tallies` and `reasons`."""
        if row.check_set_id is not None:
            yield from tallies.unpack(self.check_ids(row.check_set_id), row.tallies, row.reasons)

    def check_ids(self, check_set_id: int) -> tuple[str, ...]:
        """Return a list of check ids."""
        if check_set_id not in self._check_ids:
            columns = schema.check_set.c
            query = select(columns.check_ids).where(columns.id == check_set_id)
            self._check_ids[check_set_id] = tuple(self.connection.execute(query).scalar_one())
        return self._check_ids[check_set_id]


def check_pages(connection: Connection, scan: AnyRow) -> dict[str, dict[Outcome, int]]:
    """Return the number of pages per check and outcome: as stored when the scan closed, else counted."""
    columns = schema.check_tally.c
    if scan.finished_at is None:
        return {check: dict(counts) for check, counts in count_checks(connection, scan).items()}
    return {
        row.check_id: {outcome: n for outcome in Outcome if (n := getattr(row, outcome.name.lower()))}
        for row in connection.execute(select(schema.check_tally).where(columns.scan_id == scan.id))
    }


def count_checks(connection: Connection, scan: AnyRow) -> dict[str, Counter[Outcome]]:
    """Count pages per check and outcome from the judgements of a scan."""
    counts: dict[str, Counter[Outcome]] = {}
    used = (
        select(_SNAP.judgement_id, func.count().label("pages"))
        .where(_SNAP.scan_id == scan.id, _SNAP.judgement_id.is_not(None)).group_by(_SNAP.judgement_id).subquery()
    )
    query = select(_JUDGED.check_set_id, _JUDGED.tallies, used.c.pages).join(used, used.c.judgement_id == _JUDGED.id)
    read_tallies = Tallies(connection)
    for row in _stream(connection, query):
        for check, outcome in tallies.outcomes(read_tallies.check_ids(row.check_set_id), row.tallies):
            counts.setdefault(check, Counter())[outcome] += row.pages
    return counts


# Findings and issues

_WORST: Final = 9
_SPAN: Final = 10**15
"""More than there will ever be findings; nine times this still fits in 64 bits."""


def sightings(scan_id: int) -> AnySelect:
    """Return per issue of a scan: pages, occurrences and the finding that serves as example.

    The example is the worst one (failed before undecided, then by impact), of equals the first written.
    Rank and id are packed in one number, since a minimum per group is the one form that is fast in both
    databases.
    """
    rank = case({impact: impact.rank for impact in Impact}, value=_FOUND.impact)
    rank += case((_FOUND.outcome == Outcome.FAILED, len(Impact)), else_=0)
    return (
        select(_FOUND.issue_id, func.count(distinct(_SNAP.page_id)).label("pages"),
               func.count().label("occurrences"),
               (func.min((_WORST - rank) * _SPAN + _FOUND.id) % _SPAN).label("example_id"))
        .join_from(schema.snapshot, schema.finding, _FOUND.judgement_id == _SNAP.judgement_id)
        .where(_SNAP.scan_id == scan_id).group_by(_FOUND.issue_id)
    )


def issues(engine: Engine, scan: AnyRow) -> Iterator[Issue]:
    """Yield the issues found in a scan and those it resolved: by impact, then pages, then id."""
    seen = _seen(scan)
    impact = case({impact: impact.rank for impact in Impact}, value=_FOUND.impact)
    example_page = (
        select(func.min(_PAGE.url)).join(schema.snapshot, _SNAP.page_id == _PAGE.id)
        .where(_SNAP.judgement_id == _FOUND.judgement_id, _SNAP.scan_id == seen.c.seen_scan_id)
        .correlate(schema.finding, seen).scalar_subquery()
    )
    query = (
        select(schema.finding, _ISSUE.public_id, _ISSUE.fingerprint, _ISSUE.check_id, _ISSUE.state, _ISSUE.first_seen_at,
               _ISSUE.last_seen_at, seen.c.label, seen.c.pages, seen.c.occurrences, example_page.label("page_url"))
        .join_from(seen, schema.issue, _ISSUE.id == seen.c.issue_id)
        .join(schema.finding, _FOUND.id == seen.c.example_id)
        .order_by(impact.desc(), seen.c.pages.desc(), _ISSUE.public_id)
    )
    with reading(engine) as connection:
        for row in _stream(connection, query):
            example = _finding(row)
            yield Issue(row.public_id, row.fingerprint, row.check_id, row.outcome, row.impact, row.kind,
                        example.requirements, example.sources, row.state or IssueState.OPEN, row.label,
                        row.first_seen_at, row.last_seen_at, row.pages, row.occurrences, example, row.page_url)


def _seen(scan: AnyRow) -> Subquery:
    """Return what a report says of each issue: as written at the close of the scan, else as found so far."""
    if scan.finished_at is None:
        found = sightings(scan.id).subquery()
        return select(found, literal(scan.id).label("seen_scan_id"), null().label("label")).subquery()
    found_or_solved = or_(_TREND.seen_scan_id == scan.id, _TREND.label == TrendLabel.RESOLVED)
    return (
        select(_TREND.issue_id, _TREND.pages, _TREND.occurrences, _TREND.example_id, _TREND.seen_scan_id,
               _TREND.label)
        .where(_TREND.scan_id == scan.id, found_or_solved).subquery()
    )


def findings(engine: Engine, scan: AnyRow, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
    """Yield page URL and finding, page by page; of a resolved issue as it was last seen."""
    with reading(engine) as connection:
        query = (
            select(schema.finding, _ISSUE.fingerprint, _ISSUE.check_id, _PAGE.url.label("page_url"))
            .select_from(_found())
            .join(schema.issue, _ISSUE.id == _FOUND.issue_id).join(schema.page, _PAGE.id == _SNAP.page_id)
            .where(*_where_seen(connection, scan, issue_id)).order_by(_SNAP.id, _FOUND.position)
        )
        for row in _stream(connection, query):
            yield row.page_url, _finding(row)


def issue_pages(connection: Connection, scan: AnyRow, issue_id: str, limit: int) -> list[str]:
    """Return the URLs of pages with an issue, in order; of a resolved issue those it was last seen on."""
    query = (
        select(_PAGE.url).distinct().select_from(_found())
        .join(schema.issue, _ISSUE.id == _FOUND.issue_id).join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(*_where_seen(connection, scan, issue_id)).order_by(_PAGE.url).limit(limit)
    )
    return list(connection.execute(query).scalars())


def _found() -> FromClause:
    return schema.snapshot.join(schema.finding, _FOUND.judgement_id == _SNAP.judgement_id)


def _where_seen(connection: Connection, scan: AnyRow, issue_id: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions that choose the findings of a scan, or of one issue where it was seen last."""
    if issue_id is None:
        return [_SNAP.scan_id == scan.id]
    last_seen = (
        select(_TREND.seen_scan_id).join(schema.issue, _ISSUE.id == _TREND.issue_id)
        .where(_TREND.scan_id == scan.id, _ISSUE.public_id == issue_id)
    )
    seen_in = connection.execute(last_seen).scalar() if scan.finished_at is not None else None
    return [_SNAP.scan_id == (seen_in or scan.id), _ISSUE.public_id == issue_id]


def _finding(row: AnyRow) -> Finding:
    return Finding(
        row.check_id, row.outcome, row.impact, row.kind,
        Pointer(row.selector, row.snippet, row.structure, row.place, box=row.box and Box(*map(float, row.box))),
        row.message_key, row.params, tuple(row.requirements), tuple(row.act),
        tuple(map(Source, row.sources)), row.mode, row.fingerprint)


# Sums and series


def scan_facts(connection: Connection, scan: AnyRow) -> ScanFacts:
    """Return the sums over a scan that indicators are computed from."""
    counts = Coverage(outcome_counts(connection, scan))
    norm_failure = and_(_FOUND.kind == Kind.NORM, _FOUND.outcome == Outcome.FAILED)
    failing_pages = (
        select(func.count(distinct(_SNAP.page_id))).select_from(_found())
        .where(_SNAP.scan_id == scan.id, norm_failure)
    )
    seen = sightings(scan.id).subquery()
    issue_groups = (
        select(_FOUND.kind, _FOUND.outcome, _FOUND.impact, func.count()).join(seen, seen.c.example_id == _FOUND.id)
        .group_by(_FOUND.kind, _FOUND.outcome, _FOUND.impact)
    )
    open_issues, practice, undecided = Counter(dict.fromkeys(Impact, 0)), 0, 0
    for kind, outcome, impact, number in connection.execute(issue_groups):
        if outcome is Outcome.CANT_TELL:
            undecided += number
        elif kind is Kind.NORM:
            open_issues[impact] += number
        elif kind is Kind.PRACTICE:
            practice += number
    # One row per issue and set of criteria, not per finding.
    requirements = (
        select(_FOUND.requirements).join_from(schema.snapshot, schema.finding, _FOUND.judgement_id == _SNAP.judgement_id)
        .where(_SNAP.scan_id == scan.id, norm_failure).distinct()
    )
    scored = and_(_SNAP.scan_id == scan.id, _TEXT.is_scored, _TEXT.language == "nl")
    is_hard = or_(_TEXT.words_per_sentence > MAX_SENTENCE_WORDS, _TEXT.flesch_douma < MIN_FLESCH_DOUMA)
    profiles = schema.snapshot.join(schema.text_profile, _TEXT.id == _SNAP.text_profile_id)
    text = connection.execute(
        select(func.count(), func.coalesce(func.sum(case((is_hard, 1), else_=0)), 0),
               *(func.coalesce(func.sum(column), 0)
                 for column in (_TEXT.words, _TEXT.sentences, _TEXT.long_sentences)))
        .select_from(profiles).where(scored)
    ).one()
    flesch = (select(_TEXT.flesch_douma).select_from(profiles)
              .where(scored, _TEXT.flesch_douma.is_not(None)).order_by(_TEXT.flesch_douma))
    return ScanFacts(
        counts.judged, counts.unjudged, connection.execute(failing_pages).scalar_one(), dict(open_issues),
        practice, undecided,
        frozenset(number for group in connection.execute(requirements).scalars() for number in group),
        *map(int, text), tuple(connection.execute(flesch).scalars()))


def indicators(connection: Connection, scan: AnyRow) -> list[IndicatorValue]:
    """Return the indicators that were stored when a scan closed, in their order then."""
    return _indicators(connection, [scan.id]).get(scan.id, [])


def _indicators(connection: Connection, scan_ids: Sequence[int]) -> dict[int, list[IndicatorValue]]:
    columns = schema.indicator_value.c
    values: dict[int, list[IndicatorValue]] = {}
    query = select(schema.indicator_value).where(columns.scan_id.in_(scan_ids))
    for row in connection.execute(query.order_by(columns.scan_id, columns.position)):
        values.setdefault(row.scan_id, []).append(IndicatorValue(
            row.indicator, row.version, row.value, row.unit, row.direction, row.part, row.whole, row.reason))
    return values


def trend(connection: Connection, scan: AnyRow) -> list[TrendPoint]:
    """Return the closed scans of a site that judged pages, up to this one, oldest first."""
    query = scan_query().where(_SCAN.site_id == scan.site_id, _SCAN.id <= scan.id, _SCAN.judged > 0)
    rows = connection.execute(query.order_by(_SCAN.id)).all()
    values = _indicators(connection, [row.id for row in rows])
    points = []
    for before, row in zip([None, *rows], rows, strict=False):
        reasons = break_reasons(before, row) if before is not None else ()
        points.append(TrendPoint(row.public_id, row.finished_at, tuple(values.get(row.id, ())), bool(reasons),
                                 reasons))
    return points


def break_reasons(before: AnyRow, after: AnyRow) -> tuple[str, ...]:
    """Return why two scans of a site cannot be compared; empty when they can.

    Keys: `axe` (other version or file), `checks` (other checks, versions or switched off), `standard`,
    `viewport`, `limits` (pages, depth, time, robots.txt), `scope`, `interrupted` (one was broken off).
    """
    broken_off = {ScanState.INTERRUPTED, ScanState.FAILED}

    def differs(part: str, *names: str) -> bool:
        one, other = getattr(before, part), getattr(after, part)
        return any(one.get(name) != other.get(name) for name in names)

    reasons = {
        "axe": differs("tools", "axe", "axe_sha256"),
        "checks": differs("tools", "checks") or differs("settings", "disabled_checks"),
        "standard": differs("settings", "standard"),
        "viewport": differs("settings", "viewport"),
        "limits": differs("settings", "max_pages", "max_depth", "max_time_s", "obey_robots"),
        "scope": differs("scope", "start", "include", "exclude"),
        "interrupted": before.state in broken_off or after.state in broken_off,
    }
    return tuple(key for key, is_so in reasons.items() if is_so)


# Artefacts


def artefact(connection: Connection, scan: AnyRow, page_url: str, kind: type[A]) -> A | None:
    """Return one artefact of a page, or `None` when it was not gathered or has been thrown away."""
    (name,) = (name for name, known in ARTEFACTS.items() if known is kind)
    columns, link = schema.artefact.c, schema.snapshot_artefact.c
    query = (
        select(columns.codec, columns.data).join(schema.snapshot_artefact, link.artefact_id == columns.id)
        .join(schema.snapshot, _SNAP.id == link.snapshot_id).join(schema.page, _PAGE.id == _SNAP.page_id)
        .where(_SNAP.scan_id == scan.id, _PAGE.site_id == scan.site_id, _PAGE.digest == schema.url_digest(page_url),
               link.kind == name)
    )
    row = connection.execute(query).first()
    return None if row is None else unseal(kind, row.codec, row.data)


def artefact_by_hash(connection: Connection, content_hash: str, kind: type[A]) -> A | None:
    """Return an artefact by its content hash in hexadecimal, or `None` when there is none."""
    columns = schema.artefact.c
    query = select(columns.codec, columns.data).where(columns.digest == bytes.fromhex(content_hash))
    row = connection.execute(query).one_or_none()
    return None if row is None else unseal(kind, row.codec, row.data)


def _stream(connection: Connection, query: AnySelect) -> CursorResult[Any]:
    return connection.execute(query, execution_options={"yield_per": ROWS})
