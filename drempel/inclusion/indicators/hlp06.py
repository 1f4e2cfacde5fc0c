"""The service says that a right is granted or told without asking."""

from drempel.inclusion.asking import TASK_KINDS, facts_of_kind, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "HLP06"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = (Facts,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page of a service."""
    facts = facts_of_kind(page, TASK_KINDS)
    return told(page, facts.automatic_right, where(page, "automatic_right")) if facts is not None else None
