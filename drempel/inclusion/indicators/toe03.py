"""Where a service asks to log in, another way is given: telephone, counter, home or paper."""

from drempel.inclusion.asking import service_told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.service import Service

ID = "TOE03"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services that ask to log in"
NEEDS = ()


def of_service(service: Service, _joined: Said | None, _limits: Limits) -> Answer | None:
    """Answer for a service with a log-in by whether it can be had without a digital key."""
    if not service.login_ways:
        return None
    seen = service.without_seen.get("eid", ())
    return service_told(service, service.works_without.get("eid"), seen)
