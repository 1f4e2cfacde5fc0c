"""A heading that fits any text."""

from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.wordlist import word_set

KEY = "heading-says-nothing"
_EMPTY = frozenset(
    line.strip()
    for line in """
    algemeen
    algemene informatie
    allerlei
    diversen
    extra info
    extra informatie
    info
    informatie
    inleiding
    intro
    introductie
    lees meer
    meer info
    meer informatie
    meer weten
    nuttige info
    nuttige informatie
    overige
    praktisch
    varia
    """.splitlines()
    if line.strip()
)
_NUMBERING = word_set("1 2 3 4 5 6 7 8 9 10 i ii iii iv v vi hoofdstuk deel")


def find(view: View) -> Iterator[Hint]:
    """Yield a heading that says nothing."""
    words = view.lower.strip(" .:?!…#*").split()
    while words and words[0].strip(".:") in _NUMBERING:
        words = words[1:]
    # INFO: the name of a function, or a label.
    if " ".join(words) in _EMPTY and not view.text.isupper():
        yield view.hint(KEY, 0, len(view.text), KEY, text=view.text.strip())
