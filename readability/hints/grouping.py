"""Put the hints of one sentence together, and the worst sentences first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drempel.model.hint import Hint, marks

WEIGHTS = {
    "long-sentence": 3.0,
    "split-verb": 2.0,
    "double-negation": 2.0,
    "nominalisation": 2.0,
    "wall-of-text": 2.0,
    "all-capitals": 2.0,
    "no-headings": 2.0,
    "passive-without-actor": 0.5,
    "reader-not-addressed": 0.5,
}
"""Only for the order; other kinds weigh 1. Soft ones, which are often right as they stand, weigh half."""


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence (paragraph, heading) and all hints on it; `places` are those to mark, none over another."""

    start: int
    end: int
    hints: tuple[Hint, ...]
    places: tuple[tuple[int, int], ...]

    @property
    def weight(self) -> float:
        """Return how much is wrong with it."""
        return sum(WEIGHTS.get(hint.key, 1.0) for hint in self.hints)


def by_sentence(hints: Iterable[Hint]) -> tuple[HardSentence, ...]:
    """Return the hints put together by the sentence they stand in, in the order of the text."""
    found: dict[tuple[int, int], list[Hint]] = {}
    for hint in hints:
        found.setdefault((hint.sentence_start, hint.sentence_end), []).append(hint)
    return tuple(
        HardSentence(start, end, tuple(together), _places(together))
        for (start, end), together in sorted(found.items())
    )


def worst_first(sentences: Iterable[HardSentence]) -> list[HardSentence]:
    """Return sentences by how much is wrong with them, the first in the text before its equals."""
    return sorted(sentences, key=lambda sentence: (-sentence.weight, sentence.start))


def _places(hints: Sequence[Hint]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end, _ in marks(hints))
