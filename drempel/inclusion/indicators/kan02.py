"""The cheapest number on the page is free or costs a normal rate; one that only costs more is a no."""

from drempel.inclusion.asking import no, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "KAN02"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with a telephone number"
NEEDS = (Facts,)


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by the cheapest number; what 078 costs changed over the years, so that it is a question."""
    facts = page.facts
    if facts is None or not facts.phones:
        return None
    costs = {phone.cost for phone in facts.phones}
    seen = where(page, "phones")
    if costs & {"free", "normal"}:
        return yes(page, seen)
    if None in costs or ("078" in costs and not limits.shared_cost_is_dear):
        return unknown(page, "cost-unknown", seen)
    return no(page, seen)
