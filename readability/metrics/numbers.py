"""Numbers per sentence, dates and amounts among them. Higher is harder.

Source: own count; people with little schooling trip over numbers as over long words (PIAAC measures both).
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def numbers_per_sentence(counts: Counts) -> float | None:
    """Return the mean number of words in a sentence that start with a digit, `None` without sentences."""
    return divide(counts.numbers, counts.sentences)


NUMBERS = Measure("numbers-per-sentence", "1", HIGHER_IS_HARDER, numbers_per_sentence)
