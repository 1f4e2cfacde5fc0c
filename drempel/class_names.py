"""What class names say of an element that stays: the name of a component or of a part of it.

Left out is what a tool made (hashes, numbers), what changes while a page is used (states), and what only lays
out (frames, columns, distances). Pure; fast, for it is asked of every element.
"""

import re
from functools import lru_cache

MOST = 3
"""Names kept of one element; more of them say how it looks."""

_DIGIT = re.compile(r"\d")
# A tool puts a short hash behind the name that somebody gave: `Card_title__x7Fq2`, `nav--2kdQa`.
_HASHED = re.compile(r"(?P<name>.*?[A-Za-z]{2}.*?)(?:__|--|_|-)(?P<hash>[A-Za-z0-9]{5,10})")
# File, name and hash, as class modules have them by default; no name that people give has that form.
_OF_MODULE = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]*_\w[\w-]*?)__[A-Za-z0-9+-]{5}")
_OF_TOOL = re.compile(r"(?:ng|css|sc|jsx|jss|svelte|emotion|styled|makestyles|astro|data-v)-", re.IGNORECASE)
_HUMPS = re.compile(r"[A-Z]+[a-z]*|[a-z]+")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_UTILITY = re.compile(
    r".*[:/\[].*|-?[mp][trblxyse]?-\w+|[dwh]-\w+|text-(?:left|right|center|start|end|justify)|(?:float|pull)-\w+"
    r"|(?:sm|md|lg|xl|xs)-\w+|(?:items|justify|align|gap|space|order)-\w+"
)
_LAYOUT_WORDS = """
    container wrapper wrap row col column columns grid inner outer layout clearfix
    holder cf flex
"""
_STATE_WORDS = """
    active current open opened closed selected expanded collapsed collapsing focus focused hover
    visited first last odd even show shown hide hidden visible loaded loading
    lazyload lazyloaded disabled enabled checked in out ready done sticky fixed animated
"""
_STATE_AT_END_WORDS = """
    active current open selected expanded collapsed focused visited hidden disabled
"""
_LAYOUT = frozenset(_LAYOUT_WORDS.split())
_STATE = frozenset(_STATE_WORDS.split())
_STATE_AT_END = frozenset(_STATE_AT_END_WORDS.split())
_STATE_PREFIX = frozenset(("is", "has", "js", "no", "was"))


@lru_cache(maxsize=8_000)
def stable_names(value: str) -> tuple[str, ...]:
    """Return the names in a `class` attribute that tell which component an element is, sorted."""
    names = {name for raw in value.split() if (name := _stable(raw))}
    return tuple(sorted(names)[:MOST])


def _stable(raw: str) -> str:
    """Return a name without what a tool or a state put behind it; empty where nothing stable is left."""
    if len(raw) > 60 or _OF_TOOL.match(raw):
        return ""
    name = raw
    if module := _OF_MODULE.fullmatch(raw):
        name = module["name"]
    elif (hashed := _HASHED.fullmatch(raw)) and (_is_random(hashed["hash"]) or _is_mixed(hashed["hash"])):
        name = hashed["name"]
    if _DIGIT.search(name) or len(name) > 40 or _is_random(name) or _UTILITY.fullmatch(name):
        return ""
    base, joint, modifier = name.partition("--")
    if joint and _words(modifier) & _STATE:
        name = base
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words or words[0] in _STATE_PREFIX or words[-1] in _LAYOUT | _STATE_AT_END:
        return ""
    return "" if len(words) == 1 and words[0] in _STATE else name


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(name)}


def _is_mixed(short: str) -> bool:
    """Tell whether a short ending has capitals in the midst of it, as no short word has."""
    return len(short) <= 6 and not short.isupper() and any(char.isupper() for char in short[1:])


def _is_random(name: str) -> bool:
    """Tell whether a name looks like a hash: digits among letters, capitals anywhere, or no vowels at all."""
    if not name.isalnum():
        return False
    if _DIGIT.search(name):
        return True
    humps = _HUMPS.findall(name)
    if len(humps) > 1 and len(name) < 3 * len(humps):
        return True
    return len(name) > 4 and not re.search(r"[aeiouy]", name, re.IGNORECASE)
