"""Merged cells among the data of a sheet: a screen reader tells only the first of them."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_MOST = 5


@check(
    id="sheet-cells-merged",
    title=N_("Sheet has merged cells"),
    repair=N_("Split the merged cells and repeat what stands in them."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "merged": N_("Is it clear which cells belong together when they are read one by one? Merged: {cells}")
    },
)
def sheet_cells_merged(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per sheet of data."""
    for sheet in document.sheets:
        if sheet.is_hidden or not sheet.headers:
            continue
        at = at_cell(sheet.name, sheet.merged[0] if sheet.merged else "")
        if sheet.merged:
            told = ", ".join(sheet.merged[:_MOST]) + ("…" if len(sheet.merged) > _MOST else "")
            yield office_question(at, "merged", cells=told)
        else:
            yield office_passed(at)
