"""Tell how common a Dutch word is.

Frequencies are on the Zipf scale in hundredths: 700 is *de*, 500 a word that everybody meets daily, 300 one
in a million words. A compound that is rare itself is as common as its rarest part, less what it costs to
take it apart: *parkeervergunning* is easier than *desinfectie*, although no list has it. The list (some
300,000 forms) is read at the first word, not at import.

Source: R. Speer (2022), wordfreq 3, data CC BY-SA 4.0, from subtitles, news, Wikipedia, web pages and books.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readability.frequency_list import Frequencies

UNKNOWN = 100
"""Of a word that is in no list and has no known parts; the list ends at 100."""
COMMON = 300
"""A word from here on is not taken apart."""
_LINK_COST = 30
"""For the order of ways to take a word apart only as much as needed to prefer the word itself."""
_MIN_PART = 3
_MAX_LETTERS = 40
_LINKS = ("s", "e", "en", "n", "er")
_MIN_PART_ZIPF = 280
_MIN_TAIL = 4
_NUMBER = re.compile("honderd|duizend")


@lru_cache(maxsize=1)
def _list() -> "Frequencies":
    from readability.frequency_list import read

    return read(_MIN_PART_ZIPF)


def zipf_hundredths(word: str) -> int:
    """Return how common a word in small letters is, 100 to 770."""
    known = _list()
    own = known.of(word, UNKNOWN)
    if own >= COMMON or len(word) > _MAX_LETTERS:
        return own
    if "-" in word:
        parts = [part for part in word.split("-") if len(part) > 1]
        return max(own, min((zipf_hundredths(part) for part in parts), default=UNKNOWN))
    return max(own, _split(word, known.common))


def _split(word: str, known: Mapping[str, int], depth: int = 2) -> int:
    """Return the best that taking a compound apart gives: the frequency of its rarest part, less the cost."""
    best = UNKNOWN
    for at in range(_MIN_PART, len(word) - _MIN_PART + 1):
        right = known.get(word[at:], UNKNOWN)
        if right < _MIN_PART_ZIPF:
            # The rest may be a compound itself; asked last, since it costs most.
            if depth < 2 or len(word) - at <= 2 * _MIN_PART:
                continue
            left = _first_part(word[:at], known)
            if left < _MIN_PART_ZIPF or left - _LINK_COST <= best:
                continue
            right = _split(word[at:], known, depth - 1)
            if right < _MIN_PART_ZIPF:
                continue
        elif right - _LINK_COST <= best:
            continue
        else:
            left = _first_part(word[:at], known)
        if left >= _MIN_PART_ZIPF:
            best = max(best, min(left, right) - _LINK_COST)
    return best


def _first_part(head: str, known: Mapping[str, int]) -> int:
    """Return how common the first part of a compound is, with or without the letters that link it."""
    best = known.get(head, 0)
    for link in _LINKS:
        if head.endswith(link) and len(head) - len(link) >= _MIN_PART:
            best = max(best, known.get(head[: -len(link)], 0))
    return best


def is_compound(word: str) -> bool:
    """Tell whether a long word in small letters ends with a known word, and is no number."""
    known = _list().common
    ends = range(_MIN_TAIL, len(word) - _MIN_TAIL + 1)
    return not _NUMBER.search(word) and any(known.get(word[at:], 0) >= _MIN_PART_ZIPF for at in ends)
