"""People can get the service without the internet: by telephone, at a counter, at home, or on paper."""

from drempel.inclusion.asking import any_yes, at, channel_places, service_told, sign, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service
from drempel.model.signs import Signs

ID = "KAN09"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = (Signs,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that tells of a way on paper."""
    paper = sign(page, "paper")
    return yes(page, at(page, paper.seen)) if paper is not None else None


def of_service(service: Service, joined: Said | None, _limits: Limits) -> Answer | None:
    """Answer by the channels of the service, also those one step away; a way on paper is enough."""
    way = True if joined is Said.YES else any_yes(service, *_OFFLINE)
    return service_told(service, way, channel_places(service, *_OFFLINE))


_OFFLINE = ("call", "face", "home")
