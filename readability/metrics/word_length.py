"""Mean word length, in syllables, in letters, and as the share of long words.

Syllables and letters are counted on words with letters only: nobody agrees how many syllables 2026 has.
Source: the second common factor of readability formulas, in syllables since Flesch (1948), A new readability
yardstick, Journal of Applied Psychology 32; in long words since Björnsson (1968), Läsbarhet.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_HARDER, Measure, divide


def syllables_per_word(counts: Counts) -> float | None:
    """Return the mean number of syllables in a word with letters, `None` without such words."""
    return divide(counts.syllables, counts.spoken_words)


def letters_per_word(counts: Counts) -> float | None:
    """Return the mean number of letters in a word with letters, `None` without such words."""
    return divide(counts.letters, counts.spoken_words)


def long_words_percent(counts: Counts) -> float | None:
    """Return how many of a hundred words have more than six letters, `None` without words."""
    return divide(100 * counts.long_words, counts.words)


SYLLABLES_PER_WORD = Measure("syllables-per-word", "1", HIGHER_IS_HARDER, syllables_per_word)
LETTERS_PER_WORD = Measure("letters-per-word", "1", HIGHER_IS_HARDER, letters_per_word)
LONG_WORDS = Measure("long-words-percent", "1", HIGHER_IS_HARDER, long_words_percent)
