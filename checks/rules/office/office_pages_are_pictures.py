"""Documents that are little more than large pictures: scans that were put into a file."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_LARGE = 250.0
"""Points, about 9 centimetres: a picture that is larger both ways may be a page."""
_FEW = 60
"""Letters of text beside each such picture."""


@check(
    id="office-pages-are-pictures",
    title=N_("Document holds pictures instead of text"),
    repair=N_("Put the text itself into the document, not a scan or a picture of it."),
    requirements=("wcag:1.4.5",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.CRITICAL,
    messages={
        "ask": N_("There are {pictures} large pictures and hardly any text. Are they pictures of text?"),
        "one": N_("The document is one large picture with hardly any text. Is it a picture of text?"),
    },
)
def office_pages_are_pictures(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with large pictures."""
    large = [
        one for one in document.pictures if min(one.width, one.height) >= _LARGE and one.kind == "picture"
    ]
    if not large or document.kind == "xlsx":
        return
    if document.letters >= _FEW * len(large):
        yield office_passed()
    elif len(large) > 1:
        yield office_question(WHOLE, "ask", pictures=len(large))
    else:
        yield office_question(WHOLE, "one")
