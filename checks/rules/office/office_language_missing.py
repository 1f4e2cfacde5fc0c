"""Documents that do not say their language: a screen reader then speaks with the voice of its user."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument


@check(
    id="office-language-missing",
    title=N_("Document does not say its language"),
    repair=N_("Set the language of the text in the program that made it."),
    requirements=("wcag:3.1.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={"missing": N_("The document does not say in which language its text is.")},
)
def office_language_missing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with text, of a kind that can say its language."""
    if not document.has_language or not any(one.text for one in document.paragraphs):
        return
    if document.lang:
        yield office_passed()
    else:
        yield office_failed(WHOLE, "missing")
