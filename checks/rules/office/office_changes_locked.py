"""Documents in which nothing can be changed without a password: not the letters, not the colours either."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_CAN_BE_LOCKED = frozenset({"docx", "odt", "rtf", "xlsx"})


@check(
    id="office-changes-locked",
    title=N_("Nothing can be changed in the document without a password"),
    repair=N_("Lift the protection, or offer the same text as a page of the website."),
    kind=Kind.PRACTICE,
    who="low-vision",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "document": N_("Can people set larger letters or other colours? The text of the document is locked."),
        "sheets": N_("Can people set larger letters or wider columns? Sheets of the workbook are locked."),
        "parts": N_("Can people set larger letters or other colours? Parts of the document are locked."),
    },
)
def office_changes_locked(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document of a kind that can be locked."""
    if document.changes_locked:
        yield office_question(WHOLE, document.changes_locked)
    elif document.kind in _CAN_BE_LOCKED and not document.only_fields_open:
        # Of one in which only fields can be reached `office-only-fields-open` asks: it is no good example.
        yield office_passed()
