"""Fonts that the file does not bring along."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_font, pdf_failed, pdf_passed, shown_codes
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-font-not-embedded",
    title=N_("PDF does not bring its fonts along"),
    repair=N_("Make the PDF anew and switch on that fonts are embedded."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="low-vision",
    messages={
        "missing": N_("The font {font} is not in the file. On other machines the text looks different."),
        "glyph": N_("The font {font} in the file lacks signs that are used (codes {codes})."),
    },
)
def pdf_font_not_embedded(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per font with which text is drawn."""
    for font in pdf.fonts:
        if not font.is_visible:
            continue
        if not font.is_embedded:
            yield pdf_failed(at_font(font), "missing", "7.21.4.1-t01", font=font.name)
        elif font.without_glyph:
            codes = shown_codes(font.without_glyph)
            yield pdf_failed(at_font(font), "glyph", "7.21.4.1-t02", font=font.name, codes=codes)
        else:
            yield pdf_passed(at_font(font))
