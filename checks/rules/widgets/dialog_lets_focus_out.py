"""Modal dialogs from which the Tab key leads to the page behind them."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="dialog-lets-focus-out",
    title=N_("Focus leaves the dialog for the page behind it"),
    repair=N_("Keep the focus in the dialog while it is open; <dialog> with showModal() does so."),
    requirements=("wcag:2.4.3",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.SERIOUS,
    messages={
        "behind": N_("Tab leads from the open dialog “{dialog}” to “{out}”, which lies behind it."),
        "beside": N_("Tab leads from the open dialog “{dialog}” to “{out}”. Do people need both at once?"),
    },
)
def dialog_lets_focus_out(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per modal dialog with controls that a control opened."""
    for one in widgets.opened:
        dialog = one.dialog
        if dialog is None or not dialog.is_modal or not dialog.takes_focus:
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        if dialog.lets_out is None:
            yield passed(node)
            continue
        way = (steps.go_to(name), steps.press(one.key), steps.past_last())
        say, key = (failed, "behind") if dialog.is_out_hidden else (cant_tell, "beside")
        yield say(node, key, steps=way, dialog=told(dialog.spot), out=told(dialog.lets_out))
    yield from left_out(dom, widgets.left, "opened")
