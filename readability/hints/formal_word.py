"""A formal, archaic or roundabout word with a plain one that says the same."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View, is_whole, word_after, word_before
from readability.hints.lists import Entry, cues, entries_by_cue
from readability.wordlist import word_set

KEY = "formal-word"
LIST = "formal_words"
REASONS = ("archaic", "formal", "roundabout", "legal", "foreign")

_DETERMINERS = word_set(
    "de het een dit dat deze die dien uw mijn zijn haar hun ons onze jouw je elk elke ieder iedere "
    "geen welk welke "
    "alle eerste tweede der des eigen"
)
_BEFORE_NOUN = _DETERMINERS | word_set(
    "van bij met na voor tot op in aan door over nieuwe schriftelijke officiële bij de"
)
# "U dient te betalen", not "het geld dient om te betalen" or "dit dient als plaats om te rusten".
_MUST = re.compile(r"(?:(?! (?:om|als|voor|tot) )[^.;:])* te ")
_REFLEXIVE_CHARS = 40


def find(view: View) -> Iterator[Hint]:
    """Yield every phrase of the list that stands in a piece and that its guard lets through."""
    found = cues(LIST) & view.known
    if not found:
        return
    by_cue = entries_by_cue(LIST)
    for cue in found:
        for at in view.places_of(cue):
            for entry in by_cue[cue]:
                start = at - entry.cue_at
                end = start + len(entry.phrase)
                if (
                    view.lower.startswith(entry.phrase, max(0, start))
                    and is_whole(view.lower, start, end)
                    and _is_meant(view, start, end, entry)
                ):
                    yield view.hint(
                        KEY,
                        start,
                        end,
                        f"formal-word-{entry.columns[2]}",
                        word=view.text[start:end],
                        plain=entry.columns[0],
                    )
                    break


def _is_meant(view: View, start: int, end: int, entry: Entry) -> bool:
    # A name of a law, of a service, of a street.
    if any(low <= start < high for low, high in view.law_names):
        return False
    sentence = view.sentence_at(start)
    if view.text[start].isupper() and start != sentence.start and view.text[start : start + 2].istitle():
        return False
    guard = entry.columns[1]
    if guard == "-":
        return True
    before = word_before(view.lower, start)
    if guard == "noun":
        return before in _BEFORE_NOUN
    if guard == "te":
        return before not in _BEFORE_NOUN and _MUST.match(view.lower, end, sentence.end) is not None
    if guard == "prep":
        return before not in _DETERMINERS and bool(word_after(view.text, end))
    # "Zich realiseren" is another verb.
    return before not in _DETERMINERS and not (guard == "verb" and _is_reflexive(view.lower, start))


def _is_reflexive(text: str, start: int) -> bool:
    return "zich" in text[max(0, start - _REFLEXIVE_CHARS) : start].split()
