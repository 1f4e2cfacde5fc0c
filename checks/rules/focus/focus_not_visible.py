"""Elements that look the same with and without the focus of the keyboard."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.walked import node_of, told, way_to
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk, Stop


@check(
    id="focus-not-visible",
    title=N_("Nothing shows where the keyboard is"),
    repair=N_("Remove “outline: none”, or give :focus-visible a clear outline of its own."),
    requirements=("wcag:2.4.7",),
    act=("oj04fd",),
    needs=(Dom, FocusWalk),
    impact=Impact.SERIOUS,
    instead_of=("focus-outline-removed",),
    messages={"same": N_("The page looks the same whether the keyboard is on “{name}” or not.")},
)
def focus_not_visible(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop at something that can be seen."""
    for stop in walk.stops:
        shows = shows_focus(stop)
        if stop.unseen or shows is None:
            continue
        node = node_of(dom, stop.spot)
        if shows or _is_elsewhere(stop):
            yield passed(node)
        else:
            yield failed(node, "same", steps=way_to(stop), crop=stop.crop, name=told(stop.spot))


def shows_focus(stop: Stop) -> bool | None:
    """Say whether something marks the focus; `None` where it is not known."""
    if stop.is_opaque or stop.drops_focus or stop.sends_focus_to is not None:
        return None
    if stop.mark is not None:
        return stop.mark.area_px > 0
    if stop.has_caret and not stop.unseen:
        return True
    return True if stop.changes else None


def _is_elsewhere(stop: Stop) -> bool:
    """Say whether the element is out of the view or behind something: that is another problem."""
    return not stop.is_in_view or (stop.cover is not None and stop.cover.share + stop.cover.beyond >= 1)
