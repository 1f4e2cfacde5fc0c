"""Files without tags: reading aloud is guessing then."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-not-tagged",
    title=N_("PDF has no tags"),
    repair=N_("Make the PDF anew from Word, LibreOffice or InDesign with tags switched on."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "tree": N_(
            "The file has no tree of tags. Headings, lists and tables are not known to screen readers."
        ),
        "mark": N_("The file does not say that it has tags. Some programs ignore tags then."),
        "content": N_("No text and no picture in the file is in a tag."),
    },
)
def pdf_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield a result for the tree and one for the mark that tells of it."""
    if not pdf.has_tree:
        yield pdf_failed(WHOLE, "tree", "7.1-t11")
    if not pdf.is_marked:
        yield pdf_failed(WHOLE, "mark", "6.2-t01")
    if not pdf.has_tree and any(one.what == "untagged" for one in pdf.stretches):
        yield pdf_failed(WHOLE, "content", "7.1-t03")
    if pdf.has_tree and pdf.is_marked:
        yield pdf_passed()
