"""Text in letters so small that many people cannot read it without zooming."""

from collections.abc import Iterator

from checks.base import Result, check
from checks.running_text import first_of_each_part, pixels
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_PX = 11.0
"""No norm gives a size. Browsers set text at 16 pixels, and their own smallest words (`x-small`) at 10."""
MIN_LETTERS = 12
"""A shorter text is a footnote mark, a unit or a badge."""

_MARKS = ("sub", "sup", "svg", "math", "rt", "rp")


@check(
    id="text-very-small",
    title=N_("Text is very small"),
    repair=N_("Give text the size of at least 12 pixels, running text that of the browser (1rem)."),
    kind=Kind.PRACTICE,
    who="low-vision",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"small": N_("Letters are {size} pixels high; texts of this kind: {texts}.")},
)
def text_very_small(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with text that is too small, and per text that is not."""
    sizes: dict[int, float] = {}
    for owner, text, box in dom.seen_below(dom.root):
        if len(text) < MIN_LETTERS or owner.index in sizes:
            continue
        if box.area and sum(map(str.isalpha, text)) >= MIN_LETTERS:
            sizes[owner.index] = pixels(owner.style("font-size"))
    found = (
        (node, size < MIN_PX, f"{size:g}")
        for node, size in ((dom.node(index), size) for index, size in sizes.items())
        if size and not node.closest(*_MARKS)
    )
    yield from first_of_each_part(found, "small", size=lambda measures: min(measures, key=float))
