"""Drawings that come from another file, or stand in several tags at once."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-part-drawn-unclearly",
    title=N_("Part of the PDF is drawn in a way that hides it from screen readers"),
    repair=N_("Make the PDF anew from its source with a current program."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="blind",
    messages={
        "elsewhere": N_("This page shows a part of another file."),
        "repeated": N_("The same tagged part is drawn more than once, so that its place is not clear."),
    },
)
def pdf_part_drawn_unclearly(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page with such a part; a document with tags and without them is right."""
    for page in pdf.parts_elsewhere:
        yield pdf_failed(at_page(page), "elsewhere", "7.20-t01")
    for page in pdf.parts_repeated:
        yield pdf_failed(at_page(page), "repeated", "7.20-t02")
    if pdf.has_tree and not pdf.parts_elsewhere and not pdf.parts_repeated:
        yield pdf_passed()
