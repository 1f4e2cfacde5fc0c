"""Text that is cut off on a narrow screen, and that no scrolling brings into view."""

from collections.abc import Iterator

from checks import steps
from checks.base import Ground, Result, check
from checks.fitting import judge_cuts, or_passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.reflow import Reflow


@check(
    id="clipped-when-narrow",
    title=N_("Text is cut off on a narrow screen"),
    repair=N_(
        "Give the part min-height instead of height, let the text wrap, and do not hide what does not fit."
    ),
    requirements=("wcag:1.4.10",),
    needs=(Dom, Reflow),
    parts=("narrow",),
    impact=Impact.SERIOUS,
    messages={
        "cut": N_("On a narrow screen a part of “{text}” is cut off."),
        "edge": N_("On a narrow screen “{text}” runs beyond the edge, out of reach."),
        "dots": N_("On a narrow screen “{text}” ends in dots. Can the whole text be read somewhere?"),
        "rest": N_(
            "On a narrow screen a part of “{text}” is out of sight. Do buttons near it bring it into view?"
        ),
    },
    grounds={
        "dots": Ground(Kind.NORM, Impact.MODERATE, ("wcag:1.4.10",)),
    },
)
def clipped_when_narrow(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per element that cuts text off."""
    found = judge_cuts(dom, reflow.cuts, (steps.narrow_to(320),))
    yield from or_passed(dom, reflow.has_text, found)
