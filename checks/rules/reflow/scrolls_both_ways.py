"""Text for which a narrow page must be scrolled sideways, line after line."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed
from checks.fitting import MAX_RESULTS, node_of, or_passed, short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Reflow

WIDTH_PX = 320


@check(
    id="scrolls-both-ways",
    title=N_("Reading takes scrolling sideways on a narrow screen"),
    repair=N_(
        "Let the part become as narrow as the screen: no fixed width, and let words and columns break."
    ),
    requirements=("wcag:1.4.10",),
    needs=(Dom, Reflow),
    parts=("narrow",),
    impact=Impact.SERIOUS,
    messages={
        "page": N_("On a narrow screen this part reaches {px} pixels beyond the edge: “{text}”."),
        "part": N_(
            "On a narrow screen lines do not fit in their part. Does “{text}” take scrolling sideways?"
        ),
    },
)
def scrolls_both_ways(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per part that does not fit; tables, code, pictures and maps may be wide."""
    yield from or_passed(dom, reflow.has_text, _too_wide(dom, reflow))


def _too_wide(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    way = (steps.narrow_to(WIDTH_PX),)
    for wide in reflow.wide[:MAX_RESULTS]:
        node = node_of(dom, wide.spot)
        if wide.in_part:
            yield cant_tell(node, "part", steps=way, crop=wide.crop, text=short(wide.text))
        else:
            text = short(wide.text)
            yield failed(node, "page", steps=way, crop=wide.crop, text=text, px=wide.beyond_px)
