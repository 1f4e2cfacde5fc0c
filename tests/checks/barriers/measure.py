"""Which of the planted barriers are found: `python -m tests.checks.barriers.measure [part of an id]`.

A barrier counts as found when a check that is about that very problem says so of the planted element, of one
inside it, or of one around it.
"""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drempel.dom import Dom, Node
from drempel.model.finding import Finding, Kind, Outcome
from tests.checks.seen import PAGE, seen

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Barrier:
    """One planted barrier: its page, and the checks that are about it."""

    id: str
    html: str
    wanted: tuple[str, ...]


def barriers() -> list[Barrier]:
    """Return all planted barriers."""
    told = tomllib.loads((HERE / "barriers.toml").read_text(encoding="utf-8"))["barrier"]
    return [
        Barrier(
            one["id"],
            one.get("page") or PAGE.format(head=one.get("head", ""), body=one["body"]),
            tuple(one["wanted"]),
        )
        for one in told
    ]


def found(planted: Sequence[Barrier]) -> dict[str, tuple[Finding, ...]]:
    """Return by barrier the findings about it, failures first."""
    judged = seen({barrier.id: barrier.html for barrier in planted})
    return {
        barrier.id: _about(barrier, dom, judgement.findings)
        for barrier, (dom, judgement) in zip(planted, judged.values(), strict=True)
    }


def _about(barrier: Barrier, dom: Dom, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    (target,) = dom.select("[data-plant]")
    about = [
        one
        for one in findings
        if one.check in barrier.wanted and _meets(target, dom.at_index(one.pointer.node))
    ]
    return tuple(sorted(about, key=lambda one: one.outcome is not Outcome.FAILED))


def _meets(target: Node, said: Node | None) -> bool:
    """Say whether what was said of one element is about the target."""
    return said is not None and (said == target or target.holds(said) or said.holds(target))


def rates(by_id: Mapping[str, tuple[Finding, ...]]) -> tuple[int, int, int]:
    """Return how many barriers are failed, how many of these against a norm, and failed or asked about."""
    first = [told[0] for told in by_id.values() if told]
    failed = [one for one in first if one.outcome is Outcome.FAILED]
    return len(failed), sum(one.kind is Kind.NORM for one in failed), len(first)


def main() -> int:
    """Print what is said of each barrier, and the totals; 0."""
    planted = [one for one in barriers() if not sys.argv[1:] or any(w in one.id for w in sys.argv[1:])]
    by_id = found(planted)
    for barrier in planted:
        told = by_id[barrier.id]
        word = f"{told[0].outcome.value} {told[0].kind.value} {told[0].check}" if told else "nothing"
        print(f"{barrier.id:36} {word}")  # noqa: T201 - this is a command
    print(len(planted), rates(by_id))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
