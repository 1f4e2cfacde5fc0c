"""Dialogs that open and have no name."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.widgets import Widgets


@check(
    id="dialog-without-name",
    title=N_("Dialog has no name"),
    repair=N_("Give the dialog a name: aria-labelledby with the id of its heading, or aria-label."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.MODERATE,
    messages={
        "nameless": N_("“{name}” opens a dialog, and nothing tells a screen reader what it is about."),
    },
)
def dialog_without_name(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per dialog that a control opened and that says itself that it is one."""
    for one in widgets.opened:
        dialog = one.dialog
        if dialog is None or not (
            dialog.spot.tag == "dialog" or dialog.spot.role in {"dialog", "alertdialog"}
        ):
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        if dialog.is_named:
            yield passed(node)
        else:
            yield failed(node, "nameless", steps=(steps.go_to(name), steps.press(one.key)), name=name)
    yield from left_out(dom, widgets.left, "opened")
