"""A verb in two far parts (tangconstructie), found with the parts of speech of the extra `drempel[pos]`."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.segment import words
from readability.wordlist import word_set

KEY = "split-verb"
MIN_BETWEEN = 10
"""Words between the two parts."""
_FIRST = word_set(
    "heb hebt heeft hebben had hadden word wordt worden werd werden kan kunt kunnen kon konden moet "
    "moeten moest "
    "moesten mag mogen mocht mochten wil wilt willen zal zult zullen zou zouden is zijn was waren ben bent"
)
_CLAUSE_WORDS = word_set("die dat dit of maar want omdat als indien wanneer terwijl zodat waar waarin en")


def is_available() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("HanTa") is not None


def find(view: View) -> Iterator[Hint]:
    """Yield clauses whose participle or infinitive comes ten or more words after its first verb."""
    for sentence in view.sentences:
        if sentence.words < MIN_BETWEEN + 4:
            continue
        found = words(sentence.text)
        lowered = [word.lower() for word in found]
        if _FIRST.isdisjoint(lowered):
            continue
        tags = [tag for _, _, tag in _tagger().tag_sent(found)]
        for at, word in enumerate(lowered):
            last = _other_part(lowered, tags, at) if word in _FIRST else None
            if last is not None and last - at > MIN_BETWEEN:
                yield _hint(view, sentence.start, sentence.end, found, at, last)
                break


def _other_part(lowered: list[str], tags: list[str], first: int) -> int | None:
    """Return where the other part of a verb stands, in the same clause: no other finite verb between."""
    for at in range(first + 1, len(tags)):
        if tags[at].startswith("WW(pv") or lowered[at] in _CLAUSE_WORDS:
            return None
        if tags[at].startswith(("WW(vd,vrij", "WW(inf,vrij")):
            return at
    return None


def _hint(view: View, start: int, end: int, found: list[str], first: int, last: int) -> Hint:
    at, places = start, []
    for word in found:
        at = view.text.find(word, at, end)
        places.append(at)
        at += len(word)
    return view.hint(
        KEY,
        places[first],
        places[last] + len(found[last]),
        first=found[first],
        last=found[last],
        words=last - first - 1,
    )


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_dutch.pgz")
