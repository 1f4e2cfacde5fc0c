"""Count what the readability measures are made of: words, syllables, letters, sentences."""

from dataclasses import dataclass
from functools import lru_cache

from readability.letters import count_letters, is_long
from readability.segment import is_spoken, tokens, words_of_token
from readability.syllables import count_syllables

LONG_SENTENCE_WORDS = 20
"""A sentence with more words than this is called long, see `drempel.model.text.TextMetrics`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a text; adding two gives the counts of both texts together.

    `words` includes numbers and addresses on the web, as a reader meets them in a sentence. Only
    `spoken_words` have `syllables` and `letters`, so those are never divided by `words`.
    """

    words: int = 0
    spoken_words: int = 0
    syllables: int = 0
    letters: int = 0
    long_words: int = 0
    sentences: int = 0
    long_sentences: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.words + other.words,
            self.spoken_words + other.spoken_words,
            self.syllables + other.syllables,
            self.letters + other.letters,
            self.long_words + other.long_words,
            self.sentences + other.sentences,
            self.long_sentences + other.long_sentences,
        )


def count_sentence(sentence: str) -> Counts:
    """Return the counts of one sentence; no sentence is counted where there are no words."""
    words = spoken_words = syllables = letters = long_words = 0
    for token in tokens(sentence):
        in_token = _count_cached(token) if len(token) <= _CACHED_CHARS else _count_token(token)
        words += in_token[0]
        spoken_words += in_token[1]
        syllables += in_token[2]
        letters += in_token[3]
        long_words += in_token[4]
    return Counts(
        words,
        spoken_words,
        syllables,
        letters,
        long_words,
        sentences=int(words > 0),
        long_sentences=int(words > LONG_SENTENCE_WORDS),
    )


def _count_token(token: str) -> tuple[int, int, int, int, int]:
    words = words_of_token(token)
    spoken = [word for word in words if is_spoken(word)]
    return (
        len(words),
        len(spoken),
        sum(map(count_syllables, spoken)),
        sum(map(count_letters, spoken)),
        sum(map(is_long, spoken)),
    )


# Longer runs are addresses and codes that hardly come back: they would fill the cache for nothing.
_CACHED_CHARS = 40
_count_cached = lru_cache(maxsize=1 << 16)(_count_token)
