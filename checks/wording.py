"""Words of titles, headings, labels and text alternatives: which carry meaning, and which say nothing."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "fr", "en", "de")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDS = " \t\n.:;,!?…-–—*\"'“”‘’()[]|"
_KIN_CHARS = 4
_KIN_SHARE = 0.6


@cache
def word_list(kind: str) -> frozenset[str]:
    """Return the phrases of one list (`stop`, `alt_placeholder`, …) in all languages."""
    table = tomllib.loads(files("checks").joinpath("data", "text_words.toml").read_text(encoding="utf-8"))
    return frozenset(phrase for language in LANGUAGES for phrase in table[language][kind])


def plain(text: str) -> str:
    """Return a text as it stands in a list: lower case, without punctuation at the ends."""
    return text.casefold().replace("’", "'").strip(_ENDS)


def content_words(text: str) -> list[str]:
    """Return the words that carry meaning, in lower case and in order: no articles, no single letters."""
    stop = word_list("stop")
    return [w for w in _WORD.findall(text.casefold()) if len(w) > 1 and w not in stop]


def are_kin(one: str, other: str) -> bool:
    """Say whether two words look like forms of one (`harvest` and `harvesting`), or one holds the other."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _KIN_CHARS:
        return False
    alike = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short in long or alike >= max(_KIN_CHARS, _KIN_SHARE * len(long))


def share_found(words: Iterable[str], among: Iterable[str]) -> float:
    """Return the part (0 to 1) of the words that come back, in some form, among others; 1 for no words."""
    wanted, there = set(words), set(among)
    if not wanted:
        return 1.0
    found = sum(1 for word in wanted if word in there or any(are_kin(word, other) for other in there))
    return found / len(wanted)
