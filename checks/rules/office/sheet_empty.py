"""Sheets with nothing in them: people with a screen reader look through them cell by cell."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument


@check(
    id="sheet-empty",
    title=N_("Workbook has an empty sheet"),
    repair=N_("Remove the empty sheet."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MINOR,
    messages={"empty": N_("There is nothing in the sheet “{name}”.")},
)
def sheet_empty(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per sheet that is seen."""
    for sheet in document.sheets:
        if sheet.is_hidden or not sheet.is_whole:
            continue
        at = at_cell(sheet.name, "")
        is_empty = not sheet.cells and not sheet.pictures
        yield office_failed(at, "empty", name=sheet.name) if is_empty else office_passed(at)
