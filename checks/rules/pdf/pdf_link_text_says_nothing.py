"""Links in a PDF whose text is "klik hier" or the like."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.link_words import says_nothing_alone
from checks.of_pdf import at_tag, pdf_passed, pdf_question, text_of
from checks.pdf_text import shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-link-text-says-nothing",
    title=N_("Link text in the PDF does not say where the link leads"),
    repair=N_("Write in the link text where it leads."),
    requirements=("wcag:2.4.4",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "vague": N_(
            "Does the text around the link “{text}” say where it leads? The link text itself does not."
        ),
    },
)
def pdf_link_text_says_nothing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per tagged link with a text."""
    for index, _ in pdf.of_kind("Link"):
        text = text_of(pdf, index)
        if not any(map(str.isalpha, text)):
            continue
        if says_nothing_alone(text):
            yield pdf_question(at_tag(pdf, index), "vague", text=shortened(text))
        else:
            yield pdf_passed(at_tag(pdf, index))
