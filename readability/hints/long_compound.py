"""A very long word, made of several."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.frequency import is_compound
from readability.hints.base import View

KEY = "long-compound"
MIN_LETTERS = 22
_LETTERS = re.compile(r"[^\W\d_]+")


def find(view: View) -> Iterator[Hint]:
    """Yield compounds of at least 22 letters without a hyphen, each once in a piece.

    A word with a capital inside a sentence is a name, and one without a known last part is no compound.
    """
    if max(map(len, view.words)) < MIN_LETTERS:
        return
    for word in sorted({word for word in view.words if len(word) >= MIN_LETTERS}):
        if not _LETTERS.fullmatch(word) or not word[1:].islower():
            continue
        at = next(view.places_of(word.lower()), -1)
        if at < 0 or (word[0].isupper() and view.sentence_at(at).start != at):
            continue
        if is_compound(word.lower()):
            yield view.hint(KEY, at, at + len(word), word=word, letters=len(word))
