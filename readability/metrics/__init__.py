"""The measures of a text, one file each, with definition, version, direction and source."""

from collections.abc import Sequence

from readability.counts import Counts
from readability.metrics.abbreviations import ABBREVIATIONS
from readability.metrics.commas import COMMAS
from readability.metrics.direct_address import DIRECT_ADDRESS
from readability.metrics.flesch_douma import FLESCH_DOUMA
from readability.metrics.formal_words import FORMAL_WORDS
from readability.metrics.leesindex_a import LEESINDEX_A
from readability.metrics.lix import LIX
from readability.metrics.longest_sentences import LONGEST_SENTENCE, SENTENCE_LENGTH_P90
from readability.metrics.numbers import NUMBERS
from readability.metrics.parentheses import PARENTHESES
from readability.metrics.passive import PASSIVES
from readability.metrics.prepositions import PREPOSITIONS
from readability.metrics.rare_words import RARE_WORDS
from readability.metrics.rix import RIX
from readability.metrics.sentence_length import SENTENCE_LENGTH
from readability.metrics.subordination import SUBORDINATION
from readability.metrics.word_frequency import WORD_FREQUENCY
from readability.metrics.word_length import LETTERS_PER_WORD, LONG_WORDS, SYLLABLES_PER_WORD

__all__ = [
    "FLESCH_DOUMA",
    "FORMULAS",
    "LEESINDEX_A",
    "LENGTH_MEASURES",
    "LETTERS_PER_WORD",
    "LIX",
    "LONG_WORDS",
    "MEASURES",
    "SENTENCE_LENGTH",
    "SYLLABLES_PER_WORD",
    "measure",
]

FORMULAS = (FLESCH_DOUMA, LEESINDEX_A, LIX)
"""Published formulas: they become the scores of a text."""

MEASURES = (
    *FORMULAS,
    RIX,
    SENTENCE_LENGTH,
    SYLLABLES_PER_WORD,
    LETTERS_PER_WORD,
    LONG_WORDS,
    WORD_FREQUENCY,
    RARE_WORDS,
    PASSIVES,
    SUBORDINATION,
    PREPOSITIONS,
    DIRECT_ADDRESS,
    FORMAL_WORDS,
    ABBREVIATIONS,
    NUMBERS,
    PARENTHESES,
    COMMAS,
)

LENGTH_MEASURES = (SENTENCE_LENGTH_P90, LONGEST_SENTENCE)


def measure(counts: Counts, lengths: Sequence[int]) -> dict[str, float | None]:
    """Return every measure of a text by its id; `None` where there was nothing to count."""
    of_counts = {one.id: one.compute(counts) for one in MEASURES}
    return of_counts | {one.id: one.compute(lengths) for one in LENGTH_MEASURES}
