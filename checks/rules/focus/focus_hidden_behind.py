"""Elements that lie wholly behind a fixed bar or message while they have the focus."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.walked import node_of, told, way_to
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk, Stop


@check(
    id="focus-hidden-behind",
    title=N_("Focus disappears behind a bar or message"),
    repair=N_("Leave room with scroll-padding, or do not fix the bar to the screen."),
    requirements=("wcag:2.4.11",),
    needs=(Dom, FocusWalk),
    impact=Impact.SERIOUS,
    messages={"behind": N_("When the keyboard is on “{name}”, it lies wholly behind “{layer}”.")},
)
def focus_hidden_behind(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop whose place was looked at."""
    for stop in walk.stops:
        if stop.unseen or stop.cover is None or stop.in_frame:
            continue
        node = node_of(dom, stop.spot)
        if _is_behind(stop):
            layer = stop.cover.by.name if stop.cover.by else ""
            tag = stop.cover.by.tag if stop.cover.by else ""
            way = way_to(stop)
            name = told(stop.spot)
            yield failed(node, "behind", steps=way, crop=stop.crop, name=name, layer=layer[:60] or f"<{tag}>")
        else:
            yield passed(node)


def _is_behind(stop: Stop) -> bool:
    cover = stop.cover
    return (
        cover is not None and cover.share > 0 and cover.share + cover.beyond >= 0.999 and cover.share >= 0.5
    )
