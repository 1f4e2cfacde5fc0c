"""Empty cells that are coloured among the data: their colour seems to tell something. Only a question."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_LEAST = 2
_MOST = 5


@check(
    id="sheet-colour-only",
    title=N_("Colour alone tells something in the sheet"),
    repair=N_("Write a word in the cell too, such as “yes” or “closed”."),
    requirements=("wcag:1.4.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={"colour": N_("Do the colours of these empty cells tell something? {cells}")},
)
def sheet_colour_only(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per sheet of data."""
    for sheet in document.sheets:
        if sheet.is_hidden or not sheet.headers:
            continue
        coloured = sheet.coloured_blank
        at = at_cell(sheet.name, coloured[0] if coloured else "")
        if len(coloured) >= _LEAST:
            told = ", ".join(coloured[:_MOST]) + ("…" if len(coloured) > _MOST else "")
            yield office_question(at, "colour", cells=told)
        else:
            yield office_passed(at)
