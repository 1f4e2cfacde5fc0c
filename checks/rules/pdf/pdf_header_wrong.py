"""Files whose first line does not say which PDF they are."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument

_HEADER = re.compile(r"%PDF-1\.[0-7]\s*")


@check(
    id="pdf-header-wrong",
    title=N_("PDF begins in a wrong way"),
    repair=N_("Make the file anew from its source, or save it again in a PDF program."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="blind",
    parts=("header",),
    messages={
        "header": N_("The file begins with “{header}” and not with a version from 1.0 to 1.7."),
    },
)
def pdf_header_wrong(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for the document."""
    if _HEADER.fullmatch(pdf.header):
        yield pdf_passed()
    else:
        yield pdf_failed(WHOLE, "header", "6.1-t01", header=pdf.header)
