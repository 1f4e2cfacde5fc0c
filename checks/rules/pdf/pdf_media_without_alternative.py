"""Films and sounds in a PDF without a type or a text instead."""

from collections.abc import Iterator

from checks.base import Ground, SiteResult, check
from checks.of_pdf import at_page, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-media-without-alternative",
    title=N_("Film or sound in the PDF has no text instead"),
    repair=N_("Give the film or sound an alternative text, or put it on the website with captions."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    who="blind",
    grounds={"type": Ground(Kind.PRACTICE, Impact.MINOR)},
    messages={
        "type": N_("The film or sound does not say of what type it is (CT)."),
        "text": N_("The film or sound has no alternative text."),
    },
)
def pdf_media_without_alternative(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per film or sound."""
    for one in pdf.media:
        at = at_page(one.page)
        if not one.has_type:
            yield pdf_failed(at, "type", "7.18.6.2-t01")
        if not one.has_alternative:
            yield pdf_failed(at, "text", "7.18.6.2-t02")
        if one.has_type and one.has_alternative:
            yield pdf_passed(at)
