"""A long text without headings."""

from collections.abc import Sequence

from drempel.model.hint import Hint
from readability.hints.base import Piece, PieceKind

KEY = "no-headings"
MIN_WORDS = 300
"""A page and a half in print."""


def find(pieces: Sequence[Piece], words: int) -> tuple[Hint, ...]:
    """Return a hint on the first paragraph of a long text that could have had headings and has none."""
    if words < MIN_WORDS or any(piece.kind is PieceKind.HEADING for piece in pieces):
        return ()
    first = pieces[0]
    return (Hint(KEY, first.start, first.end, first.start, first.end, KEY, {"words": words}),)
