"""What a first visit of a page brings over the line: bytes by host and kind, cookies, the server's headers.

All of it is before any consent: nobody has clicked. Names of cookies are kept, never their values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = ("document", "style", "script", "image", "font", "media", "data", "other")
"""Kinds of what is loaded; `data` is what scripts ask for (fetch, XMLHttpRequest, event streams)."""

TRACKERS: Final = ("analytics", "ads", "social", "replay", "tags", "errors")
"""Classes of known hosts that follow visitors: counting, advertising, social networks, recording what one
does, managers of such tags, reports of errors with data of the visitor. A host of fonts or files is none."""


@dataclass(frozen=True, slots=True)
class FromHost:
    """What one host sent."""

    host: str
    site: str = ""
    """Registrable domain (`vlaanderen.be`), the host itself where it has none."""
    requests: int = 0
    """What it answered."""
    unanswered: int = 0
    """What it was asked, or would have been asked, without an answer. The scan sends nothing but GET, so what
    a page reports to a tracker is among it."""
    wire_bytes: int = 0
    """As sent: compressed, with the head of each answer."""
    by_kind: Mapping[str, int] = field(default_factory=dict)
    """Bytes by kind, see `KINDS`."""
    is_third: bool = False
    """Whether it has another registrable domain than the page."""
    tracker: str = ""
    """Class of a known tracker (`TRACKERS`), else empty."""


@dataclass(frozen=True, slots=True)
class SetCookie:
    """One cookie that is there when the page has loaded."""

    name: str
    domain: str
    is_third: bool = False
    lifetime_days: float | None = None
    """How long it stays from now on; `None`: until the browser is closed."""
    is_secure: bool = False
    is_http_only: bool = False
    tracker: str = ""
    """Class of the known tracker whose domain or whose name it has, else empty."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """Something that the page stored in the browser otherwise."""

    name: str
    where: str
    """`local` or `session` storage, `indexed` for a database; of the page itself, not of frames in it."""
    origin: str


@dataclass(frozen=True, slots=True)
class Guards:
    """How the answer of the page itself protects its visitors. Headers as sent, `""` where there is none."""

    is_https: bool = False
    http_led_to_https: bool | None = None
    """Whether an address with http led to one with https; `None` where no such address was asked for."""
    hsts_s: int | None = None
    """Seconds of Strict-Transport-Security, `None` without, or over http."""
    csp: str = ""
    """Content-Security-Policy, at most 2,000 characters."""
    has_nosniff: bool = False
    referrer_policy: str = ""
    frame_options: str = ""
    permissions_policy: str = ""
    mixed: tuple[str, ...] = ()
    """Hosts from which a page over https asked for something over http."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a first-time visitor transfers to see the page, and what is left in the browser before consent.

    What the browser or the scan still had counts with the size with which it once came.
    """

    requests: int = 0
    """Requests that were answered, redirects counted; what stands in the page itself (`data:`) is not."""
    hosts: tuple[FromHost, ...] = ()
    """Most bytes first."""
    estimated_requests: int = 0
    """Answers of which the size was not told as it was sent, and is taken from their length instead."""
    estimated_bytes: int = 0
    """How much of the bytes that is."""
    unfinished_requests: int = 0
    """What was still coming when the page had settled (a film, a stream): counted as far as it had come."""
    failed_requests: int = 0
    """Requests that did not get an answer, those held back by the scan among them."""
    cookies: tuple[SetCookie, ...] = ()
    stored: tuple[StoredItem, ...] = ()
    guards: Guards = field(default_factory=Guards)
    untested: str = ""
    """Why it is not known (`no-network-events` for a backend that does not see them), else empty."""

    @property
    def wire_bytes(self) -> int:
        """Return all bytes."""
        return sum(host.wire_bytes for host in self.hosts)

    @property
    def third_bytes(self) -> int:
        """Return the bytes of third parties."""
        return sum(host.wire_bytes for host in self.hosts if host.is_third)

    @property
    def by_kind(self) -> dict[str, int]:
        """Return the bytes by kind, in the order of `KINDS`, without kinds of which nothing came."""
        sums = {kind: sum(host.by_kind.get(kind, 0) for host in self.hosts) for kind in KINDS}
        return {kind: total for kind, total in sums.items() if total}

    @property
    def tracker_hosts(self) -> tuple[FromHost, ...]:
        """Return the hosts that are known to follow visitors."""
        return tuple(host for host in self.hosts if host.tracker)
