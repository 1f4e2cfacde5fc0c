"""Judge whether a whole page is hard to read; single sentences are never judged so."""

from drempel.model.text import TextProfile

MAX_WORDS_PER_SENTENCE = 15
"""Style guides of Dutch-speaking municipalities ask for no sentence over 15 words; this is a mean over it."""
MIN_FLESCH_DOUMA = 50
"""Flesch (1948) calls texts below 50 difficult. Douma (1960) has 45 to 60 as fairly difficult, 30 to 45 as
difficult: 50 takes in the harder part of the former."""


def is_hard(profile: TextProfile) -> bool | None:
    """Tell whether a page is hard: long sentences on average, or a low Flesch-Douma.

    `None` when the page has no score, because its text is too short, not Dutch or not running text. A
    guideline for counting pages, not a language level.
    """
    flesch = profile.score("flesch-douma")
    if profile.metrics is None or profile.metrics.words_per_sentence is None:
        return None
    if flesch is None or flesch.value is None:
        return None
    return profile.metrics.words_per_sentence > MAX_WORDS_PER_SENTENCE or flesch.value < MIN_FLESCH_DOUMA
