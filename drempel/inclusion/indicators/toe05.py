"""There is more than one way to log in.

ACM/IDM and CSAM give a choice on a page that the scan does not enter.
"""

from drempel.inclusion.asking import no, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "TOE05"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with a log-in"
NEEDS = (Facts,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the number of ways that are offered."""
    if page.facts is None or not page.facts.login_ways:
        return None
    ways, seen = set(page.facts.login_ways) - {"social"}, where(page, "login_ways")
    if len(ways) > 1:
        return yes(page, seen)
    if ways & {"itsme", "eid"}:
        return no(page, seen)
    return unknown(page, "behind-log-in", seen)
