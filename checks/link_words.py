"""Words of links that say nothing of where the link leads, such as "klik hier"; of pages and of documents."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "fr", "en")
ENDS = " \t\n.:;,!?…-–—>»›→<«‹←·•*\"'“”‘’()[]|"
"""Signs that may stand around the words of a link and add nothing."""


@cache
def phrases(kind: str) -> frozenset[str]:
    """Return the phrases of one kind (`bare`, `thin` or `around`) in all languages, in lower case."""
    source = files("checks").joinpath("data", "link_words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    return frozenset(phrase for language in LANGUAGES for phrase in table[language][kind])


def plain(text: str) -> str:
    """Return the words of a link in lower case, without the signs around them."""
    return text.casefold().replace("’", "'").strip(ENDS)


def says_nothing_alone(text: str) -> bool:
    """Say whether a link text says nothing anywhere, whatever stands around it."""
    return plain(text) in phrases("bare")
