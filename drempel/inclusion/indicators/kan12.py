"""Contact, telephone number and other help stand in the same order on the pages of the site (WCAG 3.2.6)."""

from drempel.inclusion.asking import judged, outcome
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage

ID = "KAN12"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "sites whose pages share two ways to get help"
NEEDS = ()
JOIN = "every"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for the page on which the pages of the site are compared: its start page."""
    return judged(page, outcome(page, "help-moves"))
