"""Where a service asks to log in, another way is given: telephone, counter, home or paper."""

from drempel.inclusion.asking import at, service_told, sign, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service
from drempel.model.signs import Signs

ID = "TOE03"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services that ask to log in"
NEEDS = (Signs,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that tells of a way on paper."""
    paper = sign(page, "paper")
    return yes(page, at(page, paper.seen)) if paper is not None else None


def of_service(service: Service, joined: Said | None, _limits: Limits) -> Answer | None:
    """Answer for a service with a log-in by whether it can be had without a digital key."""
    if not service.login_ways:
        return None
    seen = service.without_seen.get("eid", ())
    way = True if joined is Said.YES else service.works_without.get("eid")
    return service_told(service, way, seen)
