"""A paragraph that is so long that nobody begins to read it."""

from collections.abc import Iterator

from drempel.model.hint import Hint
from readability.hints.base import PieceKind, Sentence, View

KEY = "wall-of-text"
MAX_WORDS = 130
"""A screen of a telephone holds some 90 words; half of one more and the end is out of sight."""
_MIN_SENTENCES = 3


def find(view: View) -> Iterator[Hint]:
    """Yield a paragraph of too many words."""
    count = sum(sentence.words for sentence in view.sentences)
    if count > MAX_WORDS and len(view.sentences) >= _MIN_SENTENCES and view.piece.kind is PieceKind.PARAGRAPH:
        whole = Sentence(0, len(view.text), view.text, count)
        yield view.hint(KEY, 0, len(view.text), KEY, whole, words=count)
