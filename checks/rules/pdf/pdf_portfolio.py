"""Files that are a wrapper around other files: many programs show only a page that says so."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-portfolio",
    title=N_("PDF is a portfolio of other files"),
    repair=N_("Publish the files inside each with a link of its own."),
    kind=Kind.PRACTICE,
    who="all",
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "wrapper": N_("The file is a portfolio with {count} files inside. Most programs do not show them."),
    },
)
def pdf_portfolio(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document that is a portfolio, or that has files inside."""
    if pdf.is_portfolio:
        yield pdf_failed(WHOLE, "wrapper", count=len(pdf.attachments))
    elif pdf.attachments:
        yield pdf_passed()
