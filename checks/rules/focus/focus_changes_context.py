"""Elements at which the page goes elsewhere as soon as they get the focus."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import composite_of, node_of, told, way_to
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk, Stop

SHORT = 60


@check(
    id="focus-changes-context",
    title=N_("Something happens as soon as the keyboard comes to an element"),
    repair=N_("Let it happen when people press Enter or click, not when the focus comes."),
    requirements=("wcag:3.2.1",),
    needs=(Dom, FocusWalk),
    impact=Impact.SERIOUS,
    messages={
        "move": N_("When the keyboard comes to “{name}”, the page goes to another address: {detail}"),
        "popup": N_("When the keyboard comes to “{name}”, a new window opens."),
        "dialog": N_("When the keyboard comes to “{name}”, a message pops up: “{detail}”"),
        "post": N_("When the keyboard comes to “{name}”, the page sends something to the server."),
        "download": N_("When the keyboard comes to “{name}”, a download begins: {detail}"),
        "sent-on": N_(
            "When the keyboard comes to “{name}”, the page moves it on to “{to}”. Do people expect that?"
        ),
    },
)
def focus_changes_context(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop: what it did because the focus came was seen twice."""
    trapped = {spot.path for trap in walk.traps for spot in trap.spots}
    for stop in walk.stops:
        node = node_of(dom, stop.spot)
        name = told(stop.spot)
        if stop.held:
            first = stop.held[0]
            detail = first.detail[:SHORT] or "…"
            yield failed(node, first.kind, steps=way_to(stop), name=name, detail=detail)
        elif stop.sends_focus_to is not None and _is_sent_on(dom, stop, trapped):
            yield cant_tell(node, "sent-on", steps=way_to(stop), name=name, to=told(stop.sends_focus_to))
        else:
            yield passed(node)


def _is_sent_on(dom: Dom, stop: Stop, trapped: set[tuple[int, ...]]) -> bool:
    """Say whether the page sends the focus from a control to one that has nothing to do with it."""
    to = stop.sends_focus_to
    if to is None or to.path in trapped or not stop.is_native or stop.unseen or stop.is_hidden:
        return False
    here, there = node_of(dom, stop.spot), node_of(dom, to)
    if here.holds(there) or there.holds(here) or here.parent == there.parent:
        return False
    part = composite_of(here)
    return part is None or not part.holds(there)
