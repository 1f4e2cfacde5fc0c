"""Share of rare words: content words met less than once in a million words. Higher is harder.

In percent of the content words; a compound is as rare as its rarest part. Source: the idea of counting
words outside a list is that of E. Dale & J. Chall (1948), A formula for predicting readability, Educational
Research Bulletin 27; the limit is the Zipf value 3 of Van Heuven et al. (2014), below which words are
called rare.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def rare_words_percent(counts: Counts) -> float | None:
    """Return how many of a hundred content words are rare, `None` without such words."""
    return divide(100 * counts.rare_words, counts.content_words)


RARE_WORDS = Measure("rare-words-percent", "1", HIGHER_IS_HARDER, rare_words_percent)
