"""Commas and semicolons per sentence. Higher is harder: they part clauses, asides and lists.

Source: own count of marks after a word; a stand-in for clauses that needs no parser.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def commas_per_sentence(counts: Counts) -> float | None:
    """Return the mean number of commas and semicolons in a sentence, `None` without sentences."""
    return divide(counts.commas, counts.sentences)


COMMAS = Measure("commas-per-sentence", "1", HIGHER_IS_HARDER, commas_per_sentence)
