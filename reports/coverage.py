"""What a report says of how much of the site the scan saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drempel.model.snapshot import FetchOutcome
from reports.wording import OUTCOMES

MOST_REASONS = 8

MISSED = {
    FetchOutcome.HTTP_ERROR,
    FetchOutcome.TIMEOUT,
    FetchOutcome.BLOCKED,
    FetchOutcome.CRASHED,
    FetchOutcome.UNSAFE,
}
"""Pages of the site that should have been judged (as `Coverage.unjudged` counts them)."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A line of the coverage table."""

    outcome: FetchOutcome
    count: int
    fate: str
    reasons: Sequence[tuple[str, int]]


def outcome_rows(
    by_outcome: Mapping[FetchOutcome, int], reasons: Mapping[tuple[FetchOutcome, str], int]
) -> list[OutcomeRow]:
    """Return the lines of the coverage table; "judged" is there even when it is nought."""
    rows = []
    for outcome in OUTCOMES:
        count = by_outcome.get(outcome, 0)
        why = sorted(
            ((key, n) for (o, key), n in reasons.items() if o is outcome and key),
            key=lambda row: (-row[1], row[0]),
        )
        if len(why) == 1 and fate(outcome) == "left-out":
            why = []  # the one reason would only say the outcome again
        if count or outcome is FetchOutcome.OK:
            rows.append(OutcomeRow(outcome, count, fate(outcome), why[:MOST_REASONS]))
    return rows


def fate(outcome: FetchOutcome) -> str:
    """Return how an address ended in three words: `seen`, `missed` or `left-out`."""
    return "seen" if outcome is FetchOutcome.OK else "missed" if outcome in MISSED else "left-out"
