"""A verb in two far parts (tangconstructie), found with the parts of speech of the extra `drempel[pos]`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drempel.model.hint import Hint
from readability.hints.base import Sentence, View
from readability.segment import words
from readability.tagger import is_available, tags_of
from readability.wordlist import word_set

__all__ = ["KEY", "find", "is_available", "split_verbs"]

KEY = "split-verb"
MIN_BETWEEN = 10
"""Words between the two parts."""
_WITH_PARTICIPLE = word_set(
    "heb hebt heeft hebben had hadden ben bent is zijn was waren word wordt worden werd werden"
)
_WITH_INFINITIVE = word_set(
    "kan kunt kunnen kon konden moet moeten moest moesten mag mogen mocht mochten wil wilt willen wou wilde "
    "wilden zal zult zullen zou zouden gaat gaan laat laten"
)
_FIRST = _WITH_PARTICIPLE | _WITH_INFINITIVE
_APART = re.compile(r"[;:()–—“”\"]")
_BEGINS_CLAUSE = re.compile(r"maar|want|om|waar[a-z]+|dewelke|hetwelk|hetgeen")
_OTHER_CLAUSE = ("WW(pv", "VNW(betr", "VG(onder")
"""Tags of what begins another clause, or is the verb of one."""


@dataclass(frozen=True, slots=True)
class SplitVerb:
    """The two parts of a verb by their place among the words of a sentence."""

    first: int
    last: int


def find(view: View) -> Iterator[Hint]:
    """Yield clauses whose participle or infinitive comes more than ten words after its first verb."""
    for sentence in view.sentences:
        if sentence.words < MIN_BETWEEN + 4:
            continue
        found = words(sentence.text)
        if verb := next(split_verbs(sentence.text, found), None):
            yield _hint(view, sentence, found, verb)


def split_verbs(sentence: str, found: Sequence[str]) -> Iterator[SplitVerb]:
    """Yield the verbs of a sentence, given with its words, that stand in two far parts."""
    lowered = [word.lower() for word in found]
    if _FIRST.isdisjoint(lowered):
        return
    tags = tags_of(found)
    places: list[int] = []
    done = -1
    for first, word in enumerate(lowered):
        if first <= done or word not in _FIRST or not tags[first].startswith("WW(pv"):
            continue
        last = _other_part(lowered, tags, first)
        if last is None or last - first <= MIN_BETWEEN:
            continue
        places = places or _places(sentence, found)
        if not _APART.search(sentence, places[first], places[last]):
            done = last
            yield SplitVerb(first, last)


def _other_part(lowered: Sequence[str], tags: Sequence[str], first: int) -> int | None:
    """Return where the other part of a verb stands, in the same clause; an infinitive after *te* is none."""
    wanted = "WW(vd,vrij" if lowered[first] in _WITH_PARTICIPLE else "WW(inf,vrij"
    for at in range(first + 1, len(tags)):
        if tags[at].startswith(_OTHER_CLAUSE) or _BEGINS_CLAUSE.fullmatch(lowered[at]):
            return None
        if tags[at].startswith(wanted) and lowered[at - 1] != "te":
            # "Opgenomen worden": the verb of a clause whose beginning was missed.
            is_of_other = at + 1 < len(tags) and tags[at + 1].startswith("WW(pv")
            return None if is_of_other else at
    return None


def _places(sentence: str, found: Sequence[str]) -> list[int]:
    at, places = 0, []
    for word in found:
        at = sentence.find(word, at)
        places.append(at)
        at += len(word)
    return places


def _hint(view: View, sentence: Sentence, found: Sequence[str], verb: SplitVerb) -> Hint:
    places = _places(sentence.text, found)
    first, last = found[verb.first], found[verb.last]
    return view.hint(
        KEY,
        sentence.start + places[verb.first],
        sentence.start + places[verb.last] + len(last),
        sentence=sentence,
        first=first,
        last=last,
        words=verb.last - verb.first - 1,
    )
