"""Sums over one scan, and the series of a site's scans: what indicators and trends are made of."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, func, select

from drempel.model.answer import Asked
from drempel.model.finding import Impact, Kind, Outcome
from drempel.model.indicator import IndicatorValue, ScanFacts
from drempel.model.report import TrendPoint
from drempel.model.scan import ScanState
from drempel.model.snapshot import Coverage
from storage import schema
from storage.codec import from_plain
from storage.engine import AnyRow
from storage.issues import found, sightings
from storage.norm import norm_failure
from storage.read import gone_count, outcome_counts, scan_query

_ANSWERS = ("yes", "doubt", "no")
_SCAN, _SNAP, _FOUND, _TEXT = schema.scan.c, schema.snapshot.c, schema.finding.c, schema.text_profile.c


def scan_facts(connection: Connection, scan: AnyRow) -> ScanFacts:
    """Return the sums over a scan that indicators are computed from."""
    counts = Coverage(outcome_counts(connection, scan), gone=gone_count(connection, scan))
    fails_norm = norm_failure(connection, scan)
    failing_pages = (
        select(func.count(distinct(_SNAP.page_id)))
        .select_from(found())
        .where(_SNAP.scan_id == scan.id, fails_norm)
    )
    seen = sightings(scan.id).subquery()
    fails = case((fails_norm, 1), else_=0)
    issue_groups = (
        select(_FOUND.kind, _FOUND.outcome, _FOUND.impact, fails.label("fails"), func.count())
        .join(seen, seen.c.example_id == _FOUND.id)
        .group_by(_FOUND.kind, _FOUND.outcome, _FOUND.impact, fails)
    )
    open_issues, practice, undecided = Counter(dict.fromkeys(Impact, 0)), 0, 0
    for kind, outcome, impact, is_failure, number in connection.execute(issue_groups):
        if outcome is Outcome.CANT_TELL:
            undecided += number
        elif is_failure:
            open_issues[impact] += number
        elif kind is Kind.PRACTICE:
            practice += number
    # One row per issue and set of criteria, not per finding.
    requirements = (
        select(_FOUND.requirements)
        .select_from(found())
        .where(_SNAP.scan_id == scan.id, fails_norm)
        .distinct()
    )
    scored = and_(_SNAP.scan_id == scan.id, _TEXT.is_scored, _TEXT.language == "nl")
    profiles = schema.snapshot.join(schema.text_profile, _TEXT.id == _SNAP.text_profile_id)
    sums = [
        func.coalesce(func.sum(column), 0).label(column.name)
        for column in (_TEXT.words, _TEXT.sentences, _TEXT.long_sentences)
    ]
    text = connection.execute(
        select(
            func.count().label("pages"),
            *(
                func.coalesce(func.sum(case((_TEXT.meets_b1 == answer, 1), else_=0)), 0).label(answer)
                for answer in _ANSWERS
            ),
            *sums,
        )
        .select_from(profiles)
        .where(scored)
    ).one()

    def values(column: ColumnElement[float]) -> tuple[float, ...]:
        query = select(column).select_from(profiles).where(scored, column.is_not(None)).order_by(column)
        return tuple(connection.execute(query).scalars())

    return ScanFacts(
        pages_judged=counts.judged,
        pages_unjudged=counts.unjudged,
        pages_with_norm_failure=connection.execute(failing_pages).scalar_one(),
        open_issues=dict(open_issues),
        open_practice_issues=practice,
        undecided_issues=undecided,
        failed_criteria=frozenset(
            number for numbers in connection.execute(requirements).scalars() for number in numbers
        ),
        pages_with_text=text.pages,
        pages_by_b1={answer: int(getattr(text, answer)) for answer in _ANSWERS},
        words=int(text.words),
        sentences=int(text.sentences),
        long_sentences=int(text.long_sentences),
        flesch_douma=values(_TEXT.flesch_douma),
        difficulty=values(_TEXT.difficulty),
    )


def asked(connection: Connection, scan: AnyRow) -> list[Asked]:
    """Return how the e-inclusion indicators were answered, in the order of their table."""
    columns = schema.closing.c
    answers = connection.execute(select(columns.answers).where(columns.scan_id == scan.id)).scalar()
    return [from_plain(Asked, answer) for answer in answers or ()]


def indicators(connection: Connection, scan: AnyRow) -> list[IndicatorValue]:
    """Return the indicators that were stored when a scan closed, in their order then."""
    return _indicators(connection, [scan.id]).get(scan.id, [])


def _indicators(connection: Connection, scan_ids: Sequence[int]) -> dict[int, list[IndicatorValue]]:
    columns = schema.indicator_value.c
    values: dict[int, list[IndicatorValue]] = {}
    query = select(schema.indicator_value).where(columns.scan_id.in_(scan_ids))
    for row in connection.execute(query.order_by(columns.scan_id, columns.position)):
        values.setdefault(row.scan_id, []).append(indicator_value(row))
    return values


def indicator_value(row: AnyRow) -> IndicatorValue:
    """Return an indicator from its row."""
    return IndicatorValue(
        row.indicator,
        row.version,
        row.value,
        row.unit,
        row.direction,
        row.part,
        row.whole,
        row.reason,
        row.low,
        row.high,
    )


def trend(connection: Connection, scan: AnyRow) -> list[TrendPoint]:
    """Return the closed scans of a site that judged pages, up to this one, oldest first."""
    query = scan_query().where(_SCAN.site_id == scan.site_id, _SCAN.id <= scan.id, _SCAN.judged > 0)
    rows = connection.execute(query.order_by(_SCAN.id)).all()
    values = _indicators(connection, [row.id for row in rows])
    points = []
    for before, row in zip([None, *rows], rows, strict=False):
        reasons = break_reasons(before, row) if before is not None else ()
        points.append(
            TrendPoint(row.public_id, row.finished_at, tuple(values.get(row.id, ())), bool(reasons), reasons)
        )
    return points


def break_reasons(before: AnyRow, after: AnyRow) -> tuple[str, ...]:
    """Return why two scans of a site cannot be compared; empty when they can.

    Keys: `axe` (other version or file), `checks` (other checks, versions or switched off), `standard`,
    `viewport`, `profile` (limits of the e-inclusion indicators), `limits` (pages, depth, time,
    robots.txt), `scope`, `interrupted` (one was broken off).
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
        "profile": before.settings.get("profile", "normal") != after.settings.get("profile", "normal"),
        "scope": differs("scope", "start", "include", "exclude"),
        "interrupted": before.state in broken_off or after.state in broken_off,
    }
    return tuple(key for key, is_so in reasons.items() if is_so)
