"""What a judgement of an answer looks like, and the few things that all families share."""

import re
from collections.abc import Iterator

from drempel.model.snapshot import FetchOutcome, Reason

FEW_WORDS = 60
"""A page with no more own words than this says one thing only."""
SOME_WORDS = 160
"""A wall or error page with a way out."""
MANY_WORDS = 400
"""An error page that also shows what else the site has."""
MAX_CHARS = 20_000
"""Longer texts are pages; keeps the search in them short, whatever they hold."""
MAX_TITLE = 300
"""Characters of a title that are read."""

Verdict = tuple[FetchOutcome, Reason]

_TITLE_PARTS = re.compile(r"\s[-–—:/]+\s|\s*[|•·»]\s*|(?<=\d)[:.-]\s|:\s+(?=\D{0,12}\d{3}\b)")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def blocked(key: str, detail: str = "") -> Verdict:
    """Return the end of an address that something stands before."""
    return FetchOutcome.BLOCKED, Reason(key, detail.strip()[:100])


def broken(key: str, detail: str = "") -> Verdict:
    """Return the end of an address that gave an error."""
    return FetchOutcome.HTTP_ERROR, Reason(key, detail.strip()[:100])


def vocabulary(*lines: str) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(" ".join(lines).split())


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return re.findall(r"[\w'-]+", text.lower())


def says_only(text: str, core: re.Pattern[str], allowed: frozenset[str]) -> bool:
    """Say whether a heading has the core and no word that such headings do without; questions do not."""
    words = words_of(text)
    return bool(
        words
        and len(words) <= 20
        and not text.rstrip().endswith("?")
        and allowed.issuperset(words)
        and core.search(" ".join(words))
    )


def parts_of(title: str) -> list[str]:
    """Return the parts of a title: page, section, site."""
    return _TITLE_PARTS.split(title)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, each with its closing mark."""
    return (found[0].strip() for found in _SENTENCE.finditer(text[:MAX_CHARS]))
