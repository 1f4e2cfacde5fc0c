"""One run over one site, with everything that was frozen for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from drempel.model.artefact import AxeRun, DomCapture, Exchange, Screenshot
from drempel.model.finding import Judgement
from drempel.model.snapshot import FetchOutcome, FetchRecord, Queued
from drempel.model.text import TextProfile, VisibleText


class ScanState(StrEnum):
    """Where a scan stands. Only `complete` scans saw all they set out to see."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    INCOMPLETE = "incomplete"
    """Ended, but a host was rested, a limit of time was met or robots.txt could not be read."""
    COMPLETE = "complete"
    FAILED = "failed"


class Depth(StrEnum):
    """On which pages of a scan the gatherers run that use a page as people do."""

    OFF = "off"
    TEMPLATES = "templates"
    """One page of each template, and the key pages."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """Settings frozen for one scan; stored with it as plain data."""

    standard: str
    disabled_checks: tuple[str, ...]
    viewport: str
    max_pages: int
    max_depth: int | None
    max_time_s: float | None
    obey_robots: bool
    delay_s: float
    backend: str
    deep: str = "off"
    """On which pages the gatherers ran that use a page: `off`, `templates` or `all`."""
    incremental: bool = False
    """Whether pages that did not change were not visited again."""
    profile: str = "normal"
    """Limits of the e-inclusion indicators: `normal` or `kwetsbaar`, see `drempel.inclusion.limits`."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What judged: versions that break a trend when they change."""

    drempel: str
    axe: str
    axe_sha256: str
    browser: str
    checks: Mapping[str, int] = field(default_factory=dict)
    """check id → version, for every check that ran."""
    gathering: str = ""
    """What the code that gathers is known by, see `drempel.gathering`; empty where it was not noted."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan as stored."""

    id: str
    entity_id: str
    site_id: str
    state: ScanState
    settings: ScanSettings
    tools: Tools
    started_at: datetime
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that ended, as short as can be: a scan may hold very many."""

    url: str
    page_url: str
    found_on: str
    outcome: FetchOutcome


@dataclass(frozen=True, slots=True)
class ResumeFacts:
    """What a scan that goes on must know of its earlier runs, beside the addresses that wait."""

    spent_s: float
    """Seconds that the earlier runs took, each until its last page was stored."""
    signatures: Mapping[str, int]
    """`page_url` → signature, of the pages that were judged."""
    attempts: Mapping[str, int]
    """`page_url` → how often it was asked in vain, of the addresses that wait."""
    asked: tuple[Asked, ...]
    """Every address that ended, in the order in which they did."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """All that is written about one address, in one transaction.

    `judgement`, `text` and the artefacts are `None` unless the fetch outcome is `ok`. `discovered` are the
    addresses found on the page that were not known before.
    """

    record: FetchRecord
    judgement: Judgement | None = None
    text: TextProfile | None = None
    title: str = ""
    dom: DomCapture | None = None
    axe: AxeRun | None = None
    exchange: Exchange | None = None
    visible_text: VisibleText | None = None
    screenshot: Screenshot | None = None
    further: tuple[object, ...] = ()
    """Artefacts that only checks read, of the types in `drempel.model.further`."""
    discovered: tuple[Queued, ...] = ()
    kept_from: str = ""
    """Id of an earlier scan in which the address ended the same: what is not given is as it was there."""
    timings_ms: Mapping[str, int] = field(default_factory=dict)
