"""Layers (optional content) without a name, or that switch themselves."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-layers-unclear",
    title=N_("Layers of the PDF are not clear"),
    repair=N_("Give each setting of the layers a name, or merge the layers before you publish."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="blind",
    messages={
        "name": N_("A setting of the layers has no name."),
        "switch": N_("The layers show and hide themselves (AS), and screen readers do not notice that."),
    },
)
def pdf_layers_unclear(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per configuration of optional content."""
    for one in pdf.layers:
        if not one.name:
            yield pdf_failed(WHOLE, "name", "7.10-t01")
        if one.switches_itself:
            yield pdf_failed(WHOLE, "switch", "7.10-t02")
        if one.name and not one.switches_itself:
            yield pdf_passed()
