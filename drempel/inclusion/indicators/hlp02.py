"""The service names a place where people get help with computers."""

from drempel.inclusion.asking import told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "HLP02"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = (Facts,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page of a service."""
    if page.facts is None or page.facts.digital_help_place is None:
        return None
    return told(page, page.facts.digital_help_place, where(page, "digital_help_place"))
