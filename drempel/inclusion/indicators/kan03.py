"""The address of a place where people can go stands on the page; a seat or postal address is none."""

from drempel.inclusion.asking import facts_of_kind, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "KAN03"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "home page, contact and services"
NEEDS = (Facts,)

_KINDS = frozenset({"home", "contact", "service"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page on which people look for the way."""
    facts = facts_of_kind(page, _KINDS)
    if facts is None:
        return None
    return told(page, bool(facts.addresses_counter), where(page, "addresses_counter"))
