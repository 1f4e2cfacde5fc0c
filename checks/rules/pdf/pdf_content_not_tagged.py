"""Text and pictures that are in no tag and are not marked as decoration."""

from collections.abc import Iterator

from checks.base import Ground, SiteResult, check
from checks.of_pdf import at_page, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-content-not-tagged",
    title=N_("Content of the PDF is in no tag"),
    repair=N_("Put the content in a fitting tag, or mark it as decoration (artifact)."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    who="blind",
    grounds={"blank": Ground(Kind.PRACTICE, Impact.MINOR)},
    messages={
        "text": N_("The text “{text}” is in no tag and is not marked as decoration."),
        "drawing": N_("A picture, line or other drawing is in no tag and is not marked as decoration."),
        "blank": N_("Spaces on this page are in no tag and are not marked as decoration."),
    },
)
def pdf_content_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page."""
    if not pdf.has_tree:
        return  # that nothing is tagged is told once
    blank = {one.page for one in pdf.stretches if one.what == "untagged-blank"}
    wrong = {one.page: one for one in pdf.stretches if one.what == "untagged"}
    for page in pdf.pages:
        found = wrong.get(page.number)
        if found is None and page.number in blank:
            yield pdf_failed(at_page(page.number), "blank", "7.1-t03")
        elif found is None:
            yield pdf_passed(at_page(page.number))
        elif found.sample:
            yield pdf_failed(at_page(page.number, snippet=found.sample), "text", "7.1-t03", text=found.sample)
        else:
            yield pdf_failed(at_page(page.number), "drawing", "7.1-t03")
