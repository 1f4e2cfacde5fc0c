"""Controls that open and close a part and do not tell software."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.acting import Spot
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="state-not-exposed",
    title=N_("Software does not know whether this is open"),
    repair=N_("Set aria-expanded on the button and change it when the part opens or closes."),
    requirements=("wcag:4.1.2",),
    needs=(Dom, Widgets),
    parts=("opened", "tabs", "composites", "comboboxes"),
    impact=Impact.SERIOUS,
    messages={
        "stale": N_("“{name}” shows and hides a part, but aria-expanded stays “{value}”."),
        "missing": N_("“{name}” shows and hides a part, and tells software nothing of that."),
        "tab": N_("A click on the tab “{name}” shows its part, but aria-selected does not change."),
    },
)
def state_not_exposed(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per control that shows and hides a part, and per tab list."""
    for one in widgets.opened:
        if not one.shown or not one.closes or any(spot.role in _SAY_THEMSELVES for spot in one.shown):
            continue
        if all(_is_in(spot, one.spot) for spot in one.shown):
            # The look of the control itself.
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key))
        if one.tells or one.takes_focus:
            yield passed(node)
        elif one.expanded and one.expanded[0]:
            yield failed(node, "stale", steps=way, name=name, value=one.expanded[0])
        elif one.closes == "again" and any(spot.name for spot in one.shown):
            yield failed(node, "missing", steps=way, name=name)
    for tabs in widgets.tabs:
        if not tabs.changes:
            continue
        node = node_of(dom, tabs.spots[0])
        if tabs.selected_moves:
            yield passed(node)
        else:
            name = told(tabs.spots[-1])
            yield failed(node, "tab", steps=(steps.click(name),), name=name)
    yield from _items(dom, widgets)
    yield from left_out(dom, widgets.left, "opened")


def _items(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per item of a tree and per field that showed something."""
    for part in widgets.composites:
        if part.opens is None or not part.expanded:
            continue
        node, name = node_of(dom, part.opens), told(part.opens)
        use = steps.click(name) if part.key == "click" else steps.press(part.key)
        if part.expanded[1] == "true":
            yield passed(node)
        else:
            yield failed(node, "stale", steps=(steps.go_to(name), use), name=name, value=part.expanded[0])
    for field in widgets.comboboxes:
        if not field.is_named_so or field.expanded[0] != "false":
            continue
        node, name = node_of(dom, field.spot), told(field.spot)
        if field.expanded[1] == "true":
            yield passed(node)
        else:
            way = (steps.go_to(name), steps.press("↓"))
            yield failed(node, "stale", steps=way, name=name, value=field.expanded[1])


def _is_in(spot: Spot, outer: Spot) -> bool:
    return spot.path[: len(outer.path)] == outer.path


_SAY_THEMSELVES = frozenset({"alert", "log", "status", "tooltip"})
