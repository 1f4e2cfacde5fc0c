"""Prepositions per sentence. Higher is harder: each is a further detail to keep in mind.

Source: J. Renkema (1979), Schrijfwijzer, on chains of prepositions (*voorzetselketens*); own closed list.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def prepositions_per_sentence(counts: Counts) -> float | None:
    """Return the mean number of prepositions in a sentence, `None` without sentences."""
    return divide(counts.prepositions, counts.sentences)


PREPOSITIONS = Measure("prepositions-per-sentence", "1", HIGHER_IS_HARDER, prepositions_per_sentence)
