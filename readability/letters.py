"""Count letters and long words with textstat: the only place that touches it.

Of textstat this is what holds for Dutch: a long word is one of more than six letters, hyphens and
apostrophes not counted. Its sentences end at every full stop (also in `art. 3` and `1.000`), its syllables
come from hyphenation patterns, and it always gives a number; so sentences, syllables and formulas are our
own. textstat's Dutch Flesch is a cross-check in the tests. It loads at the first word, not at import, and
its process-wide language setting is never touched.
"""

LONG_WORD_LETTERS = 6
"""A long word has more letters than this (Björnsson 1968)."""


def count_letters(word: str) -> int:
    """Return the number of letters and digits in a word."""
    from textstat.backend.counts import count_letters as letters

    return int(letters(word))


def is_long(word: str) -> bool:
    """Tell whether a word has more than six letters."""
    from textstat.backend.counts import count_long_words

    return bool(count_long_words(word, threshold=LONG_WORD_LETTERS))
