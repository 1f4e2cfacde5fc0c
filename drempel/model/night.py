"""What a nightly run did, site by site, and which of it people should hear."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drempel.model.finding import Impact
from drempel.model.issue import TrendLabel
from drempel.model.snapshot import Reason


class SiteEnd(StrEnum):
    """How the night ended for one site."""

    WHOLE = "whole"
    PART = "part"
    """Scanned, but a host was rested or a limit of time was met."""
    UNDER_WAY = "under-way"
    """Begun, and the night ended; the next night goes on with it."""
    NOT_REACHED = "not-reached"
    BROKEN = "broken"
    """The scan failed, or could not judge a single page."""


class NightEnd(StrEnum):
    """Why the night ended."""

    DONE = "done"
    TIME_UP = "time-up"
    STOPPED = "stopped"
    BROKEN = "broken"
    """The database or the browser could not be used."""


@dataclass(frozen=True, slots=True)
class News:
    """A problem that was not there in the scan before."""

    issue_id: str
    check: str
    label: TrendLabel
    """`new`, `regressed`, or `persisting` for one whose waiver has ended."""
    impact: Impact
    pages: int
    page_url: str
    """A page that has it, or the document."""
    in_document: bool = False


@dataclass(frozen=True, slots=True)
class SiteNight:
    """One site in one night."""

    entity_id: str
    entity_name: str
    site_id: str
    end: SiteEnd
    scan_id: str = ""
    judged: int = 0
    missed: int = 0
    """Pages that should have been judged and were not."""
    problems: int = 0
    """Problems on pages that count, old ones too."""
    news: tuple[News, ...] = ()
    """Worst first."""
    error: str = ""
    last_complete_at: datetime | None = None
    """Begin of the last scan that saw the whole site; `None`: there is none yet."""
    is_overdue: bool = False
    report: str = ""
    kept: int = 0
    """Judged pages that had not changed and were not visited."""
    document_problems: int = 0
    """Problems in documents that count, old ones too."""
    documents_missed: int = 0
    """Documents that should have been judged and were not, or were more than the settings allow."""
    differing: tuple[str, ...] = ()
    """Addresses that seemed unchanged, and were judged otherwise when they were visited for proof."""
    break_reasons: tuple[str, ...] = ()
    """Where there is `news`: what differs from the scan before, so that it need not be of the site itself."""
    unseen: Reason | None = None
    """Where no page could be judged: why the first address could not."""
    reopened: tuple[News, ...] = ()
    """Old problems that count again: their waiver has ended since the scan before."""

    def count(self, label: TrendLabel, *, in_documents: bool = False) -> int:
        """Return the number of problems on pages, or in documents, that are new or that came back."""
        return sum(one.label is label and one.in_document is in_documents for one in self.news)

    @property
    def is_worth_telling(self) -> bool:
        """Tell whether people should hear of it: something became worse, or is not looked at."""
        return bool(self.news or self.reopened) or self.is_overdue or self.end is SiteEnd.BROKEN


@dataclass(frozen=True, slots=True)
class Night:
    """One nightly run; `sites` in the order in which they had their turn."""

    began_at: datetime
    ended_at: datetime
    end: NightEnd
    sites: tuple[SiteNight, ...] = ()
    error: str = ""
    """What broke the night off."""

    @property
    def to_tell(self) -> tuple[SiteNight, ...]:
        """Return the sites that people should hear of."""
        return tuple(site for site in self.sites if site.is_worth_telling)

    @property
    def is_worth_telling(self) -> bool:
        """Tell whether a message should go out at all."""
        return bool(self.to_tell) or self.end is NightEnd.BROKEN
