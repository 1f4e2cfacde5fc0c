"""Sheets that are called "Blad1" or "Sheet2" beside others: names by which nobody finds the way."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_cell, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_GIVEN = re.compile(r"(?:blad|sheet|feuil|feuille|tabelle|werkblad)\s?\d{0,3}(?:\s?\(\d+\))?", re.IGNORECASE)


@check(
    id="sheet-name-says-nothing",
    title=N_("Name of a sheet says nothing"),
    repair=N_("Give each sheet a name that says what is in it."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MINOR,
    messages={"given": N_("The sheet is called “{name}”.")},
)
def sheet_name_says_nothing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per sheet that is seen and has something in it, where there are several."""
    seen = [sheet for sheet in document.sheets if not sheet.is_hidden and (sheet.cells or sheet.pictures)]
    for sheet in seen if len(seen) > 1 else ():
        at = at_cell(sheet.name, "")
        yield (
            office_failed(at, "given", name=sheet.name) if _GIVEN.fullmatch(sheet.name) else office_passed(at)
        )
