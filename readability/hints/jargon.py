"""A term of the administration or of digital devices that the text never explains."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View, is_whole
from readability.hints.lists import Entry, cues, entries_by_cue

KEY = "jargon"
LIST = "jargon"
_MIN_WORDS = 6
"""In fewer words it is a label, or a name in a list."""
_IN_CODE = frozenset("=:/_\\<>(){}[]|#@$+*")


def find(view: View, seen: dict[str, Hint], lower: str) -> Iterator[Hint]:
    """Yield each term of the list at its first place in the text, unless the text explains it."""
    found = cues(LIST) & view.known
    if not found or len(view.words) < _MIN_WORDS:
        return
    by_cue = entries_by_cue(LIST)
    for cue in sorted(found):
        for at in view.places_of(cue):
            entry = next(
                (entry for entry in by_cue[cue] if _stands(entry, view.lower, at - entry.cue_at)), None
            )
            if entry is None or entry.columns[0] in seen:
                continue
            start = at - entry.cue_at
            end = start + len(entry.phrase)
            if _is_name(view, start, end):
                continue
            hint = view.hint(
                KEY,
                start,
                end,
                f"jargon-{entry.columns[1]}",
                word=view.text[start:end],
                plain=entry.columns[0],
            )
            seen[entry.columns[0]] = hint
            if not _is_explained(entry, lower):
                yield hint


def _is_name(view: View, start: int, end: int) -> bool:
    """Tell whether a term is part of a name (Verordening op …, the tab Interface) or of code."""
    before, after = view.text[max(0, start - 1) : start], view.text[end : end + 1]
    if before in _IN_CODE or after in _IN_CODE:
        return True
    return view.text[start].isupper() and start != view.sentence_at(start).start


def _stands(entry: Entry, lower: str, start: int) -> bool:
    return (
        start >= 0
        and lower.startswith(entry.phrase, start)
        and is_whole(lower, start, start + len(entry.phrase))
    )


def _is_explained(entry: Entry, lower: str) -> bool:
    term = re.escape(entry.phrase)
    says = (
        r"(?:is|zijn) (?:een|de|het) |betekent|\(|, (?:dat|dit) (?:is|wil|betekent)|, (?:een|oftewel|ofwel) "
        r"|: (?:een|de|het) "
    )
    named = r"\b(?:heet|noemt men|noemen we) (?:een |de |het )?"
    return re.search(rf"\b{term}[”\"’']? ?(?:{says})|\(\W*{term}\W*\)|{named}{term}\b", lower) is not None
