"""Flesch-Douma: Flesch's reading ease with weights for Dutch. Higher is easier.

Source: W.H. Douma (1960), De leesbaarheid van landbouwbladen: een onderzoek naar en een toepassing van
leesbaarheidsformules, Landbouwhogeschool Wageningen. Douma rounds the constant to 206.84; the third decimal
is Flesch's own (1948) and what textstat uses. Douma's scale: 0-30 very difficult, 30-45 difficult, 45-60
fairly difficult, 60-70 normal, 70-80 fairly easy, 80-90 easy, 90-100 very easy.
"""

from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_EASIER, Measure
from readability.metrics.sentence_length import words_per_sentence
from readability.metrics.word_length import syllables_per_word


def flesch_douma(words_per_sentence: float, syllables_per_word: float) -> float:
    """Return the Flesch-Douma reading ease of a Dutch text.

    Usually 0 to 100, higher is easier; not clamped. Meant for running text of at least 100 words; the caller
    guards that.
    """
    return 206.835 - 0.93 * words_per_sentence - 77.0 * syllables_per_word


def _compute(counts: Counts) -> float | None:
    sentence, word = words_per_sentence(counts), syllables_per_word(counts)
    return None if sentence is None or word is None else flesch_douma(sentence, word)


FLESCH_DOUMA = Measure("flesch-douma", "1", HIGHER_IS_EASIER, _compute)
