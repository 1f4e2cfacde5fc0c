"""Controls that open and close a part and do not tell software."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="state-not-exposed",
    title=N_("Software does not know whether this is open"),
    repair=N_("Set aria-expanded on the button and change it when the part opens or closes."),
    requirements=("wcag:4.1.2",),
    needs=(Dom, Widgets),
    parts=("opened", "tabs"),
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
        node, name = node_of(dom, one.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key))
        if one.tells or one.takes_focus:
            yield passed(node)
        elif one.expanded and one.expanded[0]:
            yield failed(node, "stale", steps=way, name=name, value=one.expanded[0])
        elif one.closes == "again":
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


_SAY_THEMSELVES = frozenset({"alert", "log", "status", "tooltip"})
