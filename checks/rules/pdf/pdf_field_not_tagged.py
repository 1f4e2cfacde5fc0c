"""Form fields that are in no tag of a form."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_annotation, at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument


@check(
    id="pdf-field-not-tagged",
    title=N_("Form field in the PDF is in no tag"),
    repair=N_("Put each form field in a tag Form of its own."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "outside": N_("The form field “{field}” is in no tag, or in another tag than Form."),
        "several": N_(
            "The tag Form should hold one field and nothing else, but the number of things in it is {count}."
        ),
    },
)
def pdf_field_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per form field that readers meet, and one per tag that holds none or several."""
    for one in pdf.annotations:
        if one.kind == "Widget" and one.is_seen:
            if one.tag != NONE and pdf.tags[one.tag].kind == "Form":
                yield pdf_passed(at_annotation(pdf, one))
            else:
                yield pdf_failed(at_annotation(pdf, one), "outside", "7.18.4-t01", field=one.field_name)
    for index, tag in pdf.of_kind("Form"):
        count = tag.objects + tag.content + len(tag.kids)
        if not tag.role and (tag.objects, count) != (1, 1):
            yield pdf_failed(at_tag(pdf, index), "several", "7.18.4-t02", count=count)
