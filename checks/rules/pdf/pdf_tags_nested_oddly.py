"""Tags inside tags where their meaning does not allow it, e.g. a heading inside a paragraph."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question, text_of
from checks.pdf_text import shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_HEADINGS = ("H", "H1", "H2", "H3", "H4", "H5", "H6")
_LARGE = ("Document", "Part", "Art", "Sect", "TOC", "Index")
_BLOCKS = (*_LARGE, *_HEADINGS, "P", "L", "Table", "BlockQuote")
_NOT_INSIDE: dict[str, tuple[str, ...]] = {
    "P": (*_LARGE, *_HEADINGS),
    **dict.fromkeys(_HEADINGS, _BLOCKS),
    "Span": (*_LARGE, *_HEADINGS, "Table"),
    "Lbl": _BLOCKS[:-4],
    "Link": (*_LARGE, "Table", "L"),
    "L": ("Document", "Part", "Art", "Sect", *_HEADINGS),
    "Sect": ("Document",),
    "Part": ("Document",),
    "Figure": ("Document", "Sect", "TOC"),
}


@check(
    id="pdf-tags-nested-oddly",
    title=N_("Tags in the PDF stand inside tags that cannot hold them"),
    repair=N_("Take the inner tag out of the outer one."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "inside": N_("A tag {inner} stands inside a tag {outer}. Is that what is meant? “{text}”"),
    },
)
def pdf_tags_nested_oddly(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per tag that stands where it cannot; else one for a tagged document."""
    asked: set[tuple[str, str]] = set()
    for index, tag in enumerate(pdf.tags):
        outer = pdf.parent_kind(index)
        if tag.kind in _NOT_INSIDE.get(outer, ()) and (tag.kind, outer) not in asked:
            asked.add((tag.kind, outer))
            said = {"inner": tag.kind, "outer": outer, "text": shortened(text_of(pdf, index))}
            yield pdf_question(at_tag(pdf, index), "inside", "7.2", checkpoint="09-002", **said)
    if pdf.tags and not asked:
        yield pdf_passed()
