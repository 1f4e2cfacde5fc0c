"""Files without a title: people hear a file name instead."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-title-missing",
    title=N_("PDF has no title"),
    repair=N_("Fill in the title in the properties of the document and make the PDF anew."),
    requirements=("wcag:2.4.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "title": N_("The properties of the file give no title."),
        "metadata": N_("The file has no properties in the form that programs read (XMP), and so no title."),
        "form": N_(
            "The title “{title}” stands in the properties (XMP) as plain text and not as a list of "
            "languages. Not every program finds it there."
        ),
        "broken": N_("The properties of the file (XMP) cannot be read, and so it has no title."),
    },
)
def pdf_title_missing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for the document."""
    said = pdf.metadata
    if not said.is_there:
        yield pdf_failed(WHOLE, "metadata", "7.1-t08")
    elif not said.is_readable:
        yield pdf_failed(WHOLE, "broken", "7.1-t09")
    elif not said.title:
        # The standard asks only that the entry is there; an empty one helps nobody.
        yield pdf_failed(WHOLE, "title", "7.1-t09" if said.title is None else "")
    elif not said.title_in_form:
        yield pdf_failed(WHOLE, "form", "7.1-t09", title=said.title)
    else:
        yield pdf_passed()
