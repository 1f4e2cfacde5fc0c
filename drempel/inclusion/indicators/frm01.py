"""The form has no more required fields than a person fills in in a few minutes."""

from drempel.inclusion.asking import form_of, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "FRM01"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "forms"
NEEDS = (Facts,)


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by the number of required fields on the page; later steps cannot be seen."""
    facts = form_of(page)
    if facts is None or facts.required_fields is None:
        return None
    return told(page, facts.required_fields <= limits.required_fields, where(page, "required_fields"))
