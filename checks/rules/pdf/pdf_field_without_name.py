"""Form fields without a name that is read aloud."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_annotation, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument


@check(
    id="pdf-field-without-name",
    title=N_("Form field in the PDF has no name"),
    repair=N_("Write in the properties of the field what people have to fill in (tooltip)."),
    requirements=("wcag:4.1.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.CRITICAL,
    messages={
        "missing": N_("The form field “{field}” has no name that is read aloud."),
    },
)
def pdf_field_without_name(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per form field that readers meet."""
    for one in pdf.annotations:
        if not one.is_field or not one.is_seen:
            continue
        if one.tooltip or (one.tag != NONE and pdf.tags[one.tag].alt):
            yield pdf_passed(at_annotation(pdf, one))
        else:
            yield pdf_failed(at_annotation(pdf, one), "missing", "7.18.1-t03", field=one.field_name)
