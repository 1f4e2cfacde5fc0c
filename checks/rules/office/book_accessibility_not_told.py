"""Books that do not tell how they can be read: with a screen reader, in other letters, without flashes.

The properties are those of EPUB Accessibility 1.1 ("discovery metadata"), which demands these three.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_WANTED = {
    "schema:accessMode": "access_modes",
    "schema:accessibilityFeature": "features",
    "schema:accessibilityHazard": "hazards",
}


@check(
    id="book-accessibility-not-told",
    title=N_("Book does not tell how it can be read"),
    repair=N_("Add the properties for accessibility to the book, and say in words what works."),
    kind=Kind.PRACTICE,
    who="disability",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={"missing": N_("The book lacks these properties: {names}")},
)
def book_accessibility_not_told(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a book."""
    if document.book is None:
        return
    missing = [name for name, field in _WANTED.items() if not getattr(document.book, field)]
    yield office_failed(WHOLE, "missing", names=", ".join(missing)) if missing else office_passed()
