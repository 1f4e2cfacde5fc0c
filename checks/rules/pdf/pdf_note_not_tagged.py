"""Notes at the foot of a page that are tagged as ordinary text.

Strong signs only: smaller than the text, low on the page, and a number that stands behind a word above it.
"""

import re
from collections.abc import Iterator, Sequence

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question, text_of
from checks.pdf_text import at_block, body_size, by_page, heights, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_MARK = re.compile(r"(\d{1,2}|\*{1,3}|[†‡])\s*[^\W\d]")
_LINKED = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5}|\*{1,3}|[†‡])[)\]]?")
_SMALLER = 0.95
_LOW = 0.4
"""Part of the page, from below, where notes stand."""


@check(
    id="pdf-note-not-tagged",
    title=N_("Note in the PDF is not tagged as a note"),
    repair=N_("Insert notes with the function of the word processor, and make the PDF anew."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "small": N_("Is this a note? It is tagged as ordinary text: “{text}”"),
        "reference": N_(
            "The document has notes, and no tag in the text refers to one. "
            "To what does this one belong? “{text}”"
        ),
    },
)
def pdf_note_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per text that looks like a note, and per note."""
    # A note inside a paragraph is read where it belongs.
    notes = [one for one in pdf.of_kind("Note") if not inside(pdf, one[1].parent, "P", "LBody", "TD", "H1")]
    if notes and not _has_references(pdf):
        at, text = at_tag(pdf, notes[0][0]), shortened(text_of(pdf, notes[0][0]))
        yield pdf_question(at, "reference", "7.9", text=text, checkpoint="19-002")
    body, high = body_size(pdf), heights(pdf)
    if body is None:
        return
    for page, blocks in by_page(tagged(pdf, "paragraph", "heading", "list-item", "cell", "note")).items():
        for block in blocks:
            if block.kind == "note":
                yield pdf_passed(at_block(pdf, block))
            elif block.kind == "paragraph" and _looks_so(block, blocks, body, high[page]):
                text = shortened(block.text)
                yield pdf_question(at_block(pdf, block), "small", "7.9", text=text, checkpoint="19-001")


def _has_references(pdf: PdfDocument) -> bool:
    """Tell whether a tag in the text leads to a note: one for that purpose, or a link on its mark."""
    if any(True for _ in pdf.of_kind("Reference")):
        return True
    return any(_LINKED.fullmatch(text_of(pdf, index).strip()) for index, _ in pdf.of_kind("Link"))


def _looks_so(block: PdfBlock, blocks: Sequence[PdfBlock], body: float, height: float) -> bool:
    mark = _MARK.match(block.text)
    if mark is None or block.size > _SMALLER * body or block.top > _LOW * height or len(block.text) < 10:
        return False
    behind = re.compile(r"[^\W\d]{2,}[.,;:)\"”’]?\s?" + re.escape(mark[1]) + r"(?!\d)")
    return any(one.bottom > block.top and behind.search(one.text) for one in blocks if one is not block)
