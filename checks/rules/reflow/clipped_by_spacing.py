"""Text that is cut off when readers give it more room."""

from collections.abc import Iterator

from checks import steps
from checks.base import Ground, Result, check
from checks.fitting import judge_cuts, or_passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.reflow import Reflow


@check(
    id="clipped-by-spacing",
    title=N_("Text is cut off when it gets more room"),
    repair=N_("Give the part min-height instead of height, and let the text wrap."),
    requirements=("wcag:1.4.12",),
    needs=(Dom, Reflow),
    parts=("text",),
    impact=Impact.SERIOUS,
    messages={
        "cut": N_("With more room in the text a part of “{text}” is cut off."),
        "edge": N_("With more room in the text “{text}” runs beyond the edge of the page, out of reach."),
        "dots": N_("With more room in the text “{text}” ends in dots. Can the whole text be read somewhere?"),
        "rest": N_(
            "With more room in the text part of “{text}” is out of sight. Do buttons near bring it into view?"
        ),
    },
    grounds={
        "dots": Ground(Kind.NORM, Impact.MODERATE, ("wcag:1.4.12",)),
    },
)
def clipped_by_spacing(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per element that cuts text off."""
    found = judge_cuts(dom, reflow.text.spacing_cuts, (steps.space_text(),))
    yield from or_passed(dom, reflow.has_text, found)
