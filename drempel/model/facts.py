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
class Opening:
    """A time of the week at which people can come or call."""

    day: int
    """ISO weekday: 1 is Monday, 7 Sunday."""
    from_min: int
    to_min: int
    """Minutes since midnight, 0–1440."""
    by_appointment: bool = False
    """Whether the page says that one only comes then with an appointment."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A link in the content of a page to another page or document, as an absolute address."""

    url: str
    text: str
    selector: str


@dataclass(frozen=True, slots=True)
class FormStep:
    """Which step of a form a page says that it is; `None` where it does not say."""

    step: int | None = None
    steps: int | None = None
    names: tuple[str, ...] = ()


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
    hours: tuple[Opening, ...] | None = None
    """The opening hours; `None` where there are none or not all of them could be read."""
    leads: tuple[Lead, ...] = ()
    """Where the links of the content lead, each address once, at most 80."""
    form_step: FormStep | None = None
    """Of a page with a form that has steps."""
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """By the name of the field, at most ten places each."""
