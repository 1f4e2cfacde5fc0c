"""Metrics that are compared over time, with their definition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from statistics import NormalDist, median

from drempel.model.finding import Impact

_SURE = 1.96
"""Standard errors on each side: 95 % of a normal distribution lies within."""
_UNSURE = 0.05
"""How likely an interval is to miss the true share."""


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole; `None` as ratio when there was nothing to count."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Return part / whole between 0 and 1, or `None` for an empty whole."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the ratios that enclose the true one with 95 % certainty; `None` for an empty whole.

        For a whole that stands for more than was counted, such as other pages of a site. Source: Wilson
        (1927), Probable inference, the law of succession, and statistical inference.
        """
        return self.interval_among(1)

    def interval_among(self, shares: int) -> tuple[float, float] | None:
        """Return the ratios that enclose the true one, where so many shares are looked at side by side.

        With 95 % certainty all those intervals hold what they enclose; of ordinary ones, one in twenty does
        not, and somebody would always stand apart by chance. Source: Dunn (1961), Multiple comparisons among
        means (the inequality of Bonferroni).
        """
        if not self.whole:
            return None
        sure = _SURE if shares <= 1 else NormalDist().inv_cdf(1 - _UNSURE / (2 * shares))
        n, p = self.whole, self.part / self.whole
        spread = sure / (1 + sure**2 / n) * sqrt(p * (1 - p) / n + sure**2 / (4 * n**2))
        middle = (p + sure**2 / (2 * n)) / (1 + sure**2 / n)
        # At the ends floating point would leave a hair below 0 or above 1.
        return max(0.0, middle - spread), min(1.0, middle + spread)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One indicator of one scan.

    `value` in `unit` (`ratio`, `count`, `words`, `points`, `days`); `None` with a `reason` when the sample
    does not allow one. `part`/`whole` are given where the value is a share, `low`/`high` enclose it with 95 %
    certainty where it is an estimate. `direction` is `up-is-better`, `down-is-better` or `neutral`; `version`
    is that of the definition.
    """

    id: str
    version: int
    value: float | None
    unit: str
    direction: str
    part: int | None = None
    whole: int | None = None
    reason: str = ""
    low: float | None = None
    high: float | None = None


def together(values: Iterable[IndicatorValue]) -> IndicatorValue | None:
    """Return one share over several sites, each page counted once; `None` where there is none to add up.

    The values are of one indicator; those of another version of its definition than the newest are left out.
    """
    shares = [value for value in values if value.whole]
    if not shares:
        return None
    newest = max(shares, key=lambda value: value.version)
    alike = [value for value in shares if value.version == newest.version]
    share = Share(sum(value.part or 0 for value in alike), sum(value.whole or 0 for value in alike))
    low, high = share.interval or (None, None)
    return replace(
        newest,
        value=share.ratio,
        part=share.part,
        whole=share.whole,
        low=low if newest.low is not None else None,
        high=high if newest.high is not None else None,
    )


def over_sites(values: Iterable[IndicatorValue]) -> IndicatorValue | None:
    """Return one indicator over several sites; `None` where no site has a value.

    Shares count each page (or criterion) once, counts are added up; of other numbers, such as medians, it is
    that of the site in the middle. Values by another version of the definition than the newest are left out.
    """
    known = [value for value in values if value.value is not None]
    if not known:
        return None
    newest = max(known, key=lambda value: value.version)
    if newest.unit == "ratio":
        return together(known)
    numbers = [one.value for one in known if one.version == newest.version and one.value is not None]
    total = float(sum(numbers)) if newest.unit == "count" else float(median(numbers))
    return replace(newest, value=total, part=None, whole=None, low=None, high=None)


@dataclass(frozen=True, slots=True)
class FoundProblems:
    """Issues of one check on one set of criteria that fail the norm or good practice in a scan."""

    check: str
    requirements: tuple[str, ...]
    number: int


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
    pages_by_b1: Mapping[str, int]
    """Of those, the pages per answer to whether they meet the B1 guideline: `yes`, `doubt`, `no`."""
    words: int
    sentences: int
    long_sentences: int
    flesch_douma: tuple[float, ...] = ()
    """One value per page with text, for the median; at most one float a page."""
    difficulty: tuple[float, ...] = ()
    """The same, of Drempel difficulty."""
    problems: tuple[FoundProblems, ...] = ()
    checks_judged: frozenset[str] = frozenset()
    """Checks and rules that could look at a page at least, whatever they found."""
    who: Mapping[str, str] = field(default_factory=dict)
    """Check → the group of people that it names, where it names one."""
    tested_criteria: frozenset[str] | None = None
    """Criteria of the norm that at least one check could look at; `None` where that is not known."""
    key_pages: Share | None = None
    """Key pages (home, contact…) without a failure, of those judged; `None` where they are not known."""
    ages_days: tuple[float, ...] = ()
    """How long each issue against the norm has been open, in days: since it was first seen, or came back."""
    repair_days: tuple[float, ...] = ()
    """How long each issue was open that was found solved within a year before the scan's start, this scan
    included."""
