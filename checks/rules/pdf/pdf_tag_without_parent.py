"""Tags that do not name the tag around them."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-tag-without-parent",
    title=N_("Tags of the PDF do not hang together"),
    repair=N_("Make the PDF anew from its source, or let a PDF program repair the tree of tags."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="blind",
    messages={
        "parent": N_("The tag “{name}” does not say in which tag it stands ({count} times in this file)."),
    },
)
def pdf_tag_without_parent(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for all tags together."""
    wrong = [index for index, tag in enumerate(pdf.tags) if not tag.names_parent]
    if wrong:
        name = pdf.tags[wrong[0]].name
        yield pdf_failed(at_tag(pdf, wrong[0]), "parent", "7.1-t12", name=name, count=len(wrong))
    elif pdf.tags:
        yield pdf_passed()
