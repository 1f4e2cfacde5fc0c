"""The service has an online way and at least one without the internet: telephone, counter or home."""

from drempel.inclusion.asking import any_yes, channel_places, service_told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.facts import CHANNELS
from drempel.model.service import Service

ID = "MON02"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = ()


def of_service(service: Service, _joined: Said | None, limits: Limits) -> Answer | None:
    """Answer by the channels of the service."""
    found = [channel.is_there for channel in service.channels.values()]
    online, offline = any_yes(service, "click"), any_yes(service, "call", "face", "home")
    if online and offline and found.count(True) >= limits.ways:
        return service_told(service, True, channel_places(service, *CHANNELS))
    if None in found or len(found) < len(CHANNELS):
        return service_told(service, None, ())
    return service_told(service, False, channel_places(service, *CHANNELS))
