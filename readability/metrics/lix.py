"""LIX, läsbarhetsindex: needs no syllables, so it works for any language. Higher is harder.

Source: C.H. Björnsson (1968), Läsbarhet, Stockholm: Liber.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure
from readability.metrics.sentence_length import words_per_sentence
from readability.metrics.word_length import long_words_percent


def lix(words_per_sentence: float, long_words_percent: float) -> float:
    """Return the LIX: words per sentence plus the percentage of words of more than six letters.

    Usually 20 to 70, higher is harder.
    """
    return words_per_sentence + long_words_percent


def _compute(counts: Counts) -> float | None:
    sentence, percent = words_per_sentence(counts), long_words_percent(counts)
    return None if sentence is None or percent is None else lix(sentence, percent)


LIX = Measure("lix", "1", HIGHER_IS_HARDER, _compute)
