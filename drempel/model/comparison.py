"""Whether pages that were judged twice really changed, and what fails on a site beside others.

The first is the exact sign test on a fixed panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SURE: Final = 0.05
"""A change that chance would give less often than this counts as real."""


def sign_test(one: int, other: int) -> float:
    """Return how likely a division at least this uneven is when both sides are equally likely (two-sided).

    Exact, by the binomial distribution with a chance of one half; 1 without anything that changed.
    Source: Arbuthnott (1710); Conover, Practical nonparametric statistics, the sign test.
    """
    n, fewest = one + other, min(one, other)
    ways, tail = 1, 1
    for k in range(1, fewest + 1):
        ways = ways * (n - k + 1) // k
        tail += ways
    # Of whole numbers, that a float could not hold, Python gives the ratio all the same.
    chance: float = 2 * tail / 2**n
    return min(1.0, chance)


@dataclass(frozen=True, slots=True)
class PanelChange:
    """How the pages that two scans both judged changed, by the problems against the norm on each.

    Only checks count that were the same in both scans, and on each page only those that could tell in both.
    """

    pages: int
    fewer: int
    """Pages on which fewer problems were found than the time before."""
    more: int
    left_out: tuple[str, ...] = ()
    """Checks that differ between the scans, sorted."""

    @property
    def same(self) -> int:
        """Return the pages with as many problems as before."""
        return self.pages - self.fewer - self.more

    @property
    def chance(self) -> float:
        """Return how likely chance alone gives a division like this, 0 to 1."""
        return sign_test(self.fewer, self.more)

    @property
    def verdict(self) -> str:
        """Return `better`, `worse`, `chance` (it could be), `few` (too few to tell) or `none` (no change)."""
        changed = self.fewer + self.more
        if not changed:
            return "none"
        if sign_test(changed, 0) >= SURE:
            return "few"
        if self.chance >= SURE:
            return "chance"
        return "better" if self.fewer > self.more else "worse"


@dataclass(frozen=True, slots=True)
class FailedIssue:
    """An issue of pages that fails the norm, as short as can be: a comparison reads those of many sites."""

    check: str
    requirements: tuple[str, ...]
    structure: str
    """Where its example stands, see `Pointer.structure`."""
    pages: int


@dataclass(frozen=True, slots=True)
class FailedAtSite:
    """What a closed scan found to fail its norm; what a person saw to be a false alarm is left out."""

    scan_id: str
    standard: str
    judged: frozenset[str]
    """Checks that could judge at least one page."""
    issues: Sequence[FailedIssue]
