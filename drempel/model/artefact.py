"""Typed products of gathering; frozen, and able to go to disk and back.

The queryable page tree `Dom` is built from `DomCapture` and lives in `drempel.dom`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
"""JSON as Python gives it; mypy has no recursive alias on 3.11 that stays readable."""


@dataclass(frozen=True, slots=True)
class DomCapture:
    """The page as the DevTools protocol gives it, cut down to what `Dom` reads.

    `documents` and `strings` as in `DOMSnapshot.captureSnapshot`, `styles` the computed style names
    asked for (order of the values in the layout table). `accessibility` holds one row per node of
    `Accessibility.getFullAXTree`, all frames: `[backendNodeId, role, name, description, properties]`,
    where role is empty for a node that is ignored.
    """

    url: str
    documents: list[dict[str, Any]]
    strings: list[str]
    styles: tuple[str, ...]
    accessibility: list[list[Any]]
    shadow_tops: tuple[int, ...] = ()
    """backendNodeIds of the nodes directly below a shadow root: the snapshot leaves the roots out."""
    viewport_width_px: int = 1280
    viewport_height_px: int = 1024


@dataclass(frozen=True, slots=True)
class AxeNode:
    """One element that axe-core reports on."""

    target: tuple[str, ...]
    """Selectors from the outermost frame inwards; shadow steps are joined with ` >>> `."""
    html: str
    impact: str
    summary: str
    checks: tuple[str, ...] = ()
    """Ids of axe's own checks that led to the outcome."""
    path: tuple[int, ...] | None = None
    """Child indexes from the document element down, see `drempel.dom.Dom.at_path`; `None` if not found."""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class AxeResult:
    """One axe rule on one page: what it failed and what it could not decide."""

    rule: str
    tags: tuple[str, ...]
    impact: str
    violations: tuple[AxeNode, ...] = ()
    incomplete: tuple[AxeNode, ...] = ()
    passes: int = 0


@dataclass(frozen=True, slots=True)
class AxeRun:
    """One run of axe-core in a page."""

    version: str
    results: tuple[AxeResult, ...]
    error: str = ""
    """Why axe did not finish (its checks are then `untested`), else empty."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The HTTP side of a visit: final status, main headers (lower case), bytes per host, blocked requests."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    media_type: str
    charset: str = ""
    redirects: tuple[str, ...] = ()
    """Addresses passed on the way to the final one, in order."""
    redirect_statuses: tuple[int, ...] = ()
    """Status with which each of them led on; 0 where a page went on by itself (script, refresh)."""
    bytes_by_host: Mapping[str, int] = field(default_factory=dict)
    requests: int = 0
    blocked_requests: int = 0
    """Documents for frames and requests ahead of need (prefetch) that were not sent."""
    blocked_methods: int = 0
    """Requests with another method than GET or HEAD that were not sent."""
    answer_s: float = 0.0
    """Seconds from the request to the first byte of the answer."""
    led_to: tuple[str, ...] = ()
    """Addresses to which the page wanted to go by itself when it had settled; it was held back."""


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A small picture of the view for reports (JPEG or PNG bytes)."""

    data: bytes
    media_type: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Links:
    """What the rendered page points to, as absolute URLs in document order, without duplicates."""

    urls: tuple[str, ...]
    canonical: str = ""
    refresh_url: str = ""
    """Target of a `meta refresh`, else empty."""
