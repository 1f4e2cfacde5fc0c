"""What the e-inclusion indicators say of a page, a service or a site, and of a whole scan together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drempel.model.service import SeenAt


class Said(StrEnum):
    """The answer of an indicator; `no` only for what could be seen."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """What an indicator is asked of."""

    PAGE = "page"
    FORM = "form"
    """A page with a form that a citizen fills in."""
    SERVICE = "service"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, with what it rests on. `why` is a key that says why it is unknown, else empty."""

    said: Said
    seen: tuple[SeenAt, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page or service with the answer that it got."""

    said: Said
    at: SeenAt


@dataclass(frozen=True, slots=True)
class Asked:
    """How often an indicator of a scan was answered yes, no and unknown, with the first places of each.

    Places of `no` come first, then those of `unknown`, then one of `yes`.
    """

    id: str
    version: int
    unit: Unit
    yes: int = 0
    no: int = 0
    unknown: int = 0
    places: tuple[Place, ...] = ()
    why_unknown: Mapping[str, int] = field(default_factory=dict)
    """Key of the reason → how often."""

    @property
    def answered(self) -> int:
        """Return how often there was an answer."""
        return self.yes + self.no
