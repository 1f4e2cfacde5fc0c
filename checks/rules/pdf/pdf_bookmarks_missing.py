"""Long documents without bookmarks: nobody can jump to a chapter."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument

_LONG = 21
"""Pages; Adobe's own check asks for bookmarks from 21 pages on."""


@check(
    id="pdf-bookmarks-missing",
    title=N_("Long PDF has no bookmarks"),
    repair=N_("Let the program make bookmarks of the headings when it makes the PDF."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "none": N_("The document has {count} pages and no bookmarks."),
    },
)
def pdf_bookmarks_missing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a long document with text."""
    if len(pdf.pages) < _LONG or not sum(page.letters for page in pdf.pages):
        return
    if pdf.outline_entries:
        yield pdf_passed()
    else:
        yield pdf_failed(WHOLE, "none", count=len(pdf.pages))
