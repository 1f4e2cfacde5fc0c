"""With the Tab key people reach all controls, leave them again, and can see where they are."""

from drempel.inclusion.asking import at_spots, no, outcome, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.finding import Outcome
from drempel.model.focus_walk import FocusWalk
from drempel.model.inclusion import SeenPage

ID = "TGK06"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages that were also used with the keyboard"
NEEDS = (FocusWalk,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the walk with the Tab key and the checks that judge it."""
    walk = page.get(FocusWalk)
    if walk is None or (walk.untested and not walk.stops):
        return unknown(page, "not-used")
    if walk.traps:
        return no(page, at_spots(page, walk.traps[0].spots))
    if outcome(page, *_KEYBOARD) is Outcome.FAILED:
        return no(page)
    return unknown(page, "not-used") if walk.cut or walk.untested else yes(page)


_KEYBOARD = (
    "keyboard-trap",
    "focusable-not-reached",
    "focus-not-visible",
    "focus-hidden-behind",
    "not-usable-by-keyboard",
    "click-without-key",
)
