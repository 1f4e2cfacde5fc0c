"""People log in in a way they know from government (ACM/IDM, CSAM, itsme, eID).

An account of social media is a no; one of the site alone a question: a library needs one.
"""

from drempel.inclusion.asking import no, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "TOE04"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with a log-in"
NEEDS = (Facts,)

_KNOWN = frozenset({"acm_idm", "csam", "itsme", "eid"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the ways that are offered; an own account may be needed, a library has one."""
    if page.facts is None or not page.facts.login_ways:
        return None
    ways, seen = set(page.facts.login_ways), where(page, "login_ways")
    if ways & _KNOWN:
        return yes(page, seen)
    return no(page, seen) if "social" in ways else unknown(page, "own-account", seen)
