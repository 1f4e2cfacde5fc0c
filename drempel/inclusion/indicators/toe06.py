"""No cookie bar covers the page until people agree, and refusing is as easy as agreeing."""

from drempel.inclusion.asking import told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "TOE06"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = (Facts,)

_FINE = frozenset({"none", "banner"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for any page: each is visited as if for the first time."""
    if page.facts is None:
        return None
    value = None if page.facts.cookie is None else page.facts.cookie in _FINE
    return told(page, value, where(page, "cookie"))
