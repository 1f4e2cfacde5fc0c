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
class AxeTold:
    """What one of axe-core's own checks says of an element."""

    check: str
    key: str = ""
    """Which of the check's messages it is; empty where it has one."""
    data: Mapping[str, str] = field(default_factory=dict)
    """Facts by axe-core's own names; `value` for a single one, `values` for a list."""


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
    told: tuple[AxeTold, ...] = ()
    """What those checks say, where one of them alone led to the outcome: any of several says nothing."""


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

    urls: tuple[str, ...] = ()
    canonical: str = ""
    refresh_url: str = ""
    """Target of a `meta refresh`, else empty."""


@dataclass(frozen=True, slots=True)
class MediaTrack:
    """A text track of a media element."""

    kind: str
    label: str
    lang: str
    cues: int | None
    """Number of texts in it; `None` where it was not read."""
    text: str = ""
    """The beginning of its texts, in one."""


@dataclass(frozen=True, slots=True)
class MediaElement:
    """One audio or video element, as it was some moments after the page had loaded."""

    path: tuple[int, ...]
    """Where it is, see `drempel.dom.Dom.at_path`."""
    tag: str
    src: str
    duration_s: float | None
    """Length of the part that is played; `None` where it is not known, or has no end."""
    is_live: bool = False
    """Whether it has no end: a broadcast."""
    autoplay: bool = False
    muted: bool = False
    loop: bool = False
    controls: bool = False
    paused: bool = True
    ready_state: int = 0
    """As in HTML: 0 nothing known, 1 length and size, 2 and more something to see or hear."""
    error: int = 0
    """Code of the error that stopped it, 4 for a file that is missing or of a strange form; else 0."""
    has_sound: bool | None = None
    """Whether there is something to hear, muted or not; `None` where nothing was read of it."""
    has_picture: bool = False
    tracks: tuple[MediaTrack, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """The audio and video elements of a page and of its frames of the same origin, in document order."""

    elements: tuple[MediaElement, ...] = ()


@dataclass(frozen=True, slots=True)
class TextPixels:
    """How the letters of one element stand out from the pixels around them."""

    path: tuple[int, ...]
    """Where it is, see `drempel.dom.Dom.at_path`."""
    contrasts: tuple[float, ...]
    """For letters and digits in order (a sample of a long text) the highest contrast ratio, 1 to 21."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """What was measured on the screen of text whose contrast computed style cannot tell."""

    texts: tuple[TextPixels, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """What a page shows to which a link of the page that is judged leads."""

    url: str
    """As the link names it."""
    final_url: str
    title: str
    lines: tuple[str, ...]
    """The visible text, a line for each block."""


@dataclass(frozen=True, slots=True)
class SameName:
    """Links of one document that have the same name and name different addresses."""

    name: str
    targets: tuple[tuple[int, str], ...]
    """(backend id of the link, address without fragment), in document order."""
    is_in_one_context: bool = False
    """Whether they stand in one block of text, so that nothing around them tells them apart."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Which links of a page need a look at where they lead, and what was seen of the few that were loaded."""

    same_names: tuple[SameName, ...] = ()
    neighbour: str = ""
    """Address of a page of the site whose blocks are compared with those of this page; empty where no
    comparison is needed, or no page is linked."""
    pages: tuple[LinkedPage, ...] = ()

    def page(self, url: str) -> LinkedPage | None:
        """Return the page at an address, `None` where it was not loaded."""
        return next((page for page in self.pages if page.url == url), None)


@dataclass(frozen=True, slots=True)
class Turn:
    """An element that style transforms where the screen stands upright or lies on its side."""

    path: tuple[int, ...]
    """Where it is, see `drempel.dom.Dom.at_path`."""
    portrait_deg: float
    landscape_deg: float
    """Rotation in the plane of the screen in each of both positions, clockwise."""


@dataclass(frozen=True, slots=True)
class Turns:
    """What style rotates with the position of the screen."""

    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSource:
    """The page as the server sent it, before the browser mended it; empty where it is not known."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The example text that shows in an empty field."""

    path: tuple[int, ...]
    """Where the field is, see `drempel.dom.Dom.at_path`."""
    colour: str
    """As the browser computes it."""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Placeholders:
    """The example texts that show in the fields of a page."""

    fields: tuple[Placeholder, ...] = ()
