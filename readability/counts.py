"""Count what the readability measures are made of, in one pass over the words.

What a word adds is packed into one whole number, a field of 32 bits for each count, and kept: adding the
numbers of a sentence adds all its counts at once. A sentence then adds what only a sentence can tell.
"""

import re
from functools import lru_cache
from math import log
from struct import Struct
from typing import NamedTuple

from readability.frequency import zipf_hundredths
from readability.letters import LONG_WORD_LETTERS, count_letters, is_long
from readability.passives import count_passives
from readability.segment import fold_token, is_abbreviation, is_spoken, sentences, tokens, words_of_token
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


class Counts(NamedTuple):
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

    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override]  # adds, where tuples would chain
        return unpack(pack(self) + pack(other))


_FIELDS = Counts._fields
_LAYOUT = Struct(f"<{len(_FIELDS)}I")
_UNIT = {name: 1 << 32 * place for place, name in enumerate(_FIELDS)}
_FIELD_MASK = (1 << 32) - 1
_WORDS_SHIFT, _WORDEN_SHIFT = 32 * _FIELDS.index("words"), 32 * _FIELDS.index("worden")
_SENTENCE, _LONG, _PASSIVE, _LOG = (
    _UNIT[name] for name in ("sentences", "long_sentences", "passives", "log_words")
)


def pack(counts: Counts) -> int:
    """Return counts as one whole number; the sum of such numbers is that of the counts."""
    return int.from_bytes(_LAYOUT.pack(*counts), "little")


def unpack(packed: int) -> Counts:
    """Return the counts in a packed number."""
    return Counts._make(_LAYOUT.unpack(packed.to_bytes(_LAYOUT.size, "little")))


def count_sentence(sentence: str) -> Counts:
    """Return the counts of one sentence; no sentence is counted where there are no words."""
    return unpack(pack_sentence(sentence))


def pack_sentence(sentence: str) -> int:
    """Return the counts of one sentence, packed."""
    found = tokens(sentence)
    if not found:
        return 0
    found[0] = fold_token(found[0])
    packed = sum(map(_packed, found))
    words = packed >> _WORDS_SHIFT & _FIELD_MASK
    if not words:
        return packed
    packed += _SENTENCE + _log_cached(words) * _LOG
    if words > LONG_SENTENCE_WORDS:
        packed += _LONG
    if packed >> _WORDEN_SHIFT & _FIELD_MASK:
        packed += count_passives(sentence) * _PASSIVE
    return packed


_LETTER = re.compile(r"[^\W_]")


def count_text(text: str) -> Counts:
    """Return what the classic formulas need of a whole folded text, in half the time.

    Counts that only a sentence can tell, except their number, and those that its first word changes, are left
    out of account.
    """
    found = tokens(text)
    if not found:
        return Counts()
    number = sum(
        [sentence[0].isalpha() or _LETTER.search(sentence) is not None for sentence in sentences(text)]
    )
    return unpack(sum(map(_packed, found)) + number * _SENTENCE)


def words_in(packed: int) -> int:
    """Return the number of words in packed counts."""
    return packed >> _WORDS_SHIFT & _FIELD_MASK


@lru_cache(maxsize=1024)
def _log_cached(words: int) -> int:
    return round(LOG_UNIT * log(words))


def _packed_lists() -> dict[str, int]:
    """Return what each word of a closed list adds to the counts of that list."""
    lists = {
        "function_words": FUNCTION_WORDS,
        "prepositions": PREPOSITIONS,
        "subordinators": SUBORDINATORS,
        "addresses": ADDRESS,
        "formal_words": FORMAL,
        "worden": WORDEN,
    }
    packed: dict[str, int] = {}
    for name, words in lists.items():
        for word in words:
            packed[word] = packed.get(word, 0) + _UNIT[name]
    return packed


_OF_LISTS = _packed_lists()
_PARENTHESIS = re.compile(r"[(\[](?=\w)")


_WORD, _SYLLABLE, _LETTER_UNIT, _LONG_WORD, _CONTENT, _ZIPF, _RARE, _ABBREVIATION, _COMMA = (
    _UNIT[name]
    for name in (
        "words",
        "syllables",
        "letters",
        "long_words",
        "content_words",
        "zipf_hundredths",
        "rare_words",
        "abbreviations",
        "commas",
    )
)
_SPOKEN_WORD = _WORD + _UNIT["spoken_words"]
_MARKS = ".,;:!?"


def _pack_token(token: str) -> int:
    # Most tokens are a word, perhaps with a mark behind it.
    if token.isalpha():
        return _pack_word(token)
    if token[-1] in _MARKS and token[:-1].isalpha():
        return _pack_word(token[:-1]) + (_COMMA if token[-1] in ",;" else 0)
    return _pack_other(token)


def _pack_word(word: str) -> int:
    """Return what a word of letters only adds."""
    lower = word.lower()
    letters = len(word)
    packed = (
        _SPOKEN_WORD + count_syllables(word) * _SYLLABLE + letters * _LETTER_UNIT + _OF_LISTS.get(lower, 0)
    )
    if letters > LONG_WORD_LETTERS:
        packed += _LONG_WORD
    if is_abbreviation(word):
        packed += _ABBREVIATION
    if word == lower and letters > 1 and word not in FUNCTION_WORDS:
        zipf = zipf_hundredths(word)
        packed += _CONTENT + zipf * _ZIPF + (_RARE if zipf < RARE_ZIPF else 0)
    return packed


def _pack_other(token: str) -> int:
    """Return what a token of several words, with digits or with marks inside adds."""
    words = words_of_token(token)
    spoken = [word for word in words if is_spoken(word)]
    lowered = [word.lower() for word in spoken]
    content = [
        zipf_hundredths(word)
        for word, given in zip(lowered, spoken, strict=True)
        if word == given and len(word) > 1 and word not in FUNCTION_WORDS and "." not in word
    ]
    of_lists = sum(_OF_LISTS.get(word, 0) for word in lowered)
    return of_lists + pack(
        Counts(
            words=len(words),
            spoken_words=len(spoken),
            syllables=sum(map(count_syllables, spoken)),
            letters=sum(map(count_letters, spoken)),
            long_words=sum(map(is_long, spoken)),
            content_words=len(content),
            zipf_hundredths=sum(content),
            rare_words=sum(zipf < RARE_ZIPF for zipf in content),
            abbreviations=sum(map(is_abbreviation, spoken)),
            numbers=sum(word[0].isdigit() for word in words),
            commas=sum(map(token.count, ",;")) if token[-1:] in ",;" else 0,
            parentheses=len(_PARENTHESIS.findall(token)),
        )
    )


class _PackedTokens(dict[str, int]):
    """Keeps what tokens add: a lookup takes a third of one in `lru_cache`, and it is most of the work.

    Longer runs are addresses and codes that hardly come back, and are not kept.
    """

    def __missing__(self, token: str) -> int:
        packed = _pack_token(token)
        if len(token) <= _KEPT_CHARS:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[token] = packed
        return packed


_KEPT_CHARS = 40
_MOST_KEPT = 1 << 17
_packed = _PackedTokens().__getitem__
