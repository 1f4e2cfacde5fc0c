"""Parts that only go on by a swipe or a pinch."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Step
from drempel.model.pointer_use import PointerUse, Swiped

MAX_NAME = 60
"""Characters; the name of a carousel is all of its text."""


@check(
    id="swipe-only",
    title=N_("Only a swipe or a pinch does this"),
    repair=N_("Add buttons that do the same, such as “previous” and “next”, or “+” and “−”."),
    requirements=("wcag:2.5.1",),
    needs=(Dom, PointerUse),
    parts=("swipes",),
    impact=Impact.SERIOUS,
    messages={
        "swipe": N_(
            "A swipe over “{name}” shows “{text}”. No click on it and no button on the page does that."
        ),
        "changes": N_(
            "A swipe over “{name}” changes the page. No click on it and no button on the page does that."
        ),
        "pinch": N_("Two fingers make “{name}” larger. No click on it and no button on the page does that."),
        "near": N_("“{name}” goes on by a swipe or a pinch. Does {others} do the same with one click?"),
        "more": N_(
            "“{name}” goes on by a swipe or a pinch. Is there a button on the page that does the same?"
        ),
    },
)
def swipe_only(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per element that a path of the pointer changes."""
    for one in use.swipes:
        node, name = node_of(dom, one.spot), told(one.spot)[:MAX_NAME]
        way = (_step(one, name),)
        if one.by_click or one.elsewhere is not None:
            yield passed(node)
        elif named := [other for other in one.unsure if other != "…"]:
            others = ", ".join(f"“{other}”" for other in named)
            yield cant_tell(node, "near", steps=way, name=name, others=others)
        elif one.unsure:
            yield cant_tell(node, "more", steps=way, name=name)
        elif one.gesture == "pinch":
            yield failed(node, "pinch", steps=way, name=name)
        elif one.text:
            yield failed(node, "swipe", steps=way, name=name, text=one.text)
        else:
            yield failed(node, "changes", steps=way, name=name)
    yield from left_out(dom, use.left, "swipes")


def _step(one: Swiped, name: str) -> Step:
    return steps.pinch(name) if one.gesture == "pinch" else steps.swipe(name, by_finger=one.by_finger)
