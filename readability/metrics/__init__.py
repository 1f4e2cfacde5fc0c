"""The measures of a text, one file each, with definition, version, direction and source."""

from readability.metrics.flesch_douma import FLESCH_DOUMA
from readability.metrics.leesindex_a import LEESINDEX_A
from readability.metrics.lix import LIX
from readability.metrics.sentence_length import SENTENCE_LENGTH
from readability.metrics.word_length import LETTERS_PER_WORD, LONG_WORDS, SYLLABLES_PER_WORD

__all__ = [
    "FLESCH_DOUMA",
    "FORMULAS",
    "LEESINDEX_A",
    "LETTERS_PER_WORD",
    "LIX",
    "LONG_WORDS",
    "MEASURES",
    "SENTENCE_LENGTH",
    "SYLLABLES_PER_WORD",
]

FORMULAS = (FLESCH_DOUMA, LEESINDEX_A, LIX)
"""Published formulas: they become the scores of a text."""

MEASURES = (*FORMULAS, SENTENCE_LENGTH, SYLLABLES_PER_WORD, LETTERS_PER_WORD, LONG_WORDS)
