"""How long one waits for a page on a slow line, and on a slow phone."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A slow connection."""

    round_trip_ms: int
    download_kbit_s: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long it takes until something is there, in seconds from asking for the page.

    `None` where it was not there when the waiting ended, see `waited_s`.
    """

    first_s: float | None = None
    """Until anything is painted (first contentful paint); the median of the loads."""
    text_s: float | None = None
    """Until at least half of the text of the page is to be read; the median of the loads."""
    whole_s: float | None = None
    """Until all that belongs to the page has come (its load event)."""
    whole_is_estimated: bool = False
    """Whether `whole_s` is reckoned from the bytes that were still to come when the waiting ended."""
    loads: int = 0
    """How many loads `text_s` is the median of: 3, or fewer where there was no time for more."""
    waited_s: float = 0.0
    """How long was waited at most."""


@dataclass(frozen=True, slots=True)
class SlowLoad:
    """The page loaded again from what its visit recorded, slowly. No server is asked for it."""

    line: Line | None = None
    slow_line: Waiting = field(default_factory=Waiting)
    """On that line, with the processor as it is."""
    cpu_slowdown: float = 0.0
    """How many times slower the processor was made; what that means depends on the machine of the scan."""
    slow_phone: Waiting = field(default_factory=Waiting)
    """With that processor, and a line on which nothing is waited for."""
    untested: str = ""
    seen: tuple[str, ...] = ()
    """Where it was broken off, the parts that were seen to the end: `line`, `phone`."""
