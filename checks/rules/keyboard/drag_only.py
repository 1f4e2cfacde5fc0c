"""Elements that only dragging changes."""

from collections.abc import Iterator

from checks import steps
from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pointer_use import PointerUse


@check(
    id="drag-only",
    title=N_("Can only be dragged"),
    repair=N_("Add buttons that move it, or let people click where it has to go."),
    requirements=("wcag:2.5.7",),
    needs=(Dom, PointerUse),
    parts=("drags",),
    impact=Impact.SERIOUS,
    grounds={"both": Ground(Kind.NORM, Impact.CRITICAL, ("wcag:2.1.1", "wcag:2.5.7"))},
    messages={
        "click": N_("“{name}” moves when it is dragged; a click moves nothing and no button stands near."),
        "both": N_("“{name}” moves when it is dragged; neither a click nor a key moves it."),
        "near": N_("“{name}” moves when it is dragged. Does something near it do the same without dragging?"),
    },
)
def drag_only(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per element that dragging changes."""
    for one in use.drags:
        node, name = node_of(dom, one.spot), told(one.spot)
        if one.by_click or one.inside:
            yield passed(node)
            continue
        say, key = (cant_tell, "near") if one.around else (failed, "click" if one.by_key else "both")
        yield say(node, key, steps=(steps.drag(name),), name=name)
    yield from left_out(dom, use.left, "drags")
