"""Stops of the Tab key at links, buttons and fields that nobody sees."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.walked import is_control, node_of, told, way_to
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk


@check(
    id="focus-on-unseen-element",
    title=N_("Keyboard stops at something that nobody sees"),
    repair=N_("Hide it with display: none or visibility: hidden, or show it when it gets the focus."),
    requirements=("wcag:2.4.7", "wcag:2.4.3"),
    needs=(Dom, FocusWalk),
    impact=Impact.SERIOUS,
    messages={
        "unseen": N_("The Tab key stops at “{name}”, and nothing on the screen shows it."),
    },
)
def focus_on_unseen_element(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop at a control that cannot be seen by itself, and that was looked at."""
    for stop in walk.stops:
        if not stop.unseen or stop.mark is None or not is_control(stop):
            continue
        # What is hidden from screen readers too is another check's subject; frames may be for data only.
        if stop.is_hidden or stop.spot.tag in {"iframe", "frame"} or not stop.spot.name:
            continue
        node = node_of(dom, stop.spot)
        if stop.mark.area_px:
            yield passed(node)
        else:
            yield failed(node, "unseen", steps=way_to(stop), crop=stop.crop, name=told(stop.spot))
