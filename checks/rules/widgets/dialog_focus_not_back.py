"""Dialogs after which the focus is not where it was."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="dialog-focus-not-back",
    title=N_("Focus does not come back from the dialog"),
    repair=N_("Put the focus back on the control that opened the dialog."),
    requirements=("wcag:2.4.3",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.MODERATE,
    messages={
        "lost": N_("After the dialog “{dialog}” closes, the focus is nowhere near “{name}”."),
        "elsewhere": N_("After the dialog “{dialog}” closes, the focus is on “{on}”. Is that a good place?"),
    },
)
def dialog_focus_not_back(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per dialog that a control opened and that was closed again."""
    for one in widgets.opened:
        if one.dialog is None or not one.dialog.closed_by:
            continue
        node, name, dialog = node_of(dom, one.spot), told(one.spot), one.dialog
        if dialog.focus_back:
            yield passed(node)
            continue
        closing = dialog.closed_by if dialog.by_escape else "Enter"
        way = (steps.go_to(name), steps.press(one.key), steps.press(closing), steps.tab(1))
        say, key = (cant_tell, "elsewhere") if dialog.focus_on else (failed, "lost")
        yield say(node, key, steps=way, name=name, dialog=told(dialog.spot), on=dialog.focus_on)
    yield from left_out(dom, widgets.left, "opened")
