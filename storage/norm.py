"""Which findings fail what the norm of a scan holds today."""

from sqlalchemy import ColumnElement, Connection, FromClause, and_, select

from drempel import wcag
from drempel.model.finding import Kind, Outcome
from storage import schema
from storage.engine import AnyRow

_FOUND = schema.finding.c


def norm_failure(
    connection: Connection, scan: AnyRow, pages: FromClause = schema.snapshot
) -> ColumnElement[bool]:
    """Return the condition for findings that fail what the scan's norm holds today.

    `pages` are those of the scan: its snapshots, or what stands in their place.
    """
    failed = and_(_FOUND.kind == Kind.NORM, _FOUND.outcome == Outcome.FAILED)
    standard = scan.settings["standard"]
    found = pages.join(schema.finding, _FOUND.judgement_id == pages.c.judgement_id)
    sets = select(_FOUND.requirements).select_from(found).where(pages.c.scan_id == scan.id, failed).distinct()
    # What only a newer version of the norm asks is shown in reports, and counts for nothing yet.
    later = [
        numbers
        for numbers in connection.execute(sets).scalars()
        if numbers and not any(wcag.applies(number, standard) for number in numbers)
    ]
    return and_(failed, *(_FOUND.requirements != numbers for numbers in later))


def fails(row: AnyRow, standard: str) -> bool:
    """Tell whether a finding, by its kind, outcome and requirements, fails what a norm holds today.

    For findings of any scan; the condition above knows those of one scan only.
    """
    is_failure = row.kind is Kind.NORM and row.outcome is Outcome.FAILED
    return is_failure and (not row.requirements or any(wcag.applies(n, standard) for n in row.requirements))
