"""Text whose colour is too near to the plain colour behind it.

Only where both colours are set and plain; what stands in text boxes and on pictures is left out.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_failed, office_passed, shortened
from drempel.colour import Colour, contrast
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_USUAL, _LARGE = 4.5, 3
"""Ratios of WCAG 1.4.3."""
_TOLERANCE = 0.05
_INVISIBLE = 1.05
"""Text of the colour of its ground is not there for the eye."""
_FEWEST = 4
"""Letters: a single sign may be a decoration."""
_LARGE_POINTS, _LARGE_BOLD_POINTS = 18, 14


@check(
    id="office-text-low-contrast",
    title=N_("Text in the document has too little contrast"),
    repair=N_("Make the letters darker or the ground lighter, until the contrast is 4.5 to 1."),
    requirements=("wcag:1.4.3",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "low": N_(
            "Text has contrast {ratio}, and needs {wanted}: {letters} on {ground}. It begins with “{text}”."
        ),
    },
)
def office_text_low_contrast(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per pair of colours and size."""
    seen: set[tuple[object, ...]] = set()
    for one in document.paragraphs:
        for run in one.runs:
            text = run.text.strip()
            if run.colour is None or run.ground is None or sum(map(str.isalnum, text)) < _FEWEST:
                continue
            is_large = run.size >= _LARGE_POINTS or (run.is_bold and run.size >= _LARGE_BOLD_POINTS)
            key = run.colour, run.ground, is_large
            letters, ground = Colour(*run.colour), Colour(*run.ground)
            ratio, wanted = contrast(letters, ground), _LARGE if is_large else _USUAL
            if key in seen or ratio < _INVISIBLE:
                continue
            seen.add(key)
            at = at_paragraph(document, one.number)
            if ratio + _TOLERANCE < wanted:
                said = {"letters": letters.hex, "ground": ground.hex, "text": shortened(text)}
                yield office_failed(at, "low", ratio=f"{ratio:.1f}", wanted=wanted, **said)
            else:
                yield office_passed(at)
