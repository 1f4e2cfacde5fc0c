"""How common the content words are, on the Zipf scale (1 to 7.7). Higher is easier.

The mean over words in small letters that are not function words, compounds taken apart; a word met once in
a million words has 3, once in a thousand 6. Source: the scale is that of W.J.B. van Heuven et al. (2014),
SUBTLEX-UK, Quarterly Journal of Experimental Psychology 67; the frequencies are wordfreq's, see
`readability.frequency`. Frequency of content words is one of the features of LiNT (H. Pander Maat et al.,
2014).
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_EASIER, Measure, divide


def word_frequency(counts: Counts) -> float | None:
    """Return the mean Zipf frequency of the content words, `None` without such words."""
    return divide(counts.zipf_hundredths / 100, counts.content_words)


WORD_FREQUENCY = Measure("word-frequency", "1", HIGHER_IS_EASIER, word_frequency)
