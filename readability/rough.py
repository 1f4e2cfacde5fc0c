"""Say roughly how hard a French or English text is, with published formulas and no model of our own.

French has Flesch's reading ease with the weights of L. Kandel & A. Moles (1958), Application de l'indice de
Flesch à la langue française, Cahiers d'études de radio-télévision 19, as textstat has them; syllables come
from hyphenation patterns. English has only LIX: counting its syllables needs a dictionary to be downloaded.
Words and sentences are found by the rules for Dutch.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from drempel.model.text import Score
from readability.counts import Counts
from readability.metrics.base import HIGHER_IS_EASIER
from readability.metrics.lix import LIX
from readability.segment import is_spoken, words

if TYPE_CHECKING:
    from pyphen import Pyphen


def flesch_french(words_per_sentence: float, syllables_per_word: float) -> float:
    """Return the reading ease of a French text, usually 0 to 100, higher is easier."""
    return 207 - 1.015 * words_per_sentence - 73.6 * syllables_per_word


def rough_scores(
    language: str, counts: Counts, texts: Iterable[str], is_indicative: bool
) -> tuple[Score, ...]:
    """Return the scores of a text in `fr` or `en`; none in other languages or without sentences."""
    lix = LIX.compute(counts)
    if language not in ("fr", "en") or lix is None or not counts.sentences:
        return ()
    score = Score(LIX.id, LIX.version, lix, LIX.direction, indicative=is_indicative)
    if language == "en":
        return (score,)
    spoken = [word for text in texts for word in words(text) if is_spoken(word)]
    if not spoken:
        return (score,)
    syllables = sum(map(_french_syllables, spoken)) / len(spoken)
    ease = flesch_french(counts.words / counts.sentences, syllables)
    return (Score("flesch-fr", "1", ease, HIGHER_IS_EASIER, indicative=is_indicative), score)


@lru_cache(maxsize=1)
def _patterns() -> "Pyphen":
    from pyphen import Pyphen

    return Pyphen(lang="fr")


@lru_cache(maxsize=1 << 14)
def _french_syllables(word: str) -> int:
    return len(_patterns().positions(word)) + 1
