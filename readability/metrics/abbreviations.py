"""Abbreviations and initialisms (*m.b.t.*, *OCMW*) per hundred words. Higher is harder.

Whether one is explained in the text is not known here. Source: own rules of form, see `readability.segment`.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def abbreviations_percent(counts: Counts) -> float | None:
    """Return how many of a hundred words are abbreviations, `None` without words."""
    return divide(100 * counts.abbreviations, counts.words)


ABBREVIATIONS = Measure("abbreviations-percent", "1", HIGHER_IS_HARDER, abbreviations_percent)
