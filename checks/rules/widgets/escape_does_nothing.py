"""Dialogs and layers that Escape does not close."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.widgets import Widgets


@check(
    id="escape-does-nothing",
    title=N_("Escape does not close this"),
    repair=N_("Let the Escape key close dialogs and menus."),
    kind=Kind.PRACTICE,
    who="keyboard",
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.MINOR,
    messages={
        "dialog": N_("The dialog “{dialog}” stays open when people press Escape."),
        "popup": N_("What “{name}” opens lies over the page, and Escape does not close it."),
    },
)
def escape_does_nothing(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per dialog or layer that a control opened."""
    for one in widgets.opened:
        node, name = node_of(dom, one.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key), steps.press("Escape"))
        if one.dialog is not None:
            if one.dialog.by_escape:
                yield passed(node)
            else:
                yield failed(node, "dialog", steps=way, dialog=told(one.dialog.spot))
        elif one.is_popup and one.key:
            if one.by_escape:
                yield passed(node)
            elif one.closes == "again":
                yield failed(node, "popup", steps=way, name=name)
    yield from left_out(dom, widgets.left, "opened")
