"""The read side of a report: what every report format gets."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from drempel.model.answer import Asked
from drempel.model.comparison import PanelChange
from drempel.model.contact import Contact
from drempel.model.document import JudgedDocument
from drempel.model.finding import CheckInfo, CheckTally, Crop, Finding, Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import Issue, TrendLabel
from drempel.model.owner import PathOwner
from drempel.model.scan import Scan
from drempel.model.service import ServiceCorrection
from drempel.model.sheet import PersonAnswer
from drempel.model.shots import Shot
from drempel.model.snapshot import Coverage, FetchRecord
from drempel.model.template import PageTemplate
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
    tallies: Sequence[CheckTally] = ()
    screenshot: str = ""
    """Content hash of the thumbnail, or empty."""
    template: int | None = None
    """Number of its `PageTemplate`; `None` where it was not judged, or its scan has not closed."""


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
    owners: tuple[PathOwner, ...] = ()
    """Who answers for which part of the site."""
    entity_kind: str = ""
    """`gemeente`, `departement`, `federaal` … or empty."""
    contact: Contact = field(default_factory=Contact)
    """Where people reach the organisation, as the settings say."""
    documents_previous: Scan | None = None
    """The scan with which documents are compared: the last one that judged some; `None` without any."""
    documents_trend: Mapping[TrendLabel, int] = field(default_factory=dict)
    """Number of issues of documents per label, empty without such a scan."""


@dataclass(frozen=True, slots=True)
class ContentMarks:
    """What a scan says, in marks that are equal where two scans of one site say the same."""

    pages: str
    """Of how all addresses ended, what was judged and found there; not of when."""
    artefacts: Mapping[str, str]
    """By kind of artefact, of what is still kept of the pages."""
    issues: Mapping[str, str]
    """By issue found, of its pages and of what was found of it there."""
    found: Mapping[str, str]
    """By address of a page, of all that was found there; in the order of `ReportSource.findings`."""


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
        """Yield issues of pages in this scan and those resolved since the last: impact, pages hit, id."""
        ...

    def document_issues(self) -> Iterator[Issue]:
        """Yield issues of documents in this scan and those resolved since the last: impact, id."""
        ...

    def findings(
        self,
        issue_id: str | None = None,
        *,
        checks: Collection[str] | None = None,
        urls: Sequence[str] | None = None,
        most: int | None = None,
    ) -> Iterator[tuple[str, Finding]]:
        """Yield (page url, finding): of one issue, of some checks, of some pages, or of all.

        At most `most`. Pages come one after another, and always in the same order; `urls` stand in it too.
        """
        ...

    def document_findings(self, issue_id: str | None = None) -> Iterator[tuple[str, Finding]]:
        """Yield (document url, finding), of one issue of a document or of all."""
        ...

    def issue_pages(self, issue_id: str, limit: int = 200) -> Sequence[str]: ...
    def pages_of_issues(self, issue_ids: Collection[str], limit: int = 200) -> Mapping[str, Sequence[str]]:
        """Return by issue what `issue_pages` gives of each; an issue that is nowhere may be left out."""
        ...

    def templates(self) -> Sequence[PageTemplate]:
        """Return the page templates of the scan, those of most pages first; empty until it has closed."""
        ...

    def issue_templates(self) -> Mapping[str, Mapping[int, int]]:
        """Return on how many pages of which templates each issue was found in this scan, by its id."""
        ...

    def marks(self) -> ContentMarks | None:
        """Return marks of what the scan says; `None` where it has not closed, or they are not known."""
        ...

    def documents(self) -> Iterator[JudgedDocument]:
        """Yield the documents that pages link to with what was found in them, most linked first."""
        ...

    def pages(self) -> Iterator[PageSummary]: ...
    def seen_pages(self, *kinds: type[Any]) -> Iterator[SeenPage]:
        """Yield the judged pages by address, with what is still kept of them of these kinds of artefact."""
        ...

    def screenshot(self, content_hash: str) -> bytes | None: ...
    def documentation(self, check_id: str, language: str) -> str | None:
        """Return the page of a check in Markdown, `None` where that language has none."""
        ...

    def crop(self, page_url: str, fingerprint: str) -> Crop | None:
        """Return the pictures of a finding of a page, `None` where there are none."""
        ...

    def pictured(self) -> Mapping[str, str]:
        """Return by fingerprint the address of a page with a picture of the problem."""
        ...

    def shots(self, page_url: str) -> Mapping[str, Shot]:
        """Return the pictures of problems on a page by fingerprint; none where they are gone."""
        ...
