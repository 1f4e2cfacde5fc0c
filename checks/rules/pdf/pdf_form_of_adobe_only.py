"""Forms that only one program can show (dynamic XFA)."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-form-of-adobe-only",
    title=N_("Form in the PDF works in one program only"),
    repair=N_("Make a form on the website of it, or a PDF form with ordinary fields."),
    requirements=("wcag:4.1.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.CRITICAL,
    messages={
        "dynamic": N_(
            "The form is drawn by the program of one maker (XFA). In other programs people see no form."
        ),
    },
)
def pdf_form_of_adobe_only(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with such a form."""
    if pdf.is_dynamic_form:
        yield pdf_failed(WHOLE, "dynamic", "7.15-t01")
    elif pdf.has_xfa:
        yield pdf_passed()
