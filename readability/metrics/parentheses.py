"""Parentheses per sentence. Higher is harder: what stands between them breaks off the sentence.

Source: own count. In the given rewrites brackets came and went with the writer: it has no part in the model.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def parentheses_per_sentence(counts: Counts) -> float | None:
    """Return the mean number of opening brackets before a word in a sentence, `None` without sentences."""
    return divide(counts.parentheses, counts.sentences)


PARENTHESES = Measure("parentheses-per-sentence", "1", HIGHER_IS_HARDER, parentheses_per_sentence)
