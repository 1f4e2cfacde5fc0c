"""Text that is cut off when the page is zoomed in to 200 %, or its letters are made twice as large."""

from collections.abc import Iterator

from checks import steps
from checks.base import Ground, Result, check, failed
from checks.fitting import MAX_RESULTS, judge_cuts, node_of, or_passed, short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.reflow import Reflow


@check(
    id="clipped-when-zoomed",
    title=N_("Text is cut off when it is enlarged"),
    repair=N_("Give the part min-height instead of height, in em or rem, and let the text wrap."),
    requirements=("wcag:1.4.4",),
    act=("59br37",),
    needs=(Dom, Reflow),
    parts=("text",),
    impact=Impact.SERIOUS,
    messages={
        "cut": N_("At 200 % zoom a part of “{text}” is cut off."),
        "edge": N_("At 200 % zoom “{text}” runs beyond the edge, out of reach."),
        "dots": N_("At 200 % zoom “{text}” ends in dots. Can the whole text be read somewhere?"),
        "rest": N_(
            "At 200 % zoom a part of “{text}” is out of sight. Do buttons near it bring it into view?"
        ),
        "letters": N_("With letters of twice the size a part of “{text}” is cut off."),
    },
    grounds={
        "dots": Ground(Kind.NORM, Impact.MODERATE, ("wcag:1.4.4",)),
        "letters": Ground(Kind.PRACTICE, Impact.MODERATE, ("wcag:1.4.4",)),
    },
)
def clipped_when_zoomed(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per element that cuts text off, or tells that larger letters do not fit in it."""
    yield from or_passed(dom, reflow.has_text, _cut(dom, reflow))


def _cut(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    text = reflow.text
    yield from judge_cuts(dom, text.zoom_cuts, (steps.zoom(200),))
    zoomed = {cut.spot.path for cut in text.zoom_cuts}
    # Zooming in enlarges the text as well: who only sets larger letters gets advice, no failure.
    for cut in text.letter_cuts[:MAX_RESULTS]:
        if cut.spot.path not in zoomed and cut.axis != "dots" and not cut.has_controls:
            node = node_of(dom, cut.spot)
            yield failed(
                node, "letters", steps=(steps.larger_letters(),), crop=cut.crop, text=short(cut.text)
            )
