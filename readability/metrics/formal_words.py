"""Formal words (*teneinde*, *desbetreffende*) per hundred words. Higher is harder.

Source: own list of words of letters and rules that have a plainer twin, see `readability.vocabulary`.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def formal_words_percent(counts: Counts) -> float | None:
    """Return how many of a hundred words are formal, `None` without words."""
    return divide(100 * counts.formal_words, counts.words)


FORMAL_WORDS = Measure("formal-words-percent", "1", HIGHER_IS_HARDER, formal_words_percent)
