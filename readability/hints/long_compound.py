"""A very long word, made of several."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View

KEY = "long-compound"
MIN_LETTERS = 22
_LETTERS = re.compile(r"[^\W\d_]+")


def find(view: View) -> Iterator[Hint]:
    """Yield words of at least 22 letters without a hyphen, each once in a piece."""
    if max(map(len, view.words)) < MIN_LETTERS:
        return
    for word in sorted({word for word in view.words if len(word) >= MIN_LETTERS}):
        if not _LETTERS.fullmatch(word) or not word[1:].islower() or len(set(word)) < 6:
            continue
        for at in view.places_of(word.lower()):
            yield view.hint(KEY, at, at + len(word), word=word, letters=len(word))
            break
