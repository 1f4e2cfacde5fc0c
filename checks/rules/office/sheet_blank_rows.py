"""Empty rows or columns among the data: people who do not see the sheet take them for its end."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_MOST = 5


@check(
    id="sheet-blank-rows",
    title=N_("Sheet has empty rows or columns in its data"),
    repair=N_("Remove the empty rows and columns. Make space with a larger height or width."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "rows": N_("Between the data are empty rows: {rows}"),
        "columns": N_("Between the data are empty columns, for example number {columns}"),
    },
)
def sheet_blank_rows(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per sheet of data, or two."""
    for sheet in document.sheets:
        if sheet.is_hidden or not sheet.headers:
            continue
        if sheet.blank_rows:
            at = at_cell(sheet.name, f"{sheet.blank_rows[0]}:{sheet.blank_rows[0]}")
            yield office_failed(at, "rows", rows=_told(sheet.blank_rows))
        if sheet.blank_columns:
            yield office_failed(at_cell(sheet.name, ""), "columns", columns=_told(sheet.blank_columns))
        if not sheet.blank_rows and not sheet.blank_columns:
            yield office_passed(at_cell(sheet.name, ""))


def _told(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers[:_MOST])) + ("…" if len(numbers) > _MOST else "")
