"""Texts that lie over each other on a narrow screen."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check
from checks.fitting import judge_overlaps, or_passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Reflow


@check(
    id="overlaps-when-narrow",
    title=N_("Texts lie over each other on a narrow screen"),
    repair=N_(
        "Let the texts take the place that they need: no fixed height, no position: absolute for text."
    ),
    requirements=("wcag:1.4.10",),
    needs=(Dom, Reflow),
    parts=("narrow",),
    impact=Impact.SERIOUS,
    messages={"over": N_("On a narrow screen “{text}” lies over “{other}”.")},
)
def overlaps_when_narrow(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per text that lies over another."""
    found = judge_overlaps(dom, reflow.overlaps, (steps.narrow_to(320),))
    yield from or_passed(dom, reflow.has_text, found)
