"""Files that show their file name in the window instead of the title."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-title-not-shown",
    title=N_("PDF shows its file name instead of its title"),
    repair=N_("Set “show document title” in the properties of the PDF (DisplayDocTitle)."),
    requirements=("wcag:2.4.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "hidden": N_("The window shows the name of the file, not the title of the document."),
    },
)
def pdf_title_not_shown(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for the document."""
    if pdf.title_shown:
        yield pdf_passed()
    else:
        yield pdf_failed(WHOLE, "hidden", "7.1-t10")
