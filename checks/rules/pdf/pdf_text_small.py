"""Documents of which most text is smaller than people read with ease."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from checks.pdf_text import RUNNING, body_size, real
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument

_LEAST = 9.0
"""Points; a bound of our own. Makers of plain language ask for 12, and newspapers take 9."""

_MOST = 0.5
_ENOUGH = 1_500
"""Letters from which on a document has running text."""


@check(
    id="pdf-text-small",
    title=N_("Text in the PDF is small"),
    repair=N_("Set running text in 11 points or larger."),
    kind=Kind.PRACTICE,
    who="low-vision",
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    messages={
        "small": N_("Most text is set in {size} points. Fewer than 9 points are hard to read on paper."),
    },
)
def pdf_text_small(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with enough running text."""
    blocks = real(pdf, *RUNNING)
    letters = sum(len(block.text) for block in blocks)
    if letters < _ENOUGH:
        return
    small = sum(len(block.text) for block in blocks if 0 < block.size < _LEAST)
    if small > _MOST * letters:
        yield pdf_failed(WHOLE, "small", size=f"{body_size(pdf) or 0:g}")
    else:
        yield pdf_passed()
