"""Headings without text: they stand in the list of headings as a gap."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument


@check(
    id="office-heading-empty",
    title=N_("Heading in the document is empty"),
    repair=N_("Remove the empty line, or give it the style of usual text."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MINOR,
    messages={"empty": N_("There is a heading of level {level} without text.")},
)
def office_heading_empty(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per heading."""
    for one in document.body:
        if one.level:
            at = at_paragraph(document, one.number)
            yield office_failed(at, "empty", level=one.level) if one.is_empty else office_passed(at)
