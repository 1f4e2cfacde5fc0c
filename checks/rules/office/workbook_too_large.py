"""Workbooks of which only the beginning is read here. People do not get through so many cells either."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_passed, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument


@check(
    id="workbook-too-large",
    title=N_("Workbook has more cells than were read"),
    repair=N_("Put the main figures on a page of the website, and offer the data as an open file beside it."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "part": N_(
            "Only the beginning of this file was read: it has too many cells. From the sheet “{name}” on, is "
            "the rest in order?"
        ),
    },
)
def workbook_too_large(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a workbook."""
    first = next((sheet for sheet in document.sheets if not sheet.is_whole), None)
    if first is not None:
        # Of what was not read the other checks say nothing.
        yield office_question(at_cell(first.name, ""), "part", name=shortened(first.name))
    elif document.sheets:
        yield office_passed()
