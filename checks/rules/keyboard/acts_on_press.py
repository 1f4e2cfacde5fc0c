"""Elements that act when the pointer goes down and do not take it back."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse


@check(
    id="acts-on-press",
    title=N_("Acts as soon as the mouse goes down"),
    repair=N_("Act on click, not on mousedown or touchstart."),
    requirements=("wcag:2.5.2",),
    needs=(Dom, PointerUse),
    parts=("presses",),
    impact=Impact.SERIOUS,
    messages={
        "acts": N_("“{name}” acts when the mouse button goes down; moving away does not stop it."),
        "undo": N_("“{name}” acts when the mouse button goes down. Can people undo that?"),
    },
)
def acts_on_press(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per element that acts on going down, else one for the page where some were tried."""
    for one in use.presses:
        node, name = node_of(dom, one.spot), told(one.spot)
        if one.comes_back:
            yield passed(node)
            continue
        say, key = (failed, "acts") if one.is_control else (cant_tell, "undo")
        yield say(node, key, steps=(steps.hold_down(name),), name=name)
    if use.pressed and not use.presses:
        yield passed(dom.root)
    yield from left_out(dom, use.left, "presses")
