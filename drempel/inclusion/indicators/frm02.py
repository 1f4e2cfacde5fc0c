"""The form does not ask for data that government has. With a national number it can look up the rest."""

from drempel.inclusion.asking import form_of, no, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "FRM02"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "forms"
NEEDS = (Facts,)

_FOLLOWS = frozenset({"name", "birth_date", "birth_place", "address", "household", "nationality"})
"""What the National Register knows of somebody whose number is given."""


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer no where a number is asked and what follows from it too; asking anything known is a question."""
    facts = form_of(page)
    if facts is None:
        return None
    asked, seen = set(facts.asks_known_data), where(page, "asks_known_data")
    if not asked:
        return yes(page)
    if "national_number" in asked and len(asked & _FOLLOWS) >= 2:
        return no(page, seen)
    return unknown(page, "may-be-needed", seen)
