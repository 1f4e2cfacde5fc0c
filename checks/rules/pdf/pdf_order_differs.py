"""Text that is read aloud in another order than it stands on the page.

Only where two blocks of about the same width stand right below each other, or beside each other on one line,
and are read the other way round. Columns, notes, margins and captions have an order of their own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_passed, pdf_question
from checks.pdf_text import at_block, by_page, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_KINDS = ("paragraph", "heading", "list-item", "label", "cell")
_SAME_WIDTH = 0.6
_NEAR = 12
"""Times the size that blocks may be apart to belong to one column."""


@check(
    id="pdf-order-differs",
    title=N_("Order of reading in the PDF differs from the page"),
    repair=N_("Put the tags in the order in which people read the page."),
    requirements=("wcag:1.3.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "above": N_("“{text}” is read after “{before}”, and stands above it. Is the order right?"),
        "left": N_("“{text}” is read after “{before}”, and stands to the left of it. Is the order right?"),
    },
)
def pdf_order_differs(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page that has text in two tags or more."""
    pages = by_page([block for block in tagged(pdf, *_KINDS) if not _is_apart(pdf, block)])
    for blocks in pages.values():
        found = next(_wrong(blocks), None)
        if found is not None:
            before, after, key = found
            texts = {"text": shortened(after.text), "before": shortened(before.text)}
            yield pdf_question(at_block(pdf, after), key, "7.2", checkpoint="09-001", **texts)
        elif len(blocks) > 1:
            yield pdf_passed(at_page(blocks[0].page))


def _is_apart(pdf: PdfDocument, block: PdfBlock) -> bool:
    return inside(pdf, block.tag, "Note", "Figure", "Caption", "Form", "Index", "BibEntry")


def _wrong(blocks: Sequence[PdfBlock]) -> Iterator[tuple[PdfBlock, PdfBlock, str]]:
    # The marks of a list stand apart from its items: these are compared with each other.
    for before, after in pairwise([one for one in blocks if one.kind != "label"]):
        size = max(before.size, after.size)
        if _is_below(before, after) and before.top - after.bottom < _NEAR * size + _height(before, after):
            yield before, after, "above"
        elif _is_right_of(before, after):
            yield before, after, "left"


def _height(before: PdfBlock, after: PdfBlock) -> float:
    return (before.top - before.bottom) + (after.top - after.bottom)


def _is_below(before: PdfBlock, after: PdfBlock) -> bool:
    """Tell whether what is read first stands wholly below what is read next, in one column."""
    if after.bottom < before.top - 0.3 * before.size:
        return False
    shared = min(before.right, after.right) - max(before.left, after.left)
    narrow = min(before.right - before.left, after.right - after.left)
    return abs(before.left - after.left) < 2 * before.size and shared >= _SAME_WIDTH * narrow


def _is_right_of(before: PdfBlock, after: PdfBlock) -> bool:
    """Tell whether what is read first stands to the right of what is read next, on the same line."""
    is_one_line = before.lines == after.lines == 1 and abs(before.bottom - after.bottom) < 0.2 * before.size
    return is_one_line and after.right <= before.left and before.left - after.right < _NEAR * before.size
