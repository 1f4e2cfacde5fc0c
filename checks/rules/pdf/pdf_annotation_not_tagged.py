"""Remarks and other things on top of a page that are in no tag."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_annotation, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument

_OTHERWISE = ("Widget", "PrinterMark", "Link", "Popup")
"""Kinds that other checks look at; a pop-up is shown with the remark that it belongs to."""


@check(
    id="pdf-annotation-not-tagged",
    title=N_("Remark in the PDF is in no tag"),
    repair=N_("Put the remark in a tag Annot, or remove it from the file before you publish."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "outside": N_("The remark ({kind}) is in no tag, or in another tag than Annot."),
    },
)
def pdf_annotation_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per annotation that readers meet."""
    for one in pdf.annotations:
        if one.kind in _OTHERWISE or not one.is_seen:
            continue
        if one.tag != NONE and pdf.tags[one.tag].kind == "Annot":
            yield pdf_passed(at_annotation(pdf, one))
        else:
            yield pdf_failed(at_annotation(pdf, one), "outside", "7.18.1-t01", kind=one.kind)
