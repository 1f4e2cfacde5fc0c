"""Carousels that show another slide and do not tell software."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.widgets import Widgets


@check(
    id="slide-not-told",
    title=N_("Screen readers do not hear which slide is shown"),
    repair=N_("Let a live region say which slide is shown, such as “slide 2 of 5”."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom, Widgets),
    parts=("carousels",),
    impact=Impact.MINOR,
    messages={
        "silent": N_("“{name}” shows another slide, and nothing tells a screen reader that it does."),
    },
)
def slide_not_told(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per carousel with a button for the next slide."""
    for carousel in widgets.carousels:
        node, name = node_of(dom, carousel.spot), told(carousel.button)
        if carousel.tells:
            yield passed(node)
        else:
            use = steps.press(carousel.key) if carousel.key else steps.click(name)
            yield failed(node, "silent", steps=(steps.go_to(name), use), name=name)
