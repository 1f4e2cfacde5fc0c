"""Services of a site, by which channels they are offered, and the key pages of a site.

Made by `drempel.inclusion` from the facts of the pages of one scan. Answers are `True`, `False` or `None`;
`None` means that the scan cannot tell. `False` means: not found on the pages that were seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from drempel.model.facts import Opening, Phone

WITHOUT: Final = ("email", "eid", "smartphone", "printer")
"""What a service may ask of people; `eid` stands for every digital key: eID, itsme, CSAM, ACM/IDM."""
KEY_KINDS: Final = (
    "home",
    "contact",
    "login",
    "search",
    "sitemap",
    "help",
    "legal",
    "statement",
    "feedback",
)
"""After Decision (EU) 2018/1524, annex I, 3.2."""


@dataclass(frozen=True, slots=True)
class SeenAt:
    """Where something was seen; `selector` is empty for what an address or a title tells."""

    page_url: str
    selector: str
    text: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a service: `click`, `call`, `face` or `home`."""

    kind: str
    is_there: bool | None
    on_own_page: bool = False
    """Whether a page of the service itself offers it (header and footer count), not only another page."""
    seen: tuple[SeenAt, ...] = ()
    phones: tuple[Phone, ...] = ()
    """Of `call` only, in the order in which they stand on the page."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When people can come or call."""

    openings: tuple[Opening, ...] = ()
    share_outside: float | None = None
    """Part (0–1) of the time open outside office hours; `None` where not all hours could be read."""
    on_own_page: bool = False
    seen: tuple[SeenAt, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceForm:
    """A form of a service, as far as it can be seen without sending anything."""

    pages: tuple[str, ...]
    """Its steps that were seen, in order."""
    required_fields: int | None = None
    """Of all steps that were seen."""
    steps: int | None = None
    """Number of steps that the form says it has."""
    step_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document that a page of a service links to."""

    url: str
    seen: SeenAt


@dataclass(frozen=True, slots=True)
class Service:
    """Something that a citizen gets done: a page, or a group of pages."""

    name: str
    url: str
    """Its main page."""
    pages: tuple[str, ...] = ()
    """All its pages, the main page first."""
    confidence: float = 0.0
    """How sure it is that this is a service, 0–1; 1 where the settings say so."""
    seen: tuple[SeenAt, ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    """By kind, in the order of `drempel.model.facts.CHANNELS`."""
    works_without: Mapping[str, bool | None] = field(default_factory=dict)
    """By `WITHOUT`: whether somebody who does not have it can get the service."""
    without_seen: Mapping[str, tuple[SeenAt, ...]] = field(default_factory=dict)
    """What these answers rest on."""
    hours: Hours | None = None
    """`None` where no opening hours were seen."""
    forms: tuple[ServiceForm, ...] = ()
    documents: tuple[LinkedDocument, ...] = ()
    login_ways: tuple[str, ...] = ()
    login_pages: tuple[str, ...] = ()
    """Those of `pages` on which people log in."""


@dataclass(frozen=True, slots=True)
class KeyPage:
    """A page that people land on or look for, with what makes it one."""

    kind: str
    url: str
    why: str
    """`facts` (its content), `name` (its address or title) or `start` (the start of the site)."""
    seen: SeenAt


@dataclass(frozen=True, slots=True)
class ServiceCorrection:
    """What the settings say of the services of a site."""

    url: str
    """The main page of the service."""
    name: str = ""
    pages: tuple[str, ...] = ()
    """Its other pages; when empty those that were found stay."""
    is_service: bool = True
