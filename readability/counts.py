"""Count what the readability measures are made of, in one pass over the words.

What a word adds is packed into one whole number, a field of 32 bits for each count, and kept: adding the
numbers of a sentence adds all its counts at once. A sentence then adds what only a sentence can tell.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from math import log
from struct import Struct

from readability.frequency import zipf_hundredths
from readability.letters import count_letters, is_long
from readability.passives import count_passives
from readability.segment import fold_token, is_abbreviation, is_spoken, tokens, words_of_token
from readability.syllables import count_syllables
from readability.vocabulary import (
    ADDRESS,
    FORMAL,
    FUNCTION_WORDS,
    PREPOSITIONS,
    SUBORDINATORS,
    WORDEN,
)

LONG_SENTENCE_WORDS = 20
"""A sentence with more words than this is called long, see `drempel.model.text.TextMetrics`."""
RARE_ZIPF = 300
"""A word under this (in hundredths) is rare: less than one in a million words."""
LOG_UNIT = 1000
"""Logarithms are counted in whole thousandths."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a text; adding two gives the counts of both texts together.

    `words` includes numbers and addresses on the web, as a reader meets them in a sentence. Only
    `spoken_words` have `syllables` and `letters`, so those are never divided by `words`. Only
    `content_words` have a frequency: words in small letters that are not function words, so no names.
    """

    words: int = 0
    spoken_words: int = 0
    syllables: int = 0
    letters: int = 0
    long_words: int = 0
    sentences: int = 0
    long_sentences: int = 0
    function_words: int = 0
    content_words: int = 0
    zipf_hundredths: int = 0
    rare_words: int = 0
    prepositions: int = 0
    subordinators: int = 0
    addresses: int = 0
    formal_words: int = 0
    abbreviations: int = 0
    numbers: int = 0
    commas: int = 0
    parentheses: int = 0
    worden: int = 0
    passives: int = 0
    log_words: int = 0
    """Sum over sentences of the natural logarithm of their words, in thousandths."""

    def __add__(self, other: "Counts") -> "Counts":
        return unpack(pack(self) + pack(other))


_FIELDS = tuple(field.name for field in fields(Counts))
_LAYOUT = Struct(f"<{len(_FIELDS)}I")
_UNIT = {name: 1 << 32 * place for place, name in enumerate(_FIELDS)}
_FIELD_MASK = (1 << 32) - 1
_WORDS_SHIFT, _WORDEN_SHIFT = 32 * _FIELDS.index("words"), 32 * _FIELDS.index("worden")
_SENTENCE, _LONG, _PASSIVE, _LOG = (
    _UNIT[name] for name in ("sentences", "long_sentences", "passives", "log_words")
)


def pack(counts: Counts) -> int:
    """Return counts as one whole number; the sum of such numbers is that of the counts."""
    return int.from_bytes(_LAYOUT.pack(*(getattr(counts, name) for name in _FIELDS)), "little")


def unpack(packed: int) -> Counts:
    """Return the counts in a packed number."""
    return Counts(*_LAYOUT.unpack(packed.to_bytes(_LAYOUT.size, "little")))


def count_sentence(sentence: str) -> Counts:
    """Return the counts of one sentence; no sentence is counted where there are no words."""
    return unpack(pack_sentence(sentence))


def pack_sentence(sentence: str) -> int:
    """Return the counts of one sentence, packed."""
    found = tokens(sentence)
    if not found:
        return 0
    found[0] = fold_token(found[0])
    packed = sum(map(_token_cached, found))
    words = packed >> _WORDS_SHIFT & _FIELD_MASK
    if not words:
        return packed
    packed += _SENTENCE + _log_cached(words) * _LOG
    if words > LONG_SENTENCE_WORDS:
        packed += _LONG
    if packed >> _WORDEN_SHIFT & _FIELD_MASK:
        packed += count_passives(sentence) * _PASSIVE
    return packed


def words_in(packed: int) -> int:
    """Return the number of words in packed counts."""
    return packed >> _WORDS_SHIFT & _FIELD_MASK


@lru_cache(maxsize=1024)
def _log_cached(words: int) -> int:
    return round(LOG_UNIT * log(words))


_PARENTHESIS = re.compile(r"[(\[](?=\w)")


def _pack_token(token: str) -> int:
    words = words_of_token(token)
    spoken = [word for word in words if is_spoken(word)]
    lowered = [word.lower() for word in spoken]
    content = [
        zipf_hundredths(word)
        for word, given in zip(lowered, spoken, strict=True)
        if word == given and len(word) > 1 and word not in FUNCTION_WORDS and "." not in word
    ]
    return pack(
        Counts(
            words=len(words),
            spoken_words=len(spoken),
            syllables=sum(map(count_syllables, spoken)),
            letters=sum(map(count_letters, spoken)),
            long_words=sum(map(is_long, spoken)),
            function_words=_among(lowered, FUNCTION_WORDS),
            content_words=len(content),
            zipf_hundredths=sum(content),
            rare_words=sum(zipf < RARE_ZIPF for zipf in content),
            prepositions=_among(lowered, PREPOSITIONS),
            subordinators=_among(lowered, SUBORDINATORS),
            addresses=_among(lowered, ADDRESS),
            formal_words=_among(lowered, FORMAL),
            abbreviations=sum(map(is_abbreviation, spoken)),
            numbers=sum(word[0].isdigit() for word in words),
            commas=sum(map(token.count, ",;")) if token[-1:] in ",;" else 0,
            parentheses=len(_PARENTHESIS.findall(token)),
            worden=_among(lowered, WORDEN),
        )
    )


def _among(words: Iterable[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)


# Longer runs are addresses and codes that hardly come back: they would fill the cache for nothing.
_CACHED_CHARS = 40
_cached = lru_cache(maxsize=1 << 17)(_pack_token)


def _token_cached(token: str) -> int:
    return _cached(token) if len(token) <= _CACHED_CHARS else _pack_token(token)
