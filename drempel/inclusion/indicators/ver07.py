"""A form for a new account links its conditions and has no boxes ticked beforehand."""

from drempel.inclusion.asking import at, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "VER07"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with a form for a new account"
NEEDS = (Signs,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for such a form."""
    found = sign(page, "account")
    if found is None:
        return None
    value = {"fair": True, "prechecked": False}.get(found.value)
    return told(page, value, at(page, found.seen))
