"""The page tells conditions, costs, what to bring and how it goes, before people begin."""

from drempel.inclusion.asking import at, facts_of_kind, no, sign, unknown, was_read, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "FRM10"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = (Facts, Signs)
JOIN = "any"

_KINDS = frozenset({"service"})


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by how many of the four have a heading or sentence; of few words one cannot be sure."""
    if facts_of_kind(page, _KINDS) is None or not was_read(page):
        return None
    found = sign(page, "rubrics")
    if found is None:
        return no(page)
    seen = at(page, found.seen)
    return yes(page, seen) if int(found.value) >= limits.rubrics else unknown(page, "told-in-part", seen)
