"""A sentence in capitals, in which words have no shape."""

import re
from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import View
from readability.vocabulary import FUNCTION_WORDS

KEY = "all-capitals"
MIN_WORDS = 4
_MIN_LETTERS = 18
_CODE = re.compile(r"[_=<>{}|\\\[\]]")
_MAX_COMMA_SHARE = 0.3
"""With more commas per word it is a list of names or codes."""


def find(view: View) -> Iterator[Hint]:
    """Yield sentences of at least four words in capitals, with a word that only sentences have."""
    for sentence in view.sentences:
        if (
            sentence.text.isupper()
            and sentence.words >= MIN_WORDS
            and sum(map(str.isalpha, sentence.text)) >= _MIN_LETTERS
            and not _CODE.search(sentence.text)
            and sentence.text.count(",") <= _MAX_COMMA_SHARE * sentence.words
            and not FUNCTION_WORDS.isdisjoint(sentence.text.lower().split())
        ):
            yield view.hint(KEY, sentence.start, sentence.end, KEY, sentence)
