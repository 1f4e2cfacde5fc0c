"""The service tells people who helps them with papers: OCMW, CAW, sickness fund, neighbourhood work."""

from drempel.inclusion.asking import TASK_KINDS, at, facts_of_kind, sign, told, was_read
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "HLP03"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = (Facts, Signs)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page of a service."""
    if facts_of_kind(page, TASK_KINDS) is None or not was_read(page):
        return None
    found = sign(page, "helper")
    return told(page, found is not None, at(page, found.seen) if found is not None else ())
