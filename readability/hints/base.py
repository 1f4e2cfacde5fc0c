"""What every hint is given to look at: a piece of text, cut into sentences, with its words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from drempel.model.hint import Hint


class PieceKind(StrEnum):
    """What a piece of a text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CODE = "code"
    """An example, a formula, a table of figures: nothing to read aloud."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading or list item of a text; `links` are places in the text."""

    start: int
    end: int
    kind: PieceKind = PieceKind.PARAGRAPH
    links: tuple[tuple[int, int], ...] = ()


class Sentence(NamedTuple):
    """A sentence of a piece; `start` and `end` are places in the piece."""

    start: int
    end: int
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class View:
    """A piece as the hints see it.

    `text` and `lower` have the length of the piece and single characters for white space, so that a place in
    one is a place in the other. `words` stand as written, `known` in small letters, each once.
    """

    piece: Piece
    text: str
    lower: str
    words: tuple[str, ...]
    known: frozenset[str]
    sentences: tuple[Sentence, ...]
    ends: tuple[int, ...]
    """Where the sentences end."""
    law_names: tuple[tuple[int, int], ...] = ()
    quoted_law: tuple[tuple[int, int], ...] = ()

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence around a place, the last one for a place behind all."""
        at = bisect_right(self.ends, place)
        return self.sentences[min(at, len(self.sentences) - 1)]

    def hint(
        self,
        key: str,
        start: int,
        end: int,
        reason: str = "",
        sentence: Sentence | None = None,
        **params: str | int,
    ) -> Hint:
        """Return a hint on a place of the piece, in places of the whole text."""
        around = sentence or self.sentence_at(start)
        shift = self.piece.start
        return Hint(
            key=key,
            start=shift + start,
            end=shift + end,
            sentence_start=shift + around.start,
            sentence_end=shift + around.end,
            reason=reason or key,
            params=params,
            in_law=any(low <= start < high for low, high in self.quoted_law),
        )

    def places_of(self, phrase: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Yield where a phrase in small letters stands as whole words."""
        end = len(self.lower) if end is None else end
        at = self.lower.find(phrase, start, end)
        while at >= 0:
            if is_whole(self.lower, at, at + len(phrase)):
                yield at
            at = self.lower.find(phrase, at + 1, end)


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no letter, digit or hyphen touches either end of a place."""
    return not (start and _joins(text[start - 1])) and not (end < len(text) and _joins(text[end]))


def _joins(character: str) -> bool:
    return character.isalnum() or character in "-_’'"


_LAST_WORD = re.compile(r"([\w'’-]+)\s*$")
_NEXT_WORD = re.compile(r"\s+([^\W\d_][\w'’-]*)")
_REACH = 40


def word_before(text: str, start: int) -> str:
    """Return the word right before a place, empty when another sign stands between."""
    found = _LAST_WORD.search(text, max(0, start - _REACH), start)
    return found[1] if found else ""


def word_after(text: str, end: int) -> str:
    """Return the word right after a place, empty when another sign stands between."""
    found = _NEXT_WORD.match(text, end)
    return found[1] if found else ""
