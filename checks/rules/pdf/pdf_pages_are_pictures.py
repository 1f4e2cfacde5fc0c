"""Pages that are a picture and hold no text, as when paper was scanned.

A question, for the picture may be a photo or a drawing. Pages whose picture has a tag with a text are left
out, and pages with the invisible text that text recognition puts there.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_passed, pdf_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument, PdfPage

_WHOLE_PAGE = 0.7
"""Part of the page from which on a picture is the page."""


@check(
    id="pdf-pages-are-pictures",
    title=N_("Pages of the PDF are pictures without text"),
    repair=N_("Publish the document itself instead of a scan, or let a program recognise the text."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.CRITICAL,
    messages={
        "scan": N_("Pages with a picture and no text: {count} of {whole}. Is this a scan of a text?"),
    },
)
def pdf_pages_are_pictures(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with pictures as large as a page."""
    told = {tag.page for _, tag in pdf.of_kind("Figure") if tag.alt or tag.actual_text}
    large = [page for page in pdf.pages if page.image_share >= _WHOLE_PAGE]
    wrong = [page for page in large if not _has_text(page) and page.number not in told]
    if wrong:
        yield pdf_question(
            at_page(wrong[0].number),
            "scan",
            "7.1",
            checkpoint="08-002",
            count=len(wrong),
            whole=len(pdf.pages),
        )
    elif large:
        yield pdf_passed()


def _has_text(page: PdfPage) -> bool:
    return bool(page.letters or page.hidden_letters)
