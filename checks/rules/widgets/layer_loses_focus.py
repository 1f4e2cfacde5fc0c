"""Menus and layers to which the focus does not come, or from which it does not come back."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="layer-loses-focus",
    title=N_("Focus does not go along with what opens"),
    repair=N_("Put what opens right after its button, and the focus back on the button when it closes."),
    requirements=("wcag:2.4.3",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.MODERATE,
    messages={
        "lost": N_("Escape closes what “{name}” opened; after that the focus is nowhere near “{name}”."),
        "beside": N_(
            "“{name}” opens a part with links or buttons; the next Tab leads elsewhere. Can people find it?"
        ),
    },
)
def layer_loses_focus(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per layer with controls, no dialog, that a control opened."""
    for one in widgets.opened:
        if not one.tried_in:
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key), steps.tab(1))
        if not one.leads_in:
            yield cant_tell(node, "beside", steps=way, name=name)
        elif one.focus_back is False and not one.focus_on:
            yield failed(node, "lost", steps=(*way, steps.press("Escape"), steps.tab(1)), name=name)
        else:
            yield passed(node)
    yield from left_out(dom, widgets.left, "opened")
