"""A finding before it is joined with what another judge saw on the same element, and pointed at."""

from collections.abc import Mapping
from dataclasses import dataclass

from drempel.dom import Node
from drempel.model.finding import Impact, Kind, Outcome, Pointer, Source

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

    @property
    def order(self) -> int:
        """Return the position in the document; what was not found comes last."""
        return self.node.index if self.node is not None else 1 << 60

    def absorb(self, other: "Draft") -> None:
        """Take in the same problem as another judge saw it: the heavier of the two is what stands."""
        if other.outcome is Outcome.FAILED:
            self.outcome = Outcome.FAILED
        self.impact = max(self.impact, other.impact, key=lambda impact: impact.rank)
        self.kind = max(self.kind, other.kind, key=_WEIGHT.__getitem__)
        self.requirements = union(self.requirements, other.requirements)
        self.act = union(self.act, other.act)
        self.sources = tuple(sorted({*self.sources, *other.sources}))


def union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return both without duplicates, the first one's order first."""
    return tuple(dict.fromkeys((*one, *other)))
