"""Page numbers and running heads that are read aloud in the middle of the text.

A running head always stands at the edge. A heading that comes back in the text stands there by chance, and
elsewhere too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from checks.base import SiteResult, check
from checks.of_pdf import pdf_passed, pdf_question
from checks.pdf_text import PAGE_NUMBER, at_block, heights, is_at_edge, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_KINDS = frozenset({"paragraph", "heading"})
_DIGITS = re.compile(r"\d+")
_LEAST, _MOST = 3, 3


@check(
    id="pdf-running-head-tagged",
    title=N_("Headers and footers of the PDF are read aloud with the text"),
    repair=N_(
        "Put page numbers and running heads in the header or footer of the document, so that they "
        "become artifacts."
    ),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "number": N_(
            "Page numbers that are tagged as text: {count}. The first is “{text}”. Can they be artifacts?"
        ),
        "repeated": N_(
            "“{text}” stands at the same place on {count} pages and is tagged as text. Can it be an artifact?"
        ),
    },
)
def pdf_running_head_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with tagged text."""
    blocks = tagged(pdf)
    high = heights(pdf)
    edges = [one for one in blocks if one.kind in _KINDS and is_at_edge(one, high.get(one.page, 0))]
    numbers = [one for one in edges if PAGE_NUMBER.fullmatch(one.text) and _is_alone(one, blocks)]
    if numbers:
        at, text = at_block(pdf, numbers[0]), numbers[0].text
        yield pdf_question(at, "number", "7.8", count=len(numbers), text=text, checkpoint="18-001")
    places: dict[tuple[str, int, int], dict[int, PdfBlock]] = defaultdict(dict)
    for one in edges:
        if one not in numbers:
            places[_DIGITS.sub("0", one.text), round(one.left / 4), round(one.bottom / 4)][one.page] = one
    often = Counter(_DIGITS.sub("0", one.text) for one in blocks)
    repeated = [
        found
        for (text, *_), found in places.items()
        if len(found) >= _LEAST and 2 * (often[text] - len(found)) < len(found)
    ]
    for found in repeated[:_MOST]:
        first = found[min(found)]
        said = {"count": len(found), "text": shortened(first.text)}
        yield pdf_question(at_block(pdf, first), "repeated", "7.8", checkpoint="18-001", **said)
    if blocks and not numbers and not repeated:
        yield pdf_passed()


def _is_alone(block: PdfBlock, blocks: Sequence[PdfBlock]) -> bool:
    """Tell whether nothing else of the page stands further out."""
    others = [one for one in blocks if one.page == block.page and one is not block]
    return bool(others) and (
        all(one.bottom >= block.top for one in others) or all(one.top <= block.bottom for one in others)
    )
