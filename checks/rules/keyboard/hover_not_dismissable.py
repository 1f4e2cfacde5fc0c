"""What appears under the pointer, covers something and does not go on Escape."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse


@check(
    id="hover-not-dismissable",
    title=N_("What appears under the mouse does not go away"),
    repair=N_("Let the Escape key close it, also when the focus is elsewhere."),
    requirements=("wcag:1.4.13",),
    needs=(Dom, PointerUse),
    parts=("hovers",),
    impact=Impact.MODERATE,
    messages={
        "stays": N_("“{text}” lies over other content, and Escape does not take it away."),
    },
)
def hover_not_dismissable(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per part that appears under the pointer and lies over something else."""
    for one in use.hovers:
        node = node_of(dom, one.spot)
        if not one.covers:
            continue
        if one.by_escape:
            yield passed(node)
            continue
        way = (steps.point_at(told(one.spot)), steps.press("Escape"))
        yield failed(node, "stays", steps=way, crop=one.crop, text=one.text)
    yield from left_out(dom, use.left, "hovers")
