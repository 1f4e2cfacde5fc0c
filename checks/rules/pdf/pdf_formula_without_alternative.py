"""Formulas without a text that can be read aloud."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-formula-without-alternative",
    title=N_("Formula in the PDF has no alternative text"),
    repair=N_("Write the formula out in words in the alternative text."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "missing": N_("The formula has no alternative text."),
    },
)
def pdf_formula_without_alternative(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per formula."""
    for index, tag in pdf.of_kind("Formula"):
        if tag.alt or tag.actual_text is not None:
            yield pdf_passed(at_tag(pdf, index))
        else:
            yield pdf_failed(at_tag(pdf, index), "missing", "7.7-t01")
