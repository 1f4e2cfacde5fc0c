"""What became of an address: fetch outcomes, reasons, snapshots and page states."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class FetchOutcome(StrEnum):
    """The closed set of what can become of an address; every address ends in exactly one."""

    OK = "ok"
    REDIRECTED_OUT_OF_SCOPE = "redirected-out-of-scope"
    NOT_HTML = "not-html"
    HTTP_ERROR = "http-error"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    UNSAFE = "unsafe"
    CRASHED = "crashed"
    DUPLICATE = "duplicate"
    TRAP_CUT = "trap-cut"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a stable key for code and a detail for people.

    Keys in use by the crawler: `status` (detail: number), `dns`, `refused`, `tls`, `too-large`,
    `truncated`, `redirect-loop`, `maintenance`, `soft-404`, `error-page`, `bot-wall`, `login-wall`,
    `cookie-wall`, `navigation`, `document`, `settle`, `visit`, `memory`, `private-address`, `scheme`,
    `robots-rule`, `robots-unreachable`, `canonical`, `redirect`, `tracking`, `session`, `query-order`,
    `http-https`, `www`, `index-file`, `trailing-slash`, `pattern`, `near-duplicate`, `depth`, `media-type`,
    `renderer`, `browser`, and of documents `document-broken`, `document-empty`,
    `document-is-html`, `document-is-page`, `document-is-picture`, `document-is-text`, `document-kind`,
    `document-limit`, `document-locked`, `document-old`, `document-parts-missing`, `document-too-large`,
    `document-too-slow`, `document-unknown`, `same-content`.
    """

    key: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.detail}" if self.detail else self.key


class SampleKind(StrEnum):
    """Why a page is in the sample (WCAG-EM step 3)."""

    STRUCTURED = "structured"
    RANDOM = "random"
    PROCESS = "process"
    EXHAUSTIVE = "exhaustive"


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """The end of one address in one scan.

    `page_url` is the normal form that identifies the page; `url` the address as it was found.
    For `duplicate`, `duplicate_of` is the `page_url` of the page that is kept.
    """

    url: str
    page_url: str
    outcome: FetchOutcome
    reason: Reason | None = None
    final_url: str = ""
    status: int | None = None
    permanent: bool = True
    depth: int = 0
    found_on: str = ""
    sample: SampleKind = SampleKind.EXHAUSTIVE
    duplicate_of: str = ""
    duration_ms: int = 0
    fetched_at: datetime | None = None
    notes: tuple[str, ...] = ()
    """Remarks on a page that was judged, e.g. `overlay`, `settle-timeout`."""
    kept_since: str = ""
    """Id of the scan that visited it, where it did not change since and was not visited; else empty."""
    signature: int = 0
    """64 bits by which its text is likened to that of other pages; 0 where there is none."""
    skeleton: int = 0
    """64 bits that are near for pages of one template, see `drempel.skeleton`; 0 where there are none."""


@dataclass(frozen=True, slots=True)
class Queued:
    """An address that waits in the frontier; also the form in which it is stored for `--resume`."""

    url: str
    page_url: str
    depth: int
    found_on: str = ""
    priority: int = 0
    attempts: int = 0
    sample: SampleKind = SampleKind.EXHAUSTIVE


@dataclass(frozen=True, slots=True)
class Viewport:
    """Width and height of the view in CSS pixels."""

    width_px: int = 1280
    height_px: int = 1024

    def __str__(self) -> str:
        return f"{self.width_px}x{self.height_px}"


GONE_STATUSES = frozenset({404, 410})
"""What a server says of a page that does not exist (RFC 9110, 15.5.5 and 15.5.11)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a site a scan saw: pages per fetch outcome, and what is left in the queue."""

    by_outcome: dict[FetchOutcome, int] = field(default_factory=dict)
    not_visited: int = 0
    """Addresses known but not asked: page, depth or time limit, or the scan was interrupted."""
    limit: str = ""
    """Which limit ended the scan: `max_pages`, `max_depth`, `max_time_s`, `interrupted`, `host-rested`."""

    kept: int = 0
    """Of the judged pages those that did not change and were not visited: their judgement was kept."""
    proved: int = 0
    """Pages that were visited although they looked unchanged, to prove that such pages may be kept."""
    differing: tuple[str, ...] = ()
    """Addresses of those that turned out to be judged otherwise; empty is what is hoped for."""

    gone: int = 0
    """Of the `http-error` addresses those that answered `GONE_STATUSES`: there is no page to judge."""

    @property
    def judged(self) -> int:
        """Return the number of pages that were loaded and judged."""
        return self.by_outcome.get(FetchOutcome.OK, 0)

    @property
    def unjudged(self) -> int:
        """Return the number of pages of the site that should have been judged and could not be.

        A dead link is none of them: it is a fault of the page that holds it.
        """
        missed = {
            FetchOutcome.HTTP_ERROR,
            FetchOutcome.TIMEOUT,
            FetchOutcome.BLOCKED,
            FetchOutcome.CRASHED,
            FetchOutcome.UNSAFE,
        }
        return sum(n for outcome, n in self.by_outcome.items() if outcome in missed) - self.gone
