"""Cut a text without mark-up into pieces, and pieces into sentences, and keep where they stand.

The rules are those of `readability.plain_text` and `readability.segment`, which give texts without places.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from readability.hints.base import Piece, PieceKind, Sentence
from readability.plain_text import WRAPPED_CHARS
from readability.segment import ends_of, words

_PARAGRAPH_END = re.compile(r"(?:\r?\n[^\S\n]*){2,}|[\f\x0b\u2028\u2029]")
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"\s*(?:[-*+•●▪◦‣∙–]|\d{1,2}[.)]|[a-z]\))\s+")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_ENDED = re.compile(r"""[.!?…:;]["'”’»)\]]*\s*$""")
_LONG_ENOUGH = 22
"""So many spaces and no fewer make a sentence worth counting its words."""


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the paragraphs, headings (after `#`) and list items of a text."""
    at = 0
    for gap in _PARAGRAPH_END.finditer(text):
        yield from _pieces(text, at, gap.start())
        at = gap.end()
    yield from _pieces(text, at, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    open_at, open_end, kind = -1, -1, PieceKind.PARAGRAPH
    for line in _LINE.finditer(text, start, end):
        if text[line.start() : line.end()].isspace():
            continue
        item, heading = _ITEM.match(text, *line.span()), _HEADING.match(text, *line.span())
        if open_at >= 0:
            is_wrapped = open_end - open_at >= WRAPPED_CHARS or text[line.start()].islower()
            ended = _ENDED.search(text, max(open_at, open_end - 8), open_end)
            if is_wrapped and not ended and not item and not heading:
                open_end = line.end()
                continue
            yield Piece(open_at, open_end, kind)
            open_at = -1
        if heading:
            yield Piece(heading.end(), line.end(), PieceKind.HEADING)
            continue
        open_at, open_end = (item.end() if item else line.start()), line.end()
        kind = PieceKind.LIST_ITEM if item else PieceKind.PARAGRAPH
    if open_at >= 0:
        yield Piece(open_at, open_end, kind)


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a piece with their places; words are only counted exactly in long ones."""
    for start, end in pairwise((0, *ends_of(text), len(text))):
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if start < end:
            sentence = text[start:end]
            spaces = sentence.count(" ")
            yield Sentence(
                start, end, sentence, spaces + 1 if spaces < _LONG_ENOUGH else len(words(sentence))
            )
