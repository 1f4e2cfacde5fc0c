"""Documents that are locked so that only their fields can be reached: what stands around them is not read."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument


@check(
    id="office-only-fields-open",
    title=N_("Only the fields of the document can be reached"),
    repair=N_("Lift the protection for filling in forms, or make a web form of it."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={"locked": N_("Can people with a screen reader read the text around the fields? It is locked.")},
)
def office_only_fields_open(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with fields."""
    if document.only_fields_open:
        yield office_question(WHOLE, "locked")
    elif document.fields:
        yield office_passed()
