"""Lines of text that are so long that readers lose the start of the next one."""

from collections.abc import Iterator

from checks.base import Result, check
from checks.running_text import blocks, first_of_each_part
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CHARS = 80
"""Source: WCAG 2.2, success criterion 1.4.8."""
TOLERANCE = 1.15
"""The number of characters is an average over lines of words that do not break evenly."""
MIN_LINES = 2


@check(
    id="lines-too-long",
    title=N_("Lines of text are too long"),
    repair=N_("Make the column narrower, at most 80 characters wide (max-width: 70ch)."),
    kind=Kind.BEYOND,
    requirements=("wcag:1.4.8",),
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={
        "long": N_("Lines hold about {chars} characters, 80 at most read well; blocks of text: {texts}.")
    },
)
def lines_too_long(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with lines that are too long, and per block that is not."""
    found = (
        (block.node, block.chars_per_line > TOLERANCE * MAX_CHARS, f"{block.chars_per_line:.0f}")
        for block in blocks(dom)
        if block.lines >= MIN_LINES
    )
    yield from first_of_each_part(found, "long", chars=lambda measures: max(measures, key=int))
