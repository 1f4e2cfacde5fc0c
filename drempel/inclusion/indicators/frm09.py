"""Where a signature is needed, people can also sign on paper or at the counter."""

from drempel.inclusion.asking import at, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "FRM09"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services that ask for a digital signature"
NEEDS = (Signs,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that speaks of a digital signature."""
    found = sign(page, "signature")
    return told(page, found.value == "paper-too", at(page, found.seen)) if found is not None else None
