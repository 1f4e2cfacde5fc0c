"""The page offers a way to print it. Every browser prints: without one it is a question how that looks."""

from drempel.inclusion.asking import at, facts_of_kind, sign, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "TGK04"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "services and contact pages"
NEEDS = (Facts, Signs)

_KINDS = frozenset({"service", "contact"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer yes for a way to print; the printed page was not looked at, so that there is no no."""
    if facts_of_kind(page, _KINDS) is None:
        return None
    found = sign(page, "print")
    return yes(page, at(page, found.seen)) if found is not None else unknown(page, "not-printed")
