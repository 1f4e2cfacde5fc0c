"""Pages on which the Tab key does not follow the tags."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-tab-order-not-set",
    title=N_("Tab key in the PDF does not follow the order of reading"),
    repair=N_("Set the tab order of the pages to “use document structure”."),
    requirements=("wcag:2.4.3",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "order": N_(
            "The Tab key does not follow the tags on this page, but it has links, fields or remarks."
        ),
    },
)
def pdf_tab_order_not_set(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page with annotations."""
    for page in pdf.pages:
        if not page.has_annotations:
            continue
        if page.tabs == "S":
            yield pdf_passed(at_page(page.number))
        else:
            yield pdf_failed(at_page(page.number), "order", "7.18.3-t01")
