"""Problems that live across pages and scans, and how they moved between two scans."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drempel.model.decision import Standing
from drempel.model.finding import Finding, Impact, Kind, Outcome, Source


class IssueState(StrEnum):
    """The stored state of an issue after the last scan that could tell."""

    OPEN = "open"
    RESOLVED = "resolved"
    REGRESSED = "regressed"


class TrendLabel(StrEnum):
    """How an issue moved between two scans of a site; derived from coverage, never guessed."""

    NEW = "new"
    PERSISTING = "persisting"
    RESOLVED = "resolved"
    REGRESSED = "regressed"
    NOT_RECHECKED = "not-rechecked"


@dataclass(frozen=True, slots=True)
class Issue:
    """Findings of a site with the same fingerprint.

    `example` is one finding of the scan that is reported on (for a resolved issue: of the last scan
    that saw it), `pages` the number of pages it was found on in that scan, `occurrences` the number
    of targets. One of a document stands in that document alone: `pages` is 1, `example_url` its address.
    `label` compares with the previous scan; `None` when there is no previous one.
    """

    id: str
    fingerprint: str
    check: str
    outcome: Outcome
    impact: Impact
    kind: Kind
    requirements: tuple[str, ...]
    sources: tuple[Source, ...]
    state: IssueState
    label: TrendLabel | None
    first_seen_at: datetime
    last_seen_at: datetime
    pages: int
    occurrences: int
    example: Finding
    example_url: str
    decided: Standing | None = None
    """What people decided about it; `None` where nobody did."""
    is_of_document: bool = False
    """It stands in a document, and counts with those of documents only."""
    is_unlinked: bool = False
    """Solved because no page links to its document any more; nobody looked into the document."""

    @property
    def is_set_aside(self) -> bool:
        """Tell whether a waiver or a false alarm takes it out of what counts now."""
        return self.decided is not None and self.decided.is_set_aside
