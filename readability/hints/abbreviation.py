"""An abbreviation that could be words, or that the text never explains."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from drempel.model.hint import Hint
from readability.frequency import zipf_hundredths
from readability.hints.base import View, is_whole
from readability.hints.lists import rows, words_of

KEY = "abbreviation"
_DOTTED = re.compile(r"(?<![\w.])(?:[a-z]\.){2,6}(?![\w])")
_DOTS = re.compile(r"\.[a-z]\.")
_TWO_CAPITALS = re.compile("[A-Z][A-Z]")
_CAPITALS = re.compile(r"(?<![\w@/#&.:=<>$%-])[A-Z]{2,6}(?![\w@/(=<>:.-]*[\w@/(=<>])")
_WORD_ZIPF = 330
"""A word of four letters as common as this, in capitals, is emphasis and not an abbreviation."""
_SHORT_ZIPF = 370
"""The same for two or three letters, which names of services have too."""
_LONGER = 7
_MIN_WORDS = 6
"""In fewer words it is a label, or a name in a list."""
_MAX_SHARE = 3
"""Beside other words in capitals it belongs to a name, a code or a title."""


def find_dotted(view: View) -> Iterator[Hint]:
    """Yield abbreviations with full stops for which the words are known."""
    if not _DOTS.search(view.lower):
        return
    for found in _DOTTED.finditer(view.lower):
        words = _words().get(found[0].rstrip("."))
        if words:
            yield view.hint(
                KEY, *found.span(), "abbreviation-words", short=view.text[slice(*found.span())], plain=words
            )


@cache
def _words() -> Mapping[str, str]:
    return {short.rstrip("."): words for short, words in rows("abbreviations")}


def find_capitals(view: View, seen: dict[str, Hint], text: str) -> Iterator[Hint]:
    """Yield abbreviations in capitals at their first place in the text, unless it explains them."""
    if not _TWO_CAPITALS.search(view.text) or len(view.words) < _MIN_WORDS or "://" in view.text:
        return
    if not any(len(word) < _LONGER and len(word) > 1 and word.isupper() for word in view.words):
        return
    found_here = [found for found in _CAPITALS.finditer(view.text) if _is_unknown(found[0])]
    if len(found_here) > _MAX_SHARE:
        return
    for found in found_here:
        short = found[0]
        if (
            short in seen
            or not is_whole(view.text, *found.span())
            or _beside_capitals(view.text, *found.span())
        ):
            continue
        hint = view.hint(KEY, *found.span(), "abbreviation-unexplained", short=short)
        seen[short] = hint
        if not _is_explained(short, text):
            yield hint


def _is_unknown(short: str) -> bool:
    if short in words_of("known_abbreviations") or not short.isascii():
        return False
    has_vowel = any(letter in "AEIOUY" for letter in short)
    least = _WORD_ZIPF if len(short) > 3 else _SHORT_ZIPF
    if len(set(short)) == 1:
        return False  # JJJJ: a pattern
    return not (has_vowel and zipf_hundredths(short.lower()) >= least)


# Part of a name (MS Excel), of a row of codes, or quoted.
_NEIGHBOUR = re.compile(r"[\s\"'“”’,/]*(?:[A-Z]|\d)|[\"'”’\])(]|[ ,]+(?:of|en|,) [A-Z]{2}|;? ?[\[;]")
_NEIGHBOUR_BEFORE = re.compile(
    r"(?:\b(?!(?:De|Het|Een|Uw|Onze|Deze|Dit) )[A-Z][\w.]*|\d)[\s\"'“”,/]+$"
    r"|[\"'“‘\[]$|[A-Z]{2,},? (?:of|en) $|[;\]] $"
)
# What is read as a word may be a name: NASA, GIMP. Only "de", "het" or "een" before it, and no noun after it
# that makes it part of a name, tell that it is an abbreviation for somebody or something.
_SPOKEN = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{0,2}(?:[AEIOU]{1,2}[BCDFGHJKLMNPQRSTVWXZ]{1,2})+[AEIOU]?")
_ARTICLE = re.compile(r"\b(?:de|het|een|uw|onze|ons|deze|dit) $", re.IGNORECASE)
_VERB_OR_END = re.compile(
    r"\W*$|[.,:;!?)]| (?:is|was|zijn|heeft|had|kan|kunnen|mag|moet|wil|zal|zou|wordt|geeft|doet|gaat|"
    r"komt|krijgt|stuurt|betaalt|beslist|vraagt|belt|helpt|zegt|en|of|om|op|in|voor|bij|met|van|te|aan|"
    r"door|als|niet|dat|die|u|laten|nodig|aanvragen|krijgen|bepaalt|meet|werd|werden|hebt)\b"
)


_NAMED = re.compile(
    r"\b(?:functies?|waarden?|velde?n?|toets|opdracht|constante|instructie|methode|teken|pakket|diagramtype|vak|"
    r"typ|typt|kies|kiest|selecteer) $",
    re.IGNORECASE,
)


def _beside_capitals(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 30) : start]
    may_be_name = _SPOKEN.fullmatch(text, start, end) and not (
        _ARTICLE.search(before) and _VERB_OR_END.match(text, end)
    )
    return bool(
        may_be_name
        or _NEIGHBOUR.match(text, end)
        or _NAMED.search(before)
        or _NEIGHBOUR_BEFORE.search(text, max(0, start - 30), start)
    )


def _is_explained(short: str, text: str) -> bool:
    own = re.escape(short)
    says = (
        r"\([^)]{3,}\)|(?:is|zijn) (?:de|het|een|[“\"‘]) ?|staat voor|betekent|is de afkorting|="
        r"|, (?:de|het|een|dat|dit) "
    )
    return (
        re.search(rf"\(\W*{own}\W*\)|\b{own}\W{{0,2}} ?(?:{says})|afkorting[^.]{{0,40}}\b{own}\b", text)
        is not None
    )
