"""A page that says it is not for this refers people on with a link or a number."""

from drempel.inclusion.asking import at, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "HLP07"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages that say that another body is competent"
NEEDS = (Signs,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that says so; whether the link still leads there is another check."""
    found = sign(page, "refers-on")
    return told(page, found.value == "link", at(page, found.seen)) if found is not None else None
