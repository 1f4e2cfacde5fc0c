"""Find paragraphs, headings and list items in a text without mark-up."""

import re
from collections.abc import Iterator

from drempel.model.text import BlockKind, TextBlock

_PARAGRAPH_END = re.compile(r"(?:\r?\n[^\S\n]*){2,}|[\f\x0b\u2028\u2029]")
_ITEM = re.compile(r"\s*(?:[-*+•●▪◦‣∙–]|\d{1,2}[.)]|[a-z]\))\s+")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_ENDED = re.compile(r"""[.!?…:;]["'”’»)\]]*\s*$""")
WRAPPED_CHARS = 50
"""A line of at least this length that breaks off inside a sentence goes on in the next line."""


def blocks_of(text: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a text, in order, none of them empty.

    A line is a block of its own, unless it was broken to fit a width: it is long, ends no sentence, and what
    follows does not begin an item.
    """
    return tuple(
        block
        for paragraph in _PARAGRAPH_END.split(text)
        for block in _blocks(paragraph)
        if block.text.strip()
    )


def _blocks(paragraph: str) -> Iterator[TextBlock]:
    lines = paragraph.splitlines()
    kind, gathered = BlockKind.PARAGRAPH, ""
    for line in lines:
        goes_on = (len(gathered) >= WRAPPED_CHARS or (gathered and line[:1].islower())) and not _ENDED.search(
            gathered
        )
        if gathered and goes_on and not _ITEM.match(line) and not _HEADING.match(line):
            gathered = f"{gathered.rstrip()} {line.strip()}"
            continue
        if gathered:
            yield TextBlock(gathered, kind)
        if found := _ITEM.match(line):
            kind, gathered = BlockKind.LIST_ITEM, line[found.end() :]
        elif found := _HEADING.match(line):
            yield TextBlock(line[found.end() :], BlockKind.HEADING)
            gathered = ""
        else:
            kind, gathered = BlockKind.PARAGRAPH, line
    if gathered:
        yield TextBlock(gathered, kind)
