"""Dialogs that open, hold the focus and do not close."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="dialog-holds-focus",
    title=N_("Keyboard cannot get out of the dialog"),
    repair=N_("Give the dialog a button that closes it, and let the Escape key close it too."),
    requirements=("wcag:2.1.2",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.CRITICAL,
    messages={
        "held": N_("Tab stays in the dialog “{dialog}”, and neither Escape nor a button in it closes it."),
        "untried": N_("Tab stays in the dialog “{dialog}”, and Escape does not close it. Does {buttons}?"),
    },
)
def dialog_holds_focus(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per dialog that a control opened."""
    for one in widgets.opened:
        dialog = one.dialog
        if dialog is None:
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key), steps.press("Escape"))
        if not dialog.holds_focus or dialog.closed_by:
            yield passed(node)
        elif dialog.untried:
            buttons = ", ".join(f"“{button}”" for button in dialog.untried[:3])
            yield cant_tell(node, "untried", steps=way, dialog=told(dialog.spot), buttons=buttons)
        else:
            yield failed(node, "held", steps=way, dialog=told(dialog.spot))
    yield from left_out(dom, widgets.left, "opened")
