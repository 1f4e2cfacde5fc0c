"""The site has something in another language, in easy words or in sign language, or an interpreter."""

from drempel.inclusion.asking import at, sign, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "TAA03"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "the site"
NEEDS = (Facts, Signs)
JOIN = "anywhere"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for any page."""
    if page.facts is None:
        return None
    interpreter = sign(page, "interpreter")
    seen = where(page, "other_language") + (at(page, interpreter.seen) if interpreter is not None else ())
    return told(page, bool(page.facts.other_language) or interpreter is not None, seen)
