"""Books without a list of contents, with entries that lead nowhere, or with page numbers nobody finds."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_LEAST_PARTS = 2


@check(
    id="book-navigation-missing",
    title=N_("Book has no working list of contents"),
    repair=N_("Have the program make the list of contents, and the list of pages, anew."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "none": N_("The book has {parts} parts and no list of contents."),
        "broken": N_("The list of contents leads to parts that are not there: {names}"),
        "pages": N_("The book has {pages} page numbers in its text and no list of pages."),
    },
)
def book_navigation_missing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a book, or more where more is wrong."""
    book = document.book
    if book is None:
        return
    is_right = True
    if not book.has_navigation and book.parts >= _LEAST_PARTS:
        is_right = False
        yield office_failed(WHOLE, "none", parts=book.parts)
    if book.broken_entries:
        is_right = False
        yield office_failed(WHOLE, "broken", names=", ".join(book.broken_entries))
    if book.page_breaks and not book.has_page_list:
        is_right = False
        yield office_failed(WHOLE, "pages", pages=book.page_breaks)
    if is_right:
        yield office_passed()
