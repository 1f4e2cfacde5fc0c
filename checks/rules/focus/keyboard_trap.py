"""Places that the keyboard does not leave."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Step
from drempel.model.focus_walk import FocusWalk, Trap

NAMED = 3
"""How many elements of a trap are named."""


@check(
    id="keyboard-trap",
    title=N_("Keyboard cannot leave a part of the page"),
    repair=N_("Let Tab and Shift+Tab lead on, and close dialogs with Escape and with a button."),
    requirements=("wcag:2.1.2",),
    act=("80af7b", "a1b64e", "ebe86a"),
    needs=(Dom, FocusWalk),
    impact=Impact.CRITICAL,
    messages={
        "stuck": N_(
            "The Tab key does not leave {names}. Escape, the arrow keys and buttons inside do not help."
        ),
        "button": N_("The Tab key stays inside {names}. Does one of these let people go on: {buttons}?"),
        "back": N_(
            "Tab does not lead on from {names}; only Shift+Tab leads back. Does the page say how to go on?"
        ),
        "forth": N_("Shift+Tab does not lead back from {names}. Is there another way back?"),
    },
)
def keyboard_trap(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per part that Tab does not leave, else one for the page with what Tab reaches."""
    if not walk.stops:
        return
    for trap in walk.traps:
        yield _judged(dom, trap)
    if walk.back_trap is not None:
        trap = walk.back_trap
        way = (steps.tab(trap.presses), steps.press("Shift+Tab"))
        yield cant_tell(node_of(dom, trap.spots[0]), "forth", steps=way, names=_names(trap))
    if not walk.traps and walk.back_trap is None:
        yield passed(dom.root)


def _judged(dom: Dom, trap: Trap) -> Result:
    node = node_of(dom, trap.spots[0])
    way = _way(trap)
    if trap.leads_out == "Shift+Tab":
        return cant_tell(node, "back", steps=way, names=_names(trap))
    if trap.leads_out:
        return passed(node)
    links = tuple(told(spot) for spot in trap.spots if spot.role == "link") if trap.is_modal else ()
    if ways := (*trap.refused, *links):
        # What they do is not tried: it may count.
        return cant_tell(node, "button", steps=way, names=_names(trap), buttons=", ".join(ways[:NAMED]))
    return failed(node, "stuck", steps=way, names=_names(trap))


def _way(trap: Trap) -> tuple[Step, ...]:
    come = (steps.tab(trap.presses),) if trap.presses else ()
    return (*come, steps.tab(len(trap.spots) + 1), steps.press("Escape"))


def _names(trap: Trap) -> str:
    named = [f"“{told(spot)}”" for spot in trap.spots[:NAMED]]
    return ", ".join([*named, "…"] if len(trap.spots) > NAMED else named)
