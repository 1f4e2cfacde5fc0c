"""Sheets of data in which nothing says what the headers are. Only a question: some have none."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_passed, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_ROWS, _COLUMNS, _CELLS = 3, 2, 8
_SHARE = 0.8


@check(
    id="sheet-without-headers",
    title=N_("Headers of the sheet are not marked"),
    repair=N_("Make a table of the data (Insert, Table) with “My table has headers”."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "ask": N_("Is the row with “{text}” the header of the data? Nothing in the sheet says so."),
    },
)
def sheet_without_headers(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per sheet of data."""
    for sheet in document.sheets:
        rows, columns = sheet.last_row - sheet.first_row + 1, sheet.last_column - sheet.first_column + 1
        if sheet.is_hidden or rows < _ROWS or columns < _COLUMNS or sheet.cells < _CELLS:
            continue
        at = at_cell(sheet.name, f"{sheet.first_row}:{sheet.first_row}")
        if sheet.has_marked_headers:
            yield office_passed(at)
        elif sheet.header_share >= _SHARE:
            yield office_question(at, "ask", text=shortened(" | ".join(sheet.headers)))
