"""Signs for which no program knows which letter they are."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_font, pdf_failed, pdf_passed, shown_codes
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-text-not-readable-by-programs",
    title=N_("Text in the PDF cannot be read by programs"),
    repair=N_("Make the PDF anew with a current program, so that each sign has its letter (Unicode)."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "unknown": N_("Nothing says which letters some signs of the font {font} are (codes {codes})."),
        "wrong": N_("Some signs of the font {font} are given a letter that does not exist (codes {codes})."),
    },
)
def pdf_text_not_readable_by_programs(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per font with which text is shown."""
    for font in pdf.fonts:
        at = at_font(font)
        if font.without_unicode:
            codes = shown_codes(font.without_unicode)
            yield pdf_failed(at, "unknown", "7.21.7-t01", font=font.name, codes=codes)
        if font.bad_unicode:
            codes = shown_codes(font.bad_unicode)
            yield pdf_failed(at, "wrong", "7.21.7-t02", font=font.name, codes=codes)
        if not font.without_unicode and not font.bad_unicode:
            yield pdf_passed(at)
