"""Decoration inside tags, and tags inside decoration."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_WRONG = {"artifact-in-tag": ("decoration", "7.1-t01"), "tag-in-artifact": ("content", "7.1-t02")}


@check(
    id="pdf-decoration-mixed-with-content",
    title=N_("Decoration and content of the PDF are mixed up"),
    repair=N_("Take the decoration out of the tag, or the tag out of the decoration."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "decoration": N_("Something on this page is marked as decoration, but stands inside a tag."),
        "content": N_(
            "Something on this page has a tag, but stands inside decoration: screen readers may skip it."
        ),
    },
)
def pdf_decoration_mixed_with_content(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page."""
    if not pdf.has_tree:
        return
    wrong = [one for one in pdf.stretches if one.what in _WRONG]
    for one in wrong:
        key, clause = _WRONG[one.what]
        yield pdf_failed(at_page(one.page), key, clause)
    with_fault = {one.page for one in wrong}
    yield from (pdf_passed(at_page(page.number)) for page in pdf.pages if page.number not in with_fault)
