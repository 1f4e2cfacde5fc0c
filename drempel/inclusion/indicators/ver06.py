"""To ask a question people need not give their national number, birth date or nationality."""

from drempel.inclusion.asking import facts_of_kind, form_of, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "VER06"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "contact pages with a form"
NEEDS = (Facts,)

_CONTACT = frozenset({"contact"})
_TOO_MUCH = frozenset(
    {"national_number", "birth_date", "birth_place", "nationality", "household", "income", "diploma"}
)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a form for questions; a law may ask for it, so that a no is to be checked."""
    if form_of(page) is None or (facts := facts_of_kind(page, _CONTACT)) is None:
        return None
    return told(page, not set(facts.asks_known_data) & _TOO_MUCH, where(page, "asks_known_data"))
