"""What appears under the pointer and goes when the pointer comes onto it."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse


@check(
    id="hover-not-hoverable",
    title=N_("What appears under the mouse flees from it"),
    repair=N_("Keep it in view while the mouse is on it."),
    requirements=("wcag:1.4.13",),
    needs=(Dom, PointerUse),
    parts=("hovers",),
    impact=Impact.MODERATE,
    messages={
        "flees": N_("“{text}” disappears when the mouse moves onto it."),
    },
)
def hover_not_hoverable(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per part that appears under the pointer."""
    for one in use.hovers:
        node = node_of(dom, one.spot)
        if one.can_hover:
            yield passed(node)
            continue
        way = (steps.point_at(told(one.spot)), steps.move_onto())
        yield failed(node, "flees", steps=way, crop=one.crop, text=one.text)
    yield from left_out(dom, use.left, "hovers")
