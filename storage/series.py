"""Sums over one scan, and the series of a site's scans: what indicators and trends are made of."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, distinct, func, select

from drempel.model.answer import Asked
from drempel.model.finding import Impact, Kind, Outcome
from drempel.model.indicator import FoundProblems, IndicatorValue, ScanFacts
from drempel.model.report import TrendPoint
from drempel.model.snapshot import Coverage
from storage import schema
from storage.ages import ages_days, repair_days
from storage.breaks import changes
from storage.codec import from_plain
from storage.engine import AnyRow
from storage.issues import found, sightings
from storage.norm import norm_failure
from storage.read import count_checks, gone_count, outcome_counts, previous_scan, scan_query
from storage.rejudged import indicators_again, is_whole, rechecks_of, rejudged_row

_ANSWERS = ("yes", "doubt", "no")
_SCAN, _FOUND, _TEXT, _ISSUE = schema.scan.c, schema.finding.c, schema.text_profile.c, schema.issue.c


def scan_facts(connection: Connection, scan: AnyRow, pages: FromClause = schema.snapshot) -> ScanFacts:
    """Return the sums over a scan that indicators are computed from.

    `pages` are those of the scan: its snapshots, or what stands in their place where it is judged again; then
    nothing is said of how long problems were open.
    """
    page, is_first = pages.c, pages is schema.snapshot
    counts = Coverage(outcome_counts(connection, scan), gone=gone_count(connection, scan))
    fails_norm = norm_failure(connection, scan, pages)
    failing_pages = (
        select(func.count(distinct(page.page_id)))
        .select_from(found(pages))
        .where(page.scan_id == scan.id, fails_norm)
    )
    seen = sightings(scan.id, pages).subquery()
    fails = case((fails_norm, 1), else_=0)
    issue_groups = (
        select(
            _ISSUE.check_id,
            _FOUND.requirements,
            _FOUND.kind,
            _FOUND.outcome,
            _FOUND.impact,
            fails.label("fails"),
            func.count(),
        )
        .join(seen, seen.c.example_id == _FOUND.id)
        .join(schema.issue, _ISSUE.id == _FOUND.issue_id)
        .group_by(_ISSUE.check_id, _FOUND.requirements, _FOUND.kind, _FOUND.outcome, _FOUND.impact, fails)
    )
    open_issues, practice, undecided = Counter(dict.fromkeys(Impact, 0)), 0, 0
    problems: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for check, numbers, kind, outcome, impact, is_failure, number in connection.execute(issue_groups):
        if outcome is Outcome.FAILED and (is_failure or kind is Kind.PRACTICE):
            problems[check, tuple(numbers)] += number
        if outcome is Outcome.CANT_TELL:
            undecided += number
        elif is_failure:
            open_issues[impact] += number
        elif kind is Kind.PRACTICE:
            practice += number
    # One row per issue and set of criteria, not per finding.
    requirements = (
        select(_FOUND.requirements)
        .select_from(found(pages))
        .where(page.scan_id == scan.id, fails_norm)
        .distinct()
    )
    scored = and_(page.scan_id == scan.id, _TEXT.is_scored, _TEXT.language == "nl")
    profiles = pages.join(schema.text_profile, _TEXT.id == page.text_profile_id)
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
        problems=tuple(FoundProblems(*key, number) for key, number in sorted(problems.items())),
        checks_judged=frozenset(
            check
            for check, counts in count_checks(connection, scan, pages).items()
            if any(number for outcome, number in counts.items() if outcome is not Outcome.UNTESTED)
        ),
        ages_days=ages_days(connection, scan) if is_first else (),
        repair_days=repair_days(connection, scan) if is_first else (),
    )


def with_pages(facts: ScanFacts, *, judged: int, unjudged: int) -> ScanFacts:
    """Return the same facts with other numbers of pages that were and were not judged."""
    return replace(facts, pages_judged=judged, pages_unjudged=unjudged)


def asked(connection: Connection, scan: AnyRow) -> list[Asked]:
    """Return how the e-inclusion indicators were answered, in the order of their table."""
    columns = schema.closing.c
    answers = connection.execute(select(columns.answers).where(columns.scan_id == scan.id)).scalar()
    return [from_plain(Asked, answer) for answer in answers or ()]


def indicators(connection: Connection, scan: AnyRow) -> list[IndicatorValue]:
    """Return the indicators that were stored when a scan closed, in their order then."""
    return indicators_of(connection, [scan.id]).get(scan.id, [])


def indicators_of(
    connection: Connection, scan_ids: Sequence[int], names: Collection[str] = ()
) -> dict[int, list[IndicatorValue]]:
    """Return the indicators of these scans as stored when they closed, by the id of the scan.

    All of them, or those named.
    """
    columns = schema.indicator_value.c
    values: dict[int, list[IndicatorValue]] = {}
    query = select(schema.indicator_value).where(columns.scan_id.in_(scan_ids))
    if names:
        query = query.where(columns.indicator.in_(sorted(names)))
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
    """Return the closed scans of a site that judged pages, up to this one, oldest first.

    A scan that was judged again with newer checks has the figures of that too. Where every check could judge
    again, it is compared with the scan after it in place of what was found at first.
    """
    query = scan_query().where(_SCAN.site_id == scan.site_id, _SCAN.id <= scan.id, _SCAN.judged > 0)
    rows = connection.execute(query.order_by(_SCAN.id)).all()
    values = indicators_of(connection, [row.id for row in rows])
    again = rechecks_of(connection, [row.id for row in rows])
    points = []
    for before, row in zip([None, *rows], rows, strict=False):
        differs = changes(before, row) if before is not None else ()
        newer = _as_rejudged(before, again)
        joined = newer is not None and bool(differs) and not changes(newer, row)
        both = newer is not None and (other := _as_rejudged(row, again)) and not changes(newer, other)
        rejudged = again.get(row.id)
        points.append(
            TrendPoint(
                row.public_id,
                row.finished_at,
                tuple(values.get(row.id, ())),
                bool(differs),
                tuple(dict.fromkeys(change.key for change in differs)),
                differs,
                indicators_again(rejudged) if rejudged is not None else (),
                is_joined=joined,
                is_rejudged_joined=bool(both),
            )
        )
    return points


def break_reasons(connection: Connection, scan: AnyRow) -> tuple[str, ...]:
    """Return why a scan may not be compared with the one before, as keys of `storage.breaks.changes`."""
    before = previous_scan(connection, scan)
    return () if before is None else tuple(dict.fromkeys(one.key for one in changes(before, scan)))


def _as_rejudged(row: AnyRow | None, again: Mapping[int, AnyRow]) -> AnyRow | None:
    """Return a scan as it was judged again, where no check missed anything then."""
    recheck = again.get(row.id) if row is not None else None
    return (
        rejudged_row(row, recheck) if row is not None and recheck is not None and is_whole(recheck) else None
    )
