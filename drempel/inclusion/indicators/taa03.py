"""The site has something in another language, in easy words or in sign language."""

from drempel.inclusion.asking import told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "TAA03"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "the site"
NEEDS = (Facts,)
JOIN = "anywhere"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for any page."""
    if page.facts is None:
        return None
    return told(page, bool(page.facts.other_language), where(page, "other_language"))
