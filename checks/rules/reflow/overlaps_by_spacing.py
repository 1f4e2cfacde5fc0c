"""Texts that lie over each other when readers give them more room."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check
from checks.fitting import judge_overlaps, or_passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Reflow


@check(
    id="overlaps-by-spacing",
    title=N_("Texts lie over each other when they get more room"),
    repair=N_(
        "Let the texts take the place that they need: no fixed height, no position: absolute for text."
    ),
    requirements=("wcag:1.4.12",),
    needs=(Dom, Reflow),
    parts=("text",),
    impact=Impact.SERIOUS,
    messages={"over": N_("With more room in the text “{text}” lies over “{other}”.")},
)
def overlaps_by_spacing(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per text that lies over another."""
    found = judge_overlaps(dom, reflow.text.spacing_overlaps, (steps.space_text(),))
    yield from or_passed(dom, reflow.has_text, found)
