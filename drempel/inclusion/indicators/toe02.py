"""What the service is can be read before people must log in."""

from drempel.inclusion.asking import no, sign, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "TOE02"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = (Facts, Signs)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page of a service: it can be read, or it is a log-in."""
    if page.facts is None or page.facts.kind is None:
        return None
    is_log_in = page.facts.kind == "login" or sign(page, "bare-log-in") is not None
    return no(page, where(page, "login_ways")) if is_log_in else yes(page)
