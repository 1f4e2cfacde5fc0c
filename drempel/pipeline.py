"""The scan: stages, queues, cancel, resume. (Being written; the values below are settled.)"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from drempel.model.finding import Judgement
from drempel.model.snapshot import FetchRecord
from drempel.model.text import TextProfile


@dataclass(frozen=True, slots=True)
class ProgressState:
    """How far a scan is."""

    site: str
    done: int
    queued: int
    pages_per_minute: float
    problems: int
    unjudged: int
    current: str = ""


class Progress(Protocol):
    """What the terminal shows while a scan runs; called from the event loop, must not block."""

    def started(self, site: str) -> None: ...
    def update(self, state: ProgressState) -> None: ...
    def note(self, text: str) -> None:
        """Tell something worth a line of its own, e.g. that robots.txt could not be read."""
        ...
    def finished(self, state: ProgressState) -> None: ...


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of one address; `judgement` and `text` are `None` unless it was judged."""

    url: str
    record: FetchRecord
    judgement: Judgement | None = None
    text: TextProfile | None = None
    title: str = ""
    timings_ms: Mapping[str, int] = field(default_factory=dict)
