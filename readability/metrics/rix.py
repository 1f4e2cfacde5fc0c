"""RIX: long words per sentence. Higher is harder.

Source: J. Anderson (1983), Lix and Rix: variations on a little-known readability index, Journal of Reading
26.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def rix(counts: Counts) -> float | None:
    """Return the number of words of more than six letters per sentence, usually 0 to 10; `None` without."""
    return divide(counts.long_words, counts.sentences)


RIX = Measure("rix", "1", HIGHER_IS_HARDER, rix)
