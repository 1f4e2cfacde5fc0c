"""Marks of the focus that hardly stand out from what is around them."""

import re
from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import node_of, told, way_to
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk, Stop

ENOUGH = 3.0
"""Contrast of a mark with what is beside it, WCAG 1.4.11."""
SURELY_LITTLE = 2.0
"""Below this the smoothing of thin lines is no excuse."""

_LINES = re.compile(r"outline|boxShadow|border(?:Top|Right|Bottom|Left)|textDecoration")


@check(
    id="focus-indicator-faint",
    title=N_("Mark of the focus is too faint"),
    repair=N_("Give the mark of the focus a contrast of at least 3 to 1 with what is beside it."),
    requirements=("wcag:1.4.11",),
    needs=(Dom, FocusWalk),
    impact=Impact.MODERATE,
    messages={
        "faint": N_("The mark around “{name}” has a contrast of {ratio} to 1; 3 to 1 is needed."),
        "perhaps": N_("The mark around “{name}” has a contrast of about {ratio} to 1. Is it clear enough?"),
    },
)
def focus_indicator_faint(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop whose mark is a line or glow of the page's own, and that was measured."""
    for stop in walk.stops:
        if stop.mark is None or not stop.mark.area_px or not _is_line(stop) or stop.has_caret:
            continue
        node = node_of(dom, stop.spot)
        ratio = f"{stop.mark.contrast:.1f}"
        if stop.mark.contrast >= ENOUGH - 0.05:
            yield passed(node)
            continue
        say, key = (failed, "faint") if stop.mark.contrast < SURELY_LITTLE else (cant_tell, "perhaps")
        yield say(node, key, steps=way_to(stop), crop=stop.crop, name=told(stop.spot), ratio=ratio)


def _is_line(stop: Stop) -> bool:
    """Say whether style draws a line or glow around it for the focus, and does nothing else.

    The browser's own outline (`auto`) is exempt; a change of colour inside is another mark than a line.
    """
    if not stop.changes or any(_LINES.fullmatch(change.what) is None for change in stop.changes):
        return False
    return not any(c.what == "outline" and c.focused.startswith("auto") for c in stop.changes)
