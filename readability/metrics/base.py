"""What every measure states about itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from readability.counts import Counts

HIGHER_IS_EASIER = "higher-is-easier"
HIGHER_IS_HARDER = "higher-is-harder"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number on a text; definition and source stand in the docstring of its module.

    `version` changes with the definition, so that a trend shows a break there. `compute` gives `None` for
    a text without the words or sentences that it divides by.
    """

    id: str
    version: str
    direction: str
    compute: Callable[[Counts], float | None]


@dataclass(frozen=True, slots=True)
class LengthMeasure:
    """The same, on the number of words in each sentence."""

    id: str
    version: str
    direction: str
    compute: Callable[[Sequence[int]], float | None]


def divide(part: float, whole: int) -> float | None:
    """Return part / whole, or `None` when there was nothing to divide by."""
    return part / whole if whole else None
