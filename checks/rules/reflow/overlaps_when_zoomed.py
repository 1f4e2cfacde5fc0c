"""Texts that lie over each other when the page is zoomed in to 200 %."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check
from checks.fitting import judge_overlaps, or_passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Reflow


@check(
    id="overlaps-when-zoomed",
    title=N_("Texts lie over each other when they are enlarged"),
    repair=N_(
        "Let the texts take the place that they need: no fixed height, no position: absolute for text."
    ),
    requirements=("wcag:1.4.4",),
    needs=(Dom, Reflow),
    parts=("text",),
    impact=Impact.SERIOUS,
    messages={"over": N_("At 200 % zoom “{text}” lies over “{other}”.")},
)
def overlaps_when_zoomed(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per text that lies over another."""
    found = judge_overlaps(dom, reflow.text.zoom_overlaps, (steps.zoom(200),))
    yield from or_passed(dom, reflow.has_text, found)
