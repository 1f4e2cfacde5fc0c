"""Lines of text that stand so close that they run into each other."""

from collections.abc import Iterator

from checks.base import Result, check
from checks.running_text import blocks, first_of_each_part
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_LINE_HEIGHT = 1.2
"""Times the font size. WCAG 1.4.8 asks for 1.5; what browsers choose by themselves, some 1.2, is not held
against a page: only who makes it less has chosen so."""
MIN_LINES = 2
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "th")


@check(
    id="lines-too-close",
    title=N_("Lines of text stand too close to each other"),
    repair=N_("Give running text a line height of 1.5 (line-height: 1.5)."),
    kind=Kind.BEYOND,
    requirements=("wcag:1.4.8",),
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={
        "close": N_("The line height is {height} times the letters, 1.5 reads well; blocks of text: {texts}.")
    },
)
def lines_too_close(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with lines that are too close, and per block that is not."""
    found = (
        (block.node, block.line_height < MIN_LINE_HEIGHT - 0.01, f"{block.line_height:.2f}")
        for block in blocks(dom)
        if block.line_height is not None and block.lines >= MIN_LINES and not block.node.closest(*_HEADINGS)
    )
    yield from first_of_each_part(found, "close", height=lambda measures: min(measures, key=float))
