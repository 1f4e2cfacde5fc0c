"""No check finds a failure against the norm of the scan on the page.

That does not mean that there is none.
"""

from drempel.inclusion.asking import told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage

ID = "TGK05"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = ()


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the findings of the page."""
    return None if page.fails_norm is None else told(page, not page.fails_norm, ())
