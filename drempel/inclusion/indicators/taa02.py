"""Digital terms are explained where they stand: in the same sentence or the next."""

from drempel.inclusion.asking import at, facts_of_kind, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "TAA02"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with digital terms"
NEEDS = (Facts, Signs)

_KINDS = frozenset({"service", "form", "contact", "login", "home", "other"})
"""Nobody needs news and legal texts to get a service."""


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that uses such terms."""
    found = sign(page, "terms")
    if found is None or facts_of_kind(page, _KINDS) is None:
        return None
    return told(page, found.value == "explained", at(page, found.seen))
