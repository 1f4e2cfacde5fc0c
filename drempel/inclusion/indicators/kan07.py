"""People can write to the body: an e-mail address or a form for questions stands on the page."""

from drempel.inclusion.asking import facts_of_kind, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "KAN07"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "contact pages"
NEEDS = (Facts,)

_KINDS = frozenset({"contact"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a contact page; with a form on it people can write too."""
    facts = facts_of_kind(page, _KINDS)
    if facts is None:
        return None
    seen = where(page, "emails") or where(page, "required_fields")
    return told(page, bool(facts.emails) or facts.required_fields is not None, seen)
