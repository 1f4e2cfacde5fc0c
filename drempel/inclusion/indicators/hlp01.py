"""Help stands beside the task, with a way to get it."""

from drempel.inclusion.asking import told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "HLP01"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "services, forms and log-in"
NEEDS = (Facts,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page with a task; where help itself is the task it is not asked."""
    if page.facts is None or page.facts.help_near is None:
        return None
    return told(page, page.facts.help_near, where(page, "help_near"))
