"""Do two pages or frames show the same? Told from their lines of text, with a large place for doubt."""

import re
from collections.abc import Collection
from enum import Enum, auto

from drempel.dom import Dom, Node, fold

MAX_SHARED = 0.1
"""Share of words in common below which two texts, without the lines that both have, are about other things:
two articles of one site share 0.15 and more, by the words that every text has."""

MIN_WORDS = 2
"""With fewer words of its own a text is an error or a sign that it is still loading."""

_WORD = re.compile(r"\w{3,}")


class Likeness(Enum):
    """How two texts relate."""

    SAME = auto()
    UNCLEAR = auto()
    APART = auto()


def likeness(one: Collection[str], other: Collection[str]) -> Likeness:
    """Return whether two texts say the same; one that is part of the other counts as the same.

    Of two texts of which one is empty nothing is known: it may still have been loading.
    """
    first, second = ({line.casefold() for line in lines} for lines in (one, other))
    if not first or not second:
        return Likeness.UNCLEAR
    if first <= second or second <= first:
        return Likeness.SAME
    words, others = (set(_WORD.findall(" ".join(lines))) for lines in (first - second, second - first))
    if min(len(words), len(others)) < MIN_WORDS:
        return Likeness.UNCLEAR
    return Likeness.APART if len(words & others) / len(words | others) < MAX_SHARED else Likeness.UNCLEAR


def lines_of(dom: Dom, part: Node) -> list[tuple[Node, str]]:
    """Return the visible text of a part of a page, block by block."""
    blocks: dict[Node, list[str]] = {}
    for owner, shown, text in dom.pieces_below(part):
        if shown and text.strip() and owner.is_visible:
            blocks.setdefault(owner.block, []).append(text)
    return [(block, fold("".join(texts))) for block, texts in blocks.items()]
