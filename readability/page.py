"""Read one page: measure its text and say what a writer can make easier."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from drempel.model.hint import TextHints, marks
from drempel.model.text import HardSentence, TextProfile, VisibleText
from readability.hints.long_sentence import KEY as LONG
from readability.page_hints import page_hints
from readability.profile import profile
from readability.segment import is_spoken, words

MAX_HARDEST = 5
"""Sentences that a profile names: the first to begin with. All of them stand among the hints."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything that is known of the text of a page."""

    profile: TextProfile
    hints: TextHints


def read_page(text: VisibleText) -> PageReading:
    """Return everything that is known of the text of a page; the same text gives the same."""
    hints = page_hints(text)
    hardest = tuple(islice(_hardest(text, hints), MAX_HARDEST))
    return PageReading(replace(profile(text), hardest=hardest), hints)


def _hardest(text: VisibleText, hints: TextHints) -> Iterator[HardSentence]:
    """Yield the sentences with hints, the worst first; its reasons are the kinds of its hints."""
    selectors = {block.node: block.selector for block in text.blocks if block.node is not None}
    for sentence in hints.sentences:
        told = next((hint.params["words"] for hint in sentence.hints if hint.key == LONG), None)
        yield HardSentence(
            sentence.text,
            int(told) if told is not None else sum(map(is_spoken, words(sentence.text))),
            tuple(dict.fromkeys(hint.key for hint in sentence.hints)),
            selectors[sentence.node],
            marks(sentence.hints),
            hints.advice(sentence.hints),
        )
