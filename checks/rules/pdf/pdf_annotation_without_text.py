"""Remarks and other things on top of a page without a text for them."""

from collections.abc import Iterator

from checks.base import Ground, SiteResult, check
from checks.of_pdf import WHOLE, at_annotation, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import NONE, PdfDocument

_OTHERWISE = ("Widget", "Popup")
"""Kinds that another check looks at, or that show the text of another."""


@check(
    id="pdf-annotation-without-text",
    title=N_("Remark in the PDF has no text"),
    repair=N_("Write in the properties of the remark what it says or shows."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="blind",
    grounds={"links": Ground(Kind.PRACTICE, Impact.MINOR)},
    messages={
        "empty": N_("The remark ({kind}) has no text that can be read aloud."),
        "links": N_("Links without a text of their own that can be read aloud: {count}."),
    },
)
def pdf_annotation_without_text(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per annotation that readers meet; one for all links, which have their own check."""
    links = 0
    for one in pdf.annotations:
        if one.kind in _OTHERWISE or not one.is_seen:
            continue
        if one.contents or (one.tag != NONE and pdf.tags[one.tag].alt):
            yield pdf_passed(at_annotation(pdf, one))
        elif one.kind == "Link":
            links += 1
        else:
            yield pdf_failed(at_annotation(pdf, one), "empty", "7.18.1-t02", kind=one.kind)
    if links:
        yield pdf_failed(WHOLE, "links", "7.18.1-t02", count=links)
