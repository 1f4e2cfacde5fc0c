"""A place in a text that a writer can make easier, and why; and all such places of one page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drempel.model.finding import Advice

_PLACES = frozenset({"cut"})
"""Parameters that are places in the text and nothing to read."""

_WHOLE = frozenset({"long-sentence", "wall-of-text", "no-headings", "all-capitals", "heading-says-nothing"})
"""These speak of the whole sentence or paragraph: nothing in it is marked for them."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One reason why one place of a text is hard, for whoever writes it.

    `start` and `end` enclose the place, `sentence_start` and `sentence_end` the sentence (or the paragraph,
    the heading) around it, all in code points of the text. `key` names the kind of hint, `reason` is the key
    of the sentence that tells it (`readability.hints.reasons`), which `params` fill in. `in_law` marks what
    stands in quoted law: whoever quotes cannot change it.
    """

    key: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    reason: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    in_law: bool = False


@dataclass(frozen=True, slots=True)
class HardPassage:
    """A sentence or a paragraph of a page, with everything that makes it hard, the heaviest first.

    `node` is the position of its block in the capture; places in `hints` are code points of `text`. `weight`
    is only for the order.
    """

    node: int
    text: str
    hints: tuple[Hint, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class TextHints:
    """What a writer can make easier in the running Dutch text of one page.

    `reasons` gives for each key of a reason the English msgid of the sentence that tells it; its translation
    stands in the catalogue under context `hint`.
    """

    sentences: tuple[HardPassage, ...] = ()
    """The worst first; each sentence once, however often it stands on the page."""
    more: int = 0
    """Sentences beyond those, less hard."""
    walls: tuple[HardPassage, ...] = ()
    """Paragraphs that are too long."""
    read: tuple[int, ...] = ()
    """Positions of all blocks that were looked at."""
    words: int = 0
    """In those."""
    runs: tuple[tuple[int, int], ...] = ()
    """(position of the first block, words) of each long run of text without a heading."""
    reasons: Mapping[str, str] = field(default_factory=dict)

    def advice(self, hints: Iterable[Hint]) -> tuple[Advice, ...]:
        """Return what hints tell a writer, in their order; what would be said twice is said once."""
        told = (Advice(self.reasons[hint.reason], _params(hint)) for hint in hints)
        return tuple({(one.msgid, *one.params.values()): one for one in told}.values())


def _params(hint: Hint) -> dict[str, str]:
    return {name: str(value) for name, value in hint.params.items() if name not in _PLACES}


def marks(hints: Iterable[Hint]) -> tuple[tuple[int, int, str], ...]:
    """Return the places to mark with the kind of hint that each is for, in order; none over another.

    Of two that meet the shorter one is marked: it shows the word, the other half a sentence.
    """
    places: list[tuple[int, int, str]] = []
    for hint in sorted(hints, key=lambda hint: (hint.end - hint.start, hint.start)):
        is_free = all(hint.end <= start or end <= hint.start for start, end, _ in places)
        if hint.key not in _WHOLE and is_free:
            places.append((hint.start, hint.end, hint.key))
    return tuple(sorted(places))
