"""Large movement that goes on for people whose device asks for less motion."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.moved import node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.motion import Motion

LARGE_PX = 10_000
"""Of less, people seldom get dizzy."""


@check(
    id="ignores-reduced-motion",
    title=N_("Wish for less motion is not heard"),
    repair=N_("Switch the movement off in a style for “prefers-reduced-motion: reduce”."),
    kind=Kind.PRACTICE,
    who="cognitive",
    needs=(Dom, Motion),
    parts=("moving",),
    impact=Impact.MINOR,
    messages={
        "stays": N_("“{name}” keeps moving, also for people whose device asks for less motion."),
    },
)
def ignores_reduced_motion(dom: Dom, motion: Motion) -> Iterator[Result]:
    """Yield one result per large part that moves by itself and was looked at with less motion asked for."""
    for part in motion.moving:
        if part.area_px < LARGE_PX or part.stays_when_reduced is None or part.how not in {"moves", "marquee"}:
            continue
        node = node_of(dom, part.spot)
        if part.stays_when_reduced:
            yield failed(node, "stays", steps=(steps.less_motion(),), name=told(dom, part))
        else:
            yield passed(node)
