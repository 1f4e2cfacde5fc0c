"""A number or counter stands in the content of the page, where the online way stands.

One in header or footer alone is not as easy to find.
"""

from drempel.inclusion.asking import any_yes, at, channel_places, service_told, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import Service
from drempel.model.signs import Signs

ID = "KAN10"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services that people can get online and by telephone or at a counter"
NEEDS = (Signs,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that shows a number or counter."""
    spot = sign(page, "offline-spot")
    return told(page, spot.value == "content", at(page, spot.seen)) if spot is not None else None


def of_service(service: Service, joined: Said | None, _limits: Limits) -> Answer | None:
    """Answer where there are two ways to compare."""
    online, offline = any_yes(service, "click"), any_yes(service, "call", "face")
    if not online or not offline:
        return None
    # Found elsewhere on the site only: that is no equal place.
    value = joined is Said.YES if joined is not None else False
    return service_told(service, value, channel_places(service, "call", "face"))
