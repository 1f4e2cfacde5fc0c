"""Files that say themselves that their tags may be wrong."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-tags-suspect",
    title=N_("PDF says that its tags may be wrong"),
    repair=N_("Go through the tags, correct them, and then set the mark “Suspects” to false."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "suspects": N_("The program that made the tags was not sure of them (“Suspects” is true)."),
    },
)
def pdf_tags_suspect(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with tags."""
    if pdf.is_suspect:
        yield pdf_failed(WHOLE, "suspects", "7.1-t04")
    elif pdf.has_tree:
        yield pdf_passed()
