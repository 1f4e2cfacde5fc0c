"""The form can be sent without an e-mail address."""

from drempel.inclusion.asking import form_of, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "TOE01"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "forms"
NEEDS = (Facts,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a form; where text and field contradict each other it is unknown."""
    facts = form_of(page)
    if facts is None:
        return None
    value = None if facts.email_required is None else not facts.email_required
    return told(page, value, where(page, "email_required"), "contradiction")
