"""Count letters and long words, hyphens and apostrophes not counted."""

LONG_WORD_LETTERS = 6
"""A long word has more letters than this (Björnsson 1968)."""


def count_letters(word: str) -> int:
    """Return the number of letters and digits in a word."""
    return len(word) if word.isalnum() else sum(map(str.isalnum, word))


def is_long(word: str) -> bool:
    """Tell whether a word has more than six letters."""
    return count_letters(word) > LONG_WORD_LETTERS
