"""Files inside the file whose name is missing."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-attachment-without-name",
    title=N_("File inside the PDF has no name"),
    repair=N_("Attach the file again with a clear name, or put it on the website beside the PDF."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="blind",
    messages={
        "name": N_("A file inside the PDF lacks its name ({lacks})."),
    },
)
def pdf_attachment_without_name(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per embedded file."""
    for one in pdf.attachments:
        lacks = [key for key, said in (("F", one.name), ("UF", one.unicode_name)) if not said]
        if lacks:
            # 7.18.7 asks the same of files that hang on a remark.
            yield pdf_failed(WHOLE, "name", "7.11-t01", lacks=", ".join(lacks))
        else:
            yield pdf_passed()
