"""Somebody of the service can come to people who cannot come themselves."""

from drempel.inclusion.asking import of_channel
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Said, Unit
from drempel.model.service import Service

ID = "KAN06"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services"
NEEDS = ()


def of_service(service: Service, _joined: Said | None, _limits: Limits) -> Answer | None:
    """Answer by the channel `home` of the service."""
    return of_channel(service, "home")
