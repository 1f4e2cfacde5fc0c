"""Empty lines in a row that make space: a screen reader says "blank" each time."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_failed, office_passed, shortened, stretches
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_LEAST = 3
"""One or two empty lines between parts are common and soon heard."""


@check(
    id="office-empty-paragraphs",
    title=N_("Space is made with empty lines"),
    repair=N_("Remove the empty lines. Set the space in the style, or insert a page break."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MINOR,
    messages={"row": N_("{count} empty lines follow each other, after “{text}”.")},
)
def office_empty_paragraphs(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per row of empty lines, and one for a text without such rows."""
    found = False
    for stretch in stretches(document):
        empty, before = 0, ""
        for one in stretch:
            if one.is_empty:
                empty += 1
                continue
            if empty >= _LEAST:
                found = True
                at = at_paragraph(document, one.number - empty)
                yield office_failed(at, "row", count=empty, text=shortened(before))
            empty, before = 0, one.text
    if not found and document.kind != "xlsx" and document.letters:
        yield office_passed()
