"""A finding before it is joined with what another judge saw on the same element, and pointed at."""

from collections.abc import Mapping
from dataclasses import dataclass

from drempel.dom import Node
from drempel.model.finding import Advice, Crop, Impact, Kind, Outcome, Pointer, Source, Step

_WEIGHT = {Kind.NORM: 2, Kind.BEYOND: 1, Kind.PRACTICE: 0}


@dataclass(slots=True)
class Draft:
    """One problem on one element, by one check.

    `node` is the element; where it could not be found again, `pointer` says what axe-core told of it.
    """

    check: str
    problem: str
    outcome: Outcome
    impact: Impact
    kind: Kind
    key: str
    params: Mapping[str, str]
    requirements: tuple[str, ...]
    act: tuple[str, ...]
    sources: tuple[Source, ...]
    node: Node | None = None
    pointer: Pointer | None = None
    was_failed: bool = False
    """Whether axe-core failed what is now a question."""
    steps: tuple[Step, ...] = ()
    crop: Crop | None = None
    advice: tuple[Advice, ...] = ()

    @property
    def order(self) -> int:
        """Return the position in the document; what was not found comes last."""
        return self.node.index if self.node is not None else 1 << 60

    def absorb(self, other: "Draft", *, has_last_word: bool = False) -> None:
        """Take in the same problem as another judge saw it.

        Where both say the same, the heavier ground is what stands. Where one fails the element and the other
        only asks, the failure stands on its own ground: a question proves nothing about other requirements.
        With the last word nothing changes but that two judges saw it.
        """
        if has_last_word:
            pass
        elif self.outcome is other.outcome:
            self.impact = max(self.impact, other.impact, key=lambda impact: impact.rank)
            self.kind = max(self.kind, other.kind, key=_WEIGHT.__getitem__)
            self.requirements = union(self.requirements, other.requirements)
            self.act = union(self.act, other.act)
        elif other.outcome is Outcome.FAILED:
            self.outcome, self.impact, self.kind = other.outcome, other.impact, other.kind
            self.requirements, self.act = other.requirements, other.act
        self.sources = tuple(sorted({*self.sources, *other.sources}))


def union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return both without duplicates, the first one's order first."""
    return tuple(dict.fromkeys((*one, *other)))
