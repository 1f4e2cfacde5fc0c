"""Parts of a book that do not say their language: what the book says is not heard when a part is read."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_MOST = 3


@check(
    id="book-part-without-language",
    title=N_("Part of the book does not say its language"),
    repair=N_("Set the language on the html element of each part (lang and xml:lang)."),
    requirements=("wcag:3.1.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={"missing": N_("These parts do not say their language: {names}")},
)
def book_part_without_language(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a book that says its language itself."""
    if document.book is None or not document.lang:
        return  # that is told of the whole document
    missing = document.book.parts_without_language
    if missing:
        yield office_failed(
            WHOLE, "missing", names=", ".join(missing[:_MOST]) + ("…" if len(missing) > _MOST else "")
        )
    else:
        yield office_passed()
