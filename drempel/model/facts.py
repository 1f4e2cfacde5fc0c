"""What a citizen can find on a page: the derived artefact `Facts`.

`None` means that the page cannot tell; an empty tuple or `False` means that it was looked for on the page
and is not there. Nothing is concluded from what only stands in code that no reader sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = (
    "home",
    "contact",
    "service",
    "form",
    "statement",
    "news",
    "login",
    "search",
    "legal",
    "other",
)
COSTS: Final = ("free", "normal", "078", "premium")
LOGIN_WAYS: Final = ("acm_idm", "csam", "itsme", "eid", "own", "social")
CHANNELS: Final = ("click", "call", "face", "home")
KNOWN_DATA: Final = (
    "national_number", "name", "birth_date", "birth_place", "address", "household", "nationality", "kbo",
    "cadastral", "diploma", "income",
)  # fmt: skip
"""What a government already knows of somebody, and so need not ask (*only once*)."""
COOKIE: Final = ("none", "banner", "nudging", "wall")
CHAT: Final = ("none", "bot", "human")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was seen: selector of the element and the text there, at most 200 characters."""

    selector: str
    text: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number in E.164 (`+3256277840`) or short form (`1700`), and what a call costs (`COSTS`)."""

    number: str
    cost: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one page; what each means stands in `docs/reference/page-json.md`."""

    kind: str | None = None
    is_service: bool | None = None
    service_confidence: float | None = None
    """How sure `is_service` is, 0–1."""
    phones: tuple[Phone, ...] = ()
    addresses_counter: tuple[str, ...] = ()
    opening_hours: bool | None = None
    emails: tuple[str, ...] = ()
    email_required: bool | None = None
    login_ways: tuple[str, ...] = ()
    channels: Mapping[str, bool | None] | None = None
    required_fields: int | None = None
    asks_known_data: tuple[str, ...] = ()
    pdf_only: bool | None = None
    captcha: bool | None = None
    time_limit: bool | None = None
    help_near: bool | None = None
    digital_help_place: bool | None = None
    mandate: bool | None = None
    automatic_right: bool | None = None
    other_language: tuple[str, ...] = ()
    cookie: str | None = None
    chat: str | None = None
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """By the name of the field, at most ten places each."""
