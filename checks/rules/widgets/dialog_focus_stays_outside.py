"""Dialogs that open while the focus stays behind them."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="dialog-focus-stays-outside",
    title=N_("Focus does not go into the dialog"),
    repair=N_("Move the focus into the dialog when it opens; <dialog> with showModal() does so."),
    requirements=("wcag:2.4.3",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.SERIOUS,
    messages={
        "outside": N_("“{name}” opens the dialog “{dialog}”; the focus stays outside it."),
        "beside": N_("“{name}” opens “{dialog}”; the next Tab does not lead there. Can people find it?"),
    },
)
def dialog_focus_stays_outside(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per dialog that a control opened."""
    for one in widgets.opened:
        if one.dialog is None:
            continue
        node, name, dialog = node_of(dom, one.spot), told(one.spot), one.dialog
        if dialog.takes_focus or dialog.tab_leads_in:
            yield passed(node)
            continue
        say, key = (failed, "outside") if dialog.is_modal else (cant_tell, "beside")
        way = (steps.go_to(name), steps.press(one.key), steps.tab(1))
        yield say(node, key, steps=way, name=name, dialog=told(dialog.spot))
    yield from left_out(dom, widgets.left, "opened")
