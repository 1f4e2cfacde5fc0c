"""What checks of PDF files ask of its text: which size most of it has, and where a block stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from checks.base import MAX_PARAM
from checks.of_pdf import at_page, at_tag
from drempel.model.finding import Pointer
from drempel.model.pdf_document import NONE, PdfDocument
from drempel.model.pdf_text import PdfBlock

RUNNING = ("paragraph", "list-item")
EDGE = 0.1
"""Part of the page at its top and bottom where running heads and page numbers stand."""

LEAST_BODY = 50
"""Letters from which on the size of most text is known."""

PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.?|p\.|blz\.?|bladzijde|page|seite)\s*\d{1,4}(?:\s*(?:/|van|sur|of|von)\s*\d{1,4})?"
    r"|[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*(?:/|van|sur|of|von)\s*\d{1,4}|\d{1,4}",
    re.IGNORECASE,
)


def at_block(pdf: PdfDocument, block: PdfBlock) -> Pointer:
    """Return a pointer to a block: to its tag, or to its page where it has none."""
    if block.tag != NONE:
        return at_tag(pdf, block.tag)
    return at_page(block.page, snippet=block.text)


def real(pdf: PdfDocument, *kinds: str) -> list[PdfBlock]:
    """Return the blocks of text of some kinds, of all but artifacts where none is named."""
    return [block for block in pdf.blocks if (block.kind in kinds if kinds else block.kind != "artifact")]


def tagged(pdf: PdfDocument, *kinds: str) -> list[PdfBlock]:
    """Return the blocks of some kinds that stand in tags; none of an untagged file."""
    return [block for block in real(pdf, *kinds) if block.tag != NONE]


def body_size(pdf: PdfDocument) -> float | None:
    """Return the size in which most running text is set; `None` where there is too little text."""
    sizes: Counter[float] = Counter()
    for block in real(pdf, *RUNNING):
        sizes[block.size] += len(block.text)
    if sum(sizes.values()) < LEAST_BODY:
        return None
    return sizes.most_common(1)[0][0]


def by_page(blocks: Sequence[PdfBlock]) -> dict[int, list[PdfBlock]]:
    """Return blocks by their page."""
    found: dict[int, list[PdfBlock]] = defaultdict(list)
    for block in blocks:
        found[block.page].append(block)
    return found


def heights(pdf: PdfDocument) -> dict[int, float]:
    """Return the height of each page in points."""
    return {page.number: page.height for page in pdf.pages}


def is_at_edge(block: PdfBlock, height: float, edge: float = EDGE) -> bool:
    """Tell whether a block stands where running heads and page numbers do."""
    return height > 0 and (block.top < edge * height or block.bottom > (1 - edge) * height)


def beside(pdf: PdfDocument, index: int) -> tuple[int, int]:
    """Return the tags just before and after a tag among those beside it; `NONE` where there is none."""
    tag = pdf.tags[index]
    row = pdf.roots if tag.parent == NONE else pdf.tags[tag.parent].kids
    at = row.index(index)
    return (row[at - 1] if at else NONE), (row[at + 1] if at + 1 < len(row) else NONE)


def inside(pdf: PdfDocument, index: int, *kinds: str) -> bool:
    """Tell whether a tag is of some kind or stands in one that is."""
    while index != NONE:
        if pdf.tags[index].kind in kinds:
            return True
        index = pdf.tags[index].parent
    return False


def below(pdf: PdfDocument, index: int) -> Iterator[int]:
    """Yield a tag and all tags below it."""
    waiting = [index]
    while waiting:
        at = waiting.pop()
        yield at
        waiting += reversed(pdf.tags[at].kids)


def shortened(text: str, most: int = MAX_PARAM // 2) -> str:
    """Return the beginning of a text, for a message."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
