"""A telephone number of the body can be seen on the page, header and footer included."""

from drempel.inclusion.asking import CONTACT_KINDS, facts_of_kind, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "KAN01"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "home page, contact, services, forms and log-in"
NEEDS = (Facts,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page on which people look for somebody to ask."""
    facts = facts_of_kind(page, CONTACT_KINDS)
    return told(page, bool(facts.phones), where(page, "phones")) if facts is not None else None
