"""A sentence in capitals, in which words have no shape."""

from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View

KEY = "all-capitals"
MIN_WORDS = 4
_MIN_LETTERS = 18


def find(view: View) -> Iterator[Hint]:
    """Yield sentences of at least four words that have capitals only."""
    if sum(map(str.isupper, view.words)) < MIN_WORDS:
        return
    for sentence in view.sentences:
        letters = sum(map(str.isalpha, sentence.text))
        if (
            sentence.text.isupper()
            and sentence.words >= MIN_WORDS
            and letters >= _MIN_LETTERS
            and not any(sign in sentence.text for sign in "_=<>{}|\\")
        ):
            yield view.hint(KEY, sentence.start, sentence.end, KEY, sentence)
