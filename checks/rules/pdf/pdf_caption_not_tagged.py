"""Captions that are tagged as ordinary text beside their figure or table."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question, text_of
from checks.pdf_text import at_block, beside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument

_CAPTION = re.compile(
    r"(?:figuur|figure|fig\.?|afbeelding|afb\.?|tabel|table|tableau|grafiek|graphique|kaart|foto|photo|illustratie"
    r"|illustration|schema|abbildung|tabelle|chart|image)\s+\d{1,3}(?:[.-]\d{1,3})?[a-z]?\s*(?:[:.–—|-]|$)",
    re.IGNORECASE,
)
_OF_TABLE = re.compile(r"tab", re.IGNORECASE)
_LONGEST = 250
_GROUPS = frozenset({"", "Document", "Part", "Sect", "Art"})
_HOLDERS = frozenset({"Figure", "Table", "L", "Formula", "TOC", "Form"})


@check(
    id="pdf-caption-not-tagged",
    title=N_("Caption in the PDF is not tagged as a caption"),
    repair=N_(
        "Insert captions with the function of the word processor, and tag them as Caption within "
        "the figure or table."
    ),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "beside": N_("Is this the caption of the {what} beside it? It is not tagged as one: “{text}”"),
        "far": N_("This caption is no part of a figure, table or list. To what does it belong? “{text}”"),
    },
)
def pdf_caption_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per text that looks like a caption or is tagged as one."""
    for block in tagged(pdf, "paragraph"):
        if _CAPTION.match(block.text) and len(block.text) <= _LONGEST:
            kinds = _near(pdf, block.tag) | {pdf.parent_kind(block.tag)}
            what = "Table" if _OF_TABLE.match(block.text) else "Figure"
            if what in kinds:
                said = {"what": what, "text": shortened(block.text)}
                yield pdf_question(at_block(pdf, block), "beside", "7.3", checkpoint="13-003", **said)
    for index, _ in pdf.of_kind("Caption"):
        at = at_tag(pdf, index)
        if pdf.parent_kind(index) in _GROUPS and not _near(pdf, index) & _HOLDERS:
            yield pdf_question(at, "far", "7.2", text=shortened(text_of(pdf, index)), checkpoint="09-002")
        else:
            yield pdf_passed(at)


def _near(pdf: PdfDocument, index: int) -> set[str]:
    """Return the kinds of the tags beside a tag, and of what these hold alone."""
    kinds: set[str] = set()
    for at in beside(pdf, index):
        while at != NONE:
            kinds.add(pdf.tags[at].kind)
            kids = pdf.tags[at].kids
            at = kids[0] if len(kids) == 1 and pdf.tags[at].kind not in _HOLDERS else NONE
    return kinds
