"""Mean sentence length in words: the simplest measure, and on single texts one of the best.

A word is what stands between spaces, numbers included. Source: the common factor of nearly all readability
formulas since Gray & Leary (1935), What makes a book readable.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def words_per_sentence(counts: Counts) -> float | None:
    """Return the mean number of words in a sentence, `None` without sentences."""
    return divide(counts.words, counts.sentences)


SENTENCE_LENGTH = Measure("sentence-length", "1", HIGHER_IS_HARDER, words_per_sentence)
