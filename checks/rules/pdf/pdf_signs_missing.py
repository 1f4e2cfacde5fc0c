"""Text that shows the sign for a missing letter."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_font, pdf_failed, pdf_passed, shown_codes
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-signs-missing",
    title=N_("PDF shows boxes in the place of letters"),
    repair=N_("Choose a font that has all the letters of the text, and make the PDF anew."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="all",
    messages={
        "boxes": N_("The font {font} lacks letters of the text; an empty box is shown (codes {codes})."),
    },
)
def pdf_signs_missing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per font with which text is drawn."""
    for font in pdf.fonts:
        if font.not_defined:
            codes = shown_codes(font.not_defined)
            yield pdf_failed(at_font(font), "boxes", "7.21.8-t01", font=font.name, codes=codes)
        elif font.is_visible:
            yield pdf_passed(at_font(font))
