"""Pictures without a text that says what is on them."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-picture-without-alternative",
    title=N_("Picture in the PDF has no alternative text"),
    repair=N_("Write in the source what the picture shows, or mark it there as decoration."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.CRITICAL,
    messages={
        "missing": N_("The picture has no alternative text."),
        "empty": N_("The alternative text of the picture is empty."),
    },
)
def pdf_picture_without_alternative(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per figure."""
    for index, tag in pdf.of_kind("Figure"):
        if tag.alt or tag.actual_text is not None:
            yield pdf_passed(at_tag(pdf, index))
        else:
            key = "missing" if tag.alt is None else "empty"
            yield pdf_failed(at_tag(pdf, index), key, "7.3-t01")
