"""A page that asks for data has a link to what happens with them; so has the home page."""

from drempel.inclusion.asking import at, facts_of_kind, form_of, sign, told, was_read
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "VER05"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "home page and forms"
NEEDS = (Facts, Signs)

_HOME = frozenset({"home"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page on which people look for it."""
    if not was_read(page) or (form_of(page) is None and facts_of_kind(page, _HOME) is None):
        return None
    found = sign(page, "privacy")
    return told(page, found is not None, at(page, found.seen) if found is not None else ())
