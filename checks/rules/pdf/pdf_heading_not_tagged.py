"""Lines that look like headings and are tagged as ordinary text.

Strong signs only: short, larger than the text or bold throughout, and running text in the usual look below
it. All of them become one question.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from checks.base import SiteResult, check
from checks.of_pdf import pdf_passed, pdf_question
from checks.pdf_text import RUNNING, at_block, body_size, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_LARGER = 1.14
_LETTERS = range(2, 121)
_LONG = 40
"""Letters of running text that has to follow."""

_NO_HEADING = re.compile(
    r".*[.,;:!?)]|\d+|[•●▪○*·-].*|(?:fig|figuur|figure|afbeelding|tabel|table|tableau)\b.*", re.IGNORECASE
)
_NAMES = frozenset({"title", "titel", "titre", "subtitle", "ondertitel"})


@check(
    id="pdf-heading-not-tagged",
    title=N_("Lines in the PDF look like headings and are not tagged as such"),
    repair=N_("Give headings a heading style in the source (Heading 1, 2, 3), and make the PDF anew."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "looks": N_(
            "Lines that look like headings without being tagged so: {count}. Are they headings? The "
            "first is “{text}”."
        ),
    },
)
def pdf_heading_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with tagged text."""
    body, blocks = body_size(pdf), tagged(pdf)
    if body is None or not blocks:
        return
    found = [
        block
        for block, after in pairwise(blocks)
        if _looks_so(pdf, block, body) and _is_text(after, block, body)
    ]
    if found:
        at = at_block(pdf, found[0])
        text = shortened(found[0].text)
        yield pdf_question(at, "looks", "7.4.1", count=len(found), text=text, checkpoint="14-001")
    else:
        yield pdf_passed()


def _looks_so(pdf: PdfDocument, block: PdfBlock, body: float) -> bool:
    if block.kind != "paragraph" or block.lines > 2 or len(block.text) not in _LETTERS or block.parts:
        return False
    if _NO_HEADING.fullmatch(block.text) or not any(map(str.isalpha, block.text)):
        return False
    tag = pdf.tags[block.tag]
    if tag.name.casefold() in _NAMES or inside(
        pdf, block.tag, "TOC", "Table", "L", "Note", "BlockQuote", "Form"
    ):
        return False
    return block.size >= _LARGER * body or (block.is_bold and block.size >= 0.99 * body)


def _is_text(after: PdfBlock, block: PdfBlock, body: float) -> bool:
    """Tell whether running text follows that looks otherwise."""
    is_near = after.page == block.page and 0 <= block.bottom - after.top < 4 * block.size
    is_usual = after.size <= 1.05 * body and not after.is_bold
    return is_near and is_usual and after.kind in RUNNING and len(after.text) >= _LONG
