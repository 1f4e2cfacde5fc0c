"""What one visit of a page costs: megabytes, euro of mobile data, seconds, and what is left of it for whom.

Everything is reckoned from what the scan recorded; what was not seen is `None`, never nought.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median
from typing import Final

from drempel.model.inclusion import SeenPage
from drempel.model.reflow import Reflow
from drempel.model.slow_load import SlowLoad, Waiting
from drempel.model.transfer import Transfer
from drempel.model.without import Without

MEGABYTE: Final = 1_000_000
"""As providers count."""


@dataclass(frozen=True, slots=True)
class Tariffs:
    """The cheapest and the dearest price of mobile data, in euro per MB."""

    low: float
    high: float
    dated: str
    """Day on which they were looked up, as ISO date."""
    is_certain: bool


@cache
def tariffs() -> Tariffs:
    """Return the range of `data/data_tariffs.toml`."""
    text = files("drempel.inclusion").joinpath("data", "data_tariffs.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    prices = [row["euro_per_mb"] for row in table["tariff"]]
    return Tariffs(min(prices), max(prices), table["dated"], table["is_certain"])


@dataclass(frozen=True, slots=True)
class PageWeight:
    """What one page asks of a first-time visitor. Each `None` means: not measured there."""

    url: str
    title: str
    wire_bytes: int
    third_bytes: int
    """What comes from other registrable domains than that of the page."""
    by_kind: dict[str, int]
    requests: int
    third_hosts: tuple[str, ...]
    tracker_hosts: tuple[str, ...]
    tracker_bytes: int
    cookies: int
    """Set before anybody agreed to anything."""
    tracker_cookies: tuple[str, ...]
    """Names of those of known trackers."""
    is_estimated: bool
    """Whether a part of the bytes is an estimate."""
    is_least: bool
    """Whether more was still coming when the page had settled."""
    bare_share: float | None = None
    """Part of the words that can be read without JavaScript, 0 to 1."""
    fits_narrow: bool | None = None
    """Whether a screen of 320 CSS pixels shows all: no scrolling sideways, nothing cut off or gone."""
    line: Waiting | None = None
    """On slow 3G."""
    phone: Waiting | None = None
    """On a slow phone."""

    @property
    def megabytes(self) -> float:
        """Return what is transferred, in MB."""
        return self.wire_bytes / MEGABYTE

    @property
    def third_share(self) -> float | None:
        """Return the part of third parties, `None` where nothing came."""
        return self.third_bytes / self.wire_bytes if self.wire_bytes else None

    @property
    def tracker_share(self) -> float | None:
        """Return the part of known trackers, `None` where nothing came."""
        return self.tracker_bytes / self.wire_bytes if self.wire_bytes else None

    @property
    def euro(self) -> tuple[float, float]:
        """Return what the data costs at the cheapest and the dearest tariff."""
        return self.megabytes * tariffs().low, self.megabytes * tariffs().high


def weight_of(page: SeenPage) -> PageWeight | None:
    """Return what a visit of a page costs, `None` where its bytes were not counted."""
    seen = page.get(Transfer)
    if seen is None or seen.untested or not seen.requests:
        return None
    slow = page.get(SlowLoad)
    trackers = seen.tracker_hosts
    return PageWeight(
        page.url,
        page.title,
        wire_bytes=seen.wire_bytes,
        third_bytes=seen.third_bytes,
        by_kind=seen.by_kind,
        requests=seen.requests,
        third_hosts=tuple(host.host for host in seen.hosts if host.is_third),
        tracker_hosts=tuple(host.host for host in trackers),
        tracker_bytes=sum(host.wire_bytes for host in trackers),
        cookies=len(seen.cookies),
        tracker_cookies=tuple(dict.fromkeys(cookie.name for cookie in seen.cookies if cookie.tracker)),
        is_estimated=seen.estimated_requests > 0,
        is_least=seen.unfinished_requests > 0,
        bare_share=_bare_share(page.get(Without)),
        fits_narrow=_fits_narrow(page.get(Reflow)),
        line=slow.slow_line if slow is not None and slow.slow_line.loads else None,
        phone=slow.slow_phone if slow is not None and slow.slow_phone.loads else None,
    )


def weight_among(url: str, title: str, artefacts: Iterable[object]) -> PageWeight | None:
    """Return the same of a page of which the artefacts are at hand."""
    return weight_of(SeenPage(url, title, artefacts={type(one): one for one in artefacts}))


def _bare_share(seen: Without | None) -> float | None:
    if seen is None or seen.untested or not seen.whole.words:
        return None
    return min(1.0, seen.bare.words / seen.whole.words)


def _fits_narrow(seen: Reflow | None) -> bool | None:
    if seen is None or not seen.has_text or (seen.untested and "narrow" not in seen.seen):
        return None
    return not (any(not wide.in_part for wide in seen.wide) or seen.cuts or seen.overlaps or seen.lost)


@dataclass(frozen=True, slots=True)
class SiteWeight:
    """The pages of a site by what they weigh, heaviest first."""

    pages: tuple[PageWeight, ...]
    unmeasured: int
    """Pages of which it is not known."""

    @property
    def median_bytes(self) -> float | None:
        """Return the bytes of the page in the middle, `None` without pages."""
        return median(page.wire_bytes for page in self.pages) if self.pages else None

    @property
    def with_trackers(self) -> int:
        """Return on how many pages a known tracker is asked, or leaves a cookie, before consent."""
        return sum(bool(page.tracker_hosts or page.tracker_cookies) for page in self.pages)

    @property
    def tracker_hosts(self) -> tuple[str, ...]:
        """Return the known trackers of all pages, those on most pages first."""
        count: dict[str, int] = {}
        for page in self.pages:
            for host in page.tracker_hosts:
                count[host] = count.get(host, 0) + 1
        return tuple(sorted(count, key=lambda host: (-count[host], host)))


def site_weight(pages: Iterable[SeenPage]) -> SiteWeight:
    """Return what visits of the pages of a site cost; reads the pages as a stream."""
    found, unmeasured = [], 0
    for page in pages:
        weight = weight_of(page)
        if weight is None:
            unmeasured += 1
        else:
            found.append(weight)
    found.sort(key=lambda one: (-one.wire_bytes, one.url))
    return SiteWeight(tuple(found), unmeasured)
