"""Metrics that are compared over time, with their definition."""

from collections.abc import Mapping
from dataclasses import dataclass

from drempel.model.finding import Impact


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole; `None` as ratio when there was nothing to count."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Return part / whole between 0 and 1, or `None` for an empty whole."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One indicator of one scan.

    `value` in `unit` (`ratio`, `count`, `words`, `points`); `None` with a `reason` when the sample does
    not allow one. `part`/`whole` are given where the value is a share. `direction` is `up-is-better`,
    `down-is-better` or `neutral`; `version` is that of the definition.
    """

    id: str
    version: int
    value: float | None
    unit: str
    direction: str
    part: int | None = None
    whole: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """Sums over one scan that indicators are computed from; small whatever the number of pages."""

    pages_judged: int
    pages_unjudged: int
    pages_with_norm_failure: int
    open_issues: Mapping[Impact, int]
    """Issues of kind `norm` and outcome `failed` found in this scan, per impact."""
    open_practice_issues: int
    undecided_issues: int
    failed_criteria: frozenset[str]
    """Success criteria with at least one failed finding of kind `norm`."""
    pages_with_text: int
    """Pages whose running text is Dutch and long enough for a score."""
    pages_hard_text: int
    """Of those, the pages with a mean sentence length over 15 words or a Flesch-Douma below 50."""
    words: int
    sentences: int
    long_sentences: int
    flesch_douma: tuple[float, ...] = ()
    """One value per page with text, for the median; at most one float a page."""
