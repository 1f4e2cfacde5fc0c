"""What people decide about an issue: a waiver until a day, that it is real, or that it is a false alarm.

A decision changes how an issue is shown and whether it counts for the exit code; never its outcome.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drempel.model.indicator import Share


class DecisionKind(StrEnum):
    """What was decided."""

    WAIVED = "waived"
    """The problem may stay until a day: with reason, legal basis and owner."""
    WAIVER_ENDED = "waiver-ended"
    """The waiver no longer holds, before its day."""
    CONFIRMED = "confirmed"
    """A person looked: the problem is real."""
    FALSE_ALARM = "false-alarm"
    """A person looked: there is no problem; the check is wrong here."""


_WAIVERS = frozenset({DecisionKind.WAIVED, DecisionKind.WAIVER_ENDED})


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one person. `basis`, `until` and `owner` are given with a waiver only.

    `file` names the file that holds it; empty for one that stands in the database.
    """

    kind: DecisionKind
    reason: str
    by: str
    decided_at: datetime
    basis: str = ""
    until: date | None = None
    """The last day on which the waiver holds."""
    owner: str = ""
    """Who sees to it that the problem is gone by then."""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What people decided about one issue, as it stands on a day.

    A waiver and what a person saw are two things: a problem that is real may have a waiver.
    """

    on: date
    waiver: Decision | None = None
    """The newest decision about a waiver."""
    seen: Decision | None = None
    """The newest of `confirmed` and `false-alarm`."""

    @property
    def is_waived(self) -> bool:
        """Tell whether a waiver holds on this day; its last day is part of it."""
        one = self.waiver
        return (
            one is not None
            and one.kind is DecisionKind.WAIVED
            and one.until is not None
            and one.until >= self.on
        )

    @property
    def has_expired(self) -> bool:
        """Tell whether there was a waiver whose last day is past: the issue is open again."""
        return self.waiver is not None and self.waiver.kind is DecisionKind.WAIVED and not self.is_waived

    @property
    def is_false_alarm(self) -> bool:
        """Tell whether a person saw that there is no problem."""
        return self.seen is not None and self.seen.kind is DecisionKind.FALSE_ALARM

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a person saw that the problem is real."""
        return self.seen is not None and self.seen.kind is DecisionKind.CONFIRMED

    @property
    def is_set_aside(self) -> bool:
        """Tell whether the issue is shown apart and does not count for the exit code."""
        return self.is_waived or self.is_false_alarm


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """A decision with the issue that it is about, as a file names it: by `issue` id or `fingerprint`."""

    decision: Decision
    issue: str = ""
    fingerprint: str = ""
    site: str = ""
    """First start address of the site; empty where the id of the issue says enough."""


@dataclass(frozen=True, slots=True)
class IssueName:
    """An issue as a decision names it."""

    id: str
    fingerprint: str
    check: str
    site: str


def standing(decisions: Iterable[Decision], on: date) -> Standing | None:
    """Return what the decisions about one issue come to on a day; `None` where there are none.

    The newest of a kind counts; of two at the same moment the one that was given last.
    """
    waiver = seen = None
    for one in sorted(decisions, key=lambda decision: decision.decided_at.astimezone(UTC)):
        if one.kind in _WAIVERS:
            waiver = one
        else:
            seen = one
    return Standing(on, waiver, seen) if waiver or seen else None


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often people who looked agreed with a check; each issue counts once, by the newest decision."""

    check: str
    issues: int
    """Issues that the check ever found."""
    confirmed: int
    false_alarms: int

    @property
    def right(self) -> "Share":
        """Return the confirmed issues, of those at which a person looked."""
        from drempel.model.indicator import Share

        return Share(self.confirmed, self.confirmed + self.false_alarms)


def reliability(found: Sequence[tuple[str, Iterable[Decision]]], on: date) -> tuple[Reliability, ...]:
    """Return a row per check with an issue, by id; `found` has check and decisions of each issue."""
    rows: dict[str, list[int]] = {}
    for check, decisions in found:
        row = rows.setdefault(check, [0, 0, 0])
        row[0] += 1
        if stands := standing(decisions, on):
            row[1] += stands.is_confirmed
            row[2] += stands.is_false_alarm
    return tuple(Reliability(check, *row) for check, row in sorted(rows.items()))
