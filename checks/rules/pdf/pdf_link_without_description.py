"""Links without a description of where they lead."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_annotation, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-link-without-description",
    title=N_("Link in the PDF has no description"),
    repair=N_("Give each link a description (Contents) that says where it leads."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="blind",
    messages={
        "empty": N_("The link has no description; screen readers may read the address."),
    },
)
def pdf_link_without_description(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per link that readers meet."""
    for one in pdf.annotations:
        if one.kind != "Link" or not one.is_seen:
            continue
        if one.contents:
            yield pdf_passed(at_annotation(pdf, one))
        else:
            yield pdf_failed(at_annotation(pdf, one), "empty", "7.18.5-t02")
