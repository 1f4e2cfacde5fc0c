"""People can come without an appointment, or make one by telephone or at the counter."""

from drempel.inclusion.asking import at, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "KAN05"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services that speak of an appointment"
NEEDS = (Signs,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that says how one gets an appointment."""
    found = sign(page, "appointment")
    if found is None:
        return None
    return told(page, found.value != "online-only", at(page, found.seen))
