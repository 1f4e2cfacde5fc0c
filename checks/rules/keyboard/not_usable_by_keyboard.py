"""Elements to which the Tab key comes and that only a click can use."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Step
from drempel.model.pointer_use import PointerUse
from drempel.model.widgets import Widgets


@check(
    id="not-usable-by-keyboard",
    title=N_("Enter and Space do nothing here"),
    repair=N_("Let Enter and Space do what a click does; a real button does so by itself."),
    requirements=("wcag:2.1.1",),
    needs=(Dom, PointerUse, Widgets),
    parts=("clicks", "opened", "sliders", "tabs"),
    impact=Impact.CRITICAL,
    messages={
        "click": N_("A click on “{name}” does something; Enter and Space do nothing."),
        "tabs": N_("The Tab key comes to {stops} of {all} tabs, and the arrow keys lead to no other."),
        "slider": N_("No arrow key changes “{name}”. Does it have a value that people can set?"),
    },
)
def not_usable_by_keyboard(dom: Dom, use: PointerUse, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per element to which Tab comes and that a click uses, per tab list and slider."""
    known = set()
    for one in use.clicks:
        if not one.is_stop:
            continue
        known.add(one.spot.path)
        node, name = node_of(dom, one.spot), told(one.spot)
        if one.by_key or one.elsewhere is not None or one.effect.kind in {"look", "scroll"}:
            yield passed(node)
        else:
            yield failed(node, "click", steps=(*_keys(name), steps.click(name)), name=name)
    yield from left_out(dom, (*use.left, *widgets.left), "clicks", "opened")
    for opened in widgets.opened:
        if opened.spot.path in known or not opened.is_stop:
            continue
        node, name = node_of(dom, opened.spot), told(opened.spot)
        if opened.key or opened.effect.kind in {"look", "scroll"}:
            yield passed(node)
        else:
            yield failed(node, "click", steps=(*_keys(name), steps.click(name)), name=name)
    for tabs in widgets.tabs:
        node = node_of(dom, tabs.spots[0])
        if tabs.by_arrows or tabs.stops >= len(tabs.spots) or not tabs.changes:
            yield passed(node)
        else:
            way = (steps.go_to(told(tabs.spots[0])), steps.press("→"))
            yield failed(node, "tabs", steps=way, stops=tabs.stops, all=len(tabs.spots))
    for slider in widgets.sliders:
        node, name = node_of(dom, slider.spot), told(slider.spot)
        if slider.by_arrows:
            yield passed(node)
        else:
            yield cant_tell(node, "slider", steps=(steps.go_to(name), steps.press("→")), name=name)


def _keys(name: str) -> tuple[Step, ...]:
    return steps.go_to(name), steps.press("Enter"), steps.press("Space")
