"""The long end of the sentences: the 90th percentile of their words, and the longest. Higher is harder.

The percentile is the length that one sentence in ten reaches or passes (nearest rank). A text with a good
mean can still hold one sentence that nobody gets through. Source: own count, lengths as in
`sentence_length`.
"""

from collections.abc import Sequence

from readability.metrics.base import HIGHER_IS_HARDER, LengthMeasure


def sentence_length_p90(lengths: Sequence[int]) -> float | None:
    """Return the 90th percentile of the words in a sentence, `None` without sentences."""
    return float(sorted(lengths)[-(-9 * len(lengths) // 10) - 1]) if lengths else None


def longest_sentence(lengths: Sequence[int]) -> float | None:
    """Return the number of words in the longest sentence, `None` without sentences."""
    return float(max(lengths)) if lengths else None


SENTENCE_LENGTH_P90 = LengthMeasure("sentence-length-p90", "1", HIGHER_IS_HARDER, sentence_length_p90)
LONGEST_SENTENCE = LengthMeasure("longest-sentence", "1", HIGHER_IS_HARDER, longest_sentence)
