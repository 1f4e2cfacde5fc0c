"""Tags of a kind that no program knows, as far as the role map does not explain them."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-tag-unknown",
    title=N_("PDF has tags that screen readers do not know"),
    repair=N_("Give the style its own tag at export, or map the tag to a standard one (role map)."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "unknown": N_("The tag “{name}” is not a standard tag and is not mapped to one."),
        "circle": N_("The tag “{name}” is mapped in a circle and so means nothing."),
        "remapped": N_("The standard tag “{name}” is given another meaning: {other}."),
    },
)
def pdf_tag_unknown(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per name of a tag, at its first place."""
    seen: set[str] = set()
    for index, tag in enumerate(pdf.tags):
        if tag.name in seen:
            continue
        seen.add(tag.name)
        if tag.is_circular:
            yield pdf_failed(at_tag(pdf, index), "circle", "7.1-t06", name=tag.name)
            if not tag.kind:
                yield pdf_failed(at_tag(pdf, index), "unknown", "7.1-t05", name=tag.name)
        elif tag.remapped_to:
            yield pdf_failed(at_tag(pdf, index), "remapped", "7.1-t07", name=tag.name, other=tag.remapped_to)
        elif not tag.kind:
            yield pdf_failed(at_tag(pdf, index), "unknown", "7.1-t05", name=tag.name)
        else:
            yield pdf_passed(at_tag(pdf, index))
