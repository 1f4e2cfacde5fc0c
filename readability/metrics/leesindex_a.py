"""Leesindex A: a Dutch adaptation of Flesch's formula for school books. Higher is easier.

Source: R.H.M. Brouwer (1963), Onderzoek naar de leesmoeilijkheden van Nederlands proza, Paedagogische
Studiën 40.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_EASIER, Measure
from readability.metrics.sentence_length import words_per_sentence
from readability.metrics.word_length import syllables_per_word


def leesindex_a(words_per_sentence: float, syllables_per_word: float) -> float:
    """Return Brouwer's Leesindex A of a Dutch text.

    Usually 0 (very hard) to 100 (first years of primary school), higher is easier; not clamped.
    """
    return 195 - 200 / 3 * syllables_per_word - 2 * words_per_sentence


def _compute(counts: Counts) -> float | None:
    sentence, word = words_per_sentence(counts), syllables_per_word(counts)
    return None if sentence is None or word is None else leesindex_a(sentence, word)


LEESINDEX_A = Measure("leesindex-a", "1", HIGHER_IS_EASIER, _compute)
