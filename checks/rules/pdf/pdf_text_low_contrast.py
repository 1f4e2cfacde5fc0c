"""Text whose colour is too near to the plain colour behind it.

Only where both colours are plain and nothing else lies behind the text; what stands on pictures, patterns or
shapes is left out.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_failed, pdf_passed
from checks.pdf_text import shortened
from drempel.colour import Colour, contrast
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_USUAL, _LARGE = 4.5, 3
"""Ratios of WCAG 1.4.3."""

_TOLERANCE = 0.05
_INVISIBLE = 1.05
"""Text of the colour of its ground is not there for the eye."""

_FEWEST = 4
"""Letters: a single sign may be a decoration."""


@check(
    id="pdf-text-low-contrast",
    title=N_("Text in the PDF has too little contrast"),
    repair=N_("Make the letters darker or the ground lighter, until the contrast is 4.5 to 1."),
    requirements=("wcag:1.4.3",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "low": N_(
            "Text has contrast {ratio}, and needs {wanted}: {letters} on {ground}. It begins with “{text}”."
        ),
    },
)
def pdf_text_low_contrast(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page and pair of colours."""
    for ink in pdf.inks:
        wanted = _LARGE if ink.is_large else _USUAL
        letters, ground = Colour(*ink.colour), Colour(*ink.ground)
        ratio = contrast(letters, ground)
        if ink.letters < _FEWEST or ratio < _INVISIBLE or not any(map(str.isalnum, ink.sample)):
            continue
        at = at_page(ink.page, snippet=ink.sample)
        if ratio + _TOLERANCE < wanted:
            yield pdf_failed(
                at,
                "low",
                ratio=f"{ratio:.1f}",
                wanted=wanted,
                letters=letters.hex,
                ground=ground.hex,
                text=shortened(ink.sample),
            )
        else:
            yield pdf_passed(at)
