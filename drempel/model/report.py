"""The read side of a report: what every report format gets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from drempel.model.answer import Asked
from drempel.model.comparison import PanelChange
from drempel.model.finding import CheckInfo, CheckTally, Crop, Finding, Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue, TrendLabel
from drempel.model.scan import Scan
from drempel.model.service import ServiceCorrection
from drempel.model.sheet import PersonAnswer
from drempel.model.snapshot import Coverage, FetchRecord
from drempel.model.text import TextProfile


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two scans: a key of the reasons for a break, and how it was and is."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One earlier or present scan of the site with its indicators; oldest first in a series."""

    scan_id: str
    finished_at: datetime
    indicators: tuple[IndicatorValue, ...]
    is_break: bool = False
    """The judging tools, norm, scope or sample differ from the scan before: do not compare across."""
    break_reasons: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    """The same reasons, with what was before and after."""
    rejudged: tuple[IndicatorValue, ...] = ()
    """What this scan comes to when it is judged again with newer checks; empty where nobody did."""
    is_joined: bool = False
    """There is a break, but `rejudged` of the scan before may be compared with this one."""
    is_rejudged_joined: bool = False
    """`rejudged` of the scan before may be compared with `rejudged` of this one."""


@dataclass(frozen=True, slots=True)
class CheckCoverage:
    """How often a check could judge in this scan: pages per outcome, and whether it was switched off."""

    info: CheckInfo
    pages: Mapping[Outcome, int] = field(default_factory=dict)
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class PageSummary:
    """One address in a report."""

    record: FetchRecord
    title: str
    failed: int
    cant_tell: int
    text: TextProfile | None
    tallies: tuple[CheckTally, ...] = ()
    screenshot: str = ""
    """Content hash of the thumbnail, or empty."""


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """Small facts that open every report."""

    entity_name: str
    entity_id: str
    site_start: tuple[str, ...]
    scan: Scan
    coverage: Coverage
    previous: Scan | None
    trend: Mapping[TrendLabel, int] = field(default_factory=dict)
    """Number of issues per label, empty without an earlier scan."""
    generated_at: datetime | None = None
    service_corrections: tuple[ServiceCorrection, ...] = ()
    """What the settings say of the services of the site."""
    person_answers: tuple[PersonAnswer, ...] = ()
    """What people answered in e-inclusion tests of services of this site."""


class ReportSource(Protocol):
    """Read side of one report. Iterators may be walked once each call and never load all rows."""

    @property
    def header(self) -> ReportHeader: ...
    def indicators(self) -> Sequence[IndicatorValue]: ...
    def asked(self) -> Sequence[Asked]:
        """Return how the e-inclusion indicators were answered; empty where they were not asked."""
        ...

    def trend(self) -> Sequence[TrendPoint]: ...
    def panel(self) -> PanelChange | None:
        """Return how the pages changed that the previous scan judged too; `None` without a previous scan."""
        ...

    def checks(self) -> Sequence[CheckCoverage]: ...
    def issues(self) -> Iterator[Issue]:
        """Yield issues of this scan and those resolved since the last: impact, pages hit, id."""
        ...

    def findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        """Yield (page url, finding)."""
        ...

    def issue_pages(self, issue_id: str, limit: int = 200) -> Sequence[str]: ...
    def pages(self) -> Iterator[PageSummary]: ...
    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        """Yield the judged pages by address, with what is still kept of them of these kinds of artefact."""
        ...

    def screenshot(self, content_hash: str) -> bytes | None: ...
    def crop(self, page_url: str, fingerprint: str) -> Crop | None:
        """Return the pictures of a finding of a page, `None` where there are none."""
        ...
