"""Opening hours of the counter or the telephone stand on the page."""

from drempel.inclusion.asking import facts_of_kind, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "KAN04"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "contact pages and services with a number or counter"
NEEDS = (Facts,)

_KINDS = frozenset({"contact", "service"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that names a number or counter: when can people use it?"""
    facts = facts_of_kind(page, _KINDS)
    if facts is None or not (facts.phones or facts.addresses_counter):
        return None
    return told(page, facts.opening_hours, where(page, "opening_hours"))
