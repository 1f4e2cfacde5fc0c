"""The page names the unit that answers for it."""

from drempel.inclusion.asking import at, facts_of_kind, no, sign, unknown, was_read, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "HLP04"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "contact pages, services and forms"
NEEDS = (Facts, Signs)

_KINDS = frozenset({"contact", "service", "form"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer no where nobody at all is named; a number or address without a name is a question."""
    facts = facts_of_kind(page, _KINDS)
    if facts is None or not was_read(page):
        return None
    found = sign(page, "responsible")
    if found is not None:
        return yes(page, at(page, found.seen))
    somebody = where(page, "phones") + where(page, "emails") + where(page, "addresses_counter")
    return unknown(page, "unit-not-named", somebody) if somebody else no(page)
