"""Links that are in no tag for links."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_annotation, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument


@check(
    id="pdf-link-not-tagged",
    title=N_("Link in the PDF is in no tag"),
    repair=N_("Make the link in the source and export with tags; in the PDF it stands in a tag Link."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "outside": N_("The link is in no tag, or in another tag than Link."),
    },
)
def pdf_link_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per link that readers meet."""
    for one in pdf.annotations:
        if one.kind != "Link" or not one.is_seen:
            continue
        if one.tag != NONE and pdf.tags[one.tag].kind == "Link":
            yield pdf_passed(at_annotation(pdf, one))
        else:
            yield pdf_failed(at_annotation(pdf, one), "outside", "7.18.5-t01")
