"""Elements from which the focus is taken away, or after which it is nowhere."""

from collections.abc import Iterator

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.walked import is_control, node_of, told, way_to
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.focus_walk import FocusWalk


@check(
    id="focus-lost",
    title=N_("Keyboard loses its place"),
    repair=N_(
        "Do not take the focus away with a script; move it to a sensible place when something disappears."
    ),
    requirements=("wcag:2.4.3",),
    needs=(Dom, FocusWalk),
    impact=Impact.SERIOUS,
    grounds={"dropped": Ground(Kind.NORM, Impact.CRITICAL, ("wcag:2.1.1", "wcag:2.4.7"))},
    messages={
        "dropped": N_("As soon as the keyboard comes to “{name}”, the page takes the focus away again."),
        "nowhere": N_("After “{name}” the focus is nowhere. Can people go on from there?"),
    },
)
def focus_lost(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop from which the focus went to no element, else one for the page."""
    lost = {stop.spot.path for stop in walk.losses}
    found = False
    for stop in walk.stops:
        node = node_of(dom, stop.spot)
        if stop.drops_focus and is_control(stop) and not stop.unseen:
            found = True
            yield failed(node, "dropped", steps=way_to(stop), name=told(stop.spot))
        elif stop.spot.path in lost and not stop.is_opaque:
            found = True
            yield cant_tell(node, "nowhere", steps=way_to(stop), name=told(stop.spot))
    if walk.stops and not found:
        yield passed(dom.root)
