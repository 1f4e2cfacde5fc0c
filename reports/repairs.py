"""Which repairs free most people: at most one for each check, the best of its problems. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drempel.inclusion.people import names, people_of
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.grouping import Group, group_of

MOST_REPAIRS = 5
EVERYONE = "all"


@dataclass(frozen=True, slots=True)
class Repair:
    """One problem against the norm that is worth a repair."""

    issue: Issue
    people: tuple[str, ...]
    """Keys of the groups of people whom it hinders."""

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return what repairs are ordered by: what shuts people out first, then groups times pages."""
        groups = len(names()) if EVERYONE in self.people else len(self.people)
        return self.issue.impact.rank, max(1, groups) * self.issue.pages, self.issue.occurrences


class Repairs:
    """The repairs of a scan, gathered problem by problem: for each check the one that frees most people."""

    def __init__(self, who: Mapping[str, str]) -> None:
        """Begin without any; `who` gives the group of people that a check names, where it names one."""
        self._who = who
        self._best: dict[str, Repair] = {}

    def add(self, issue: Issue) -> None:
        """Take a problem against the norm into account."""
        hindered = people_of(self._who.get(issue.check, ""), issue.requirements)
        one = Repair(issue, tuple(key for key in names() if key in hindered))
        known = self._best.get(issue.check)
        if known is None or one.weight > known.weight:
            self._best[issue.check] = one

    def first(self, most: int = MOST_REPAIRS) -> tuple[Repair, ...]:
        """Return those that free most people, first those of what shuts people out."""
        ordered = sorted(self._best.values(), key=lambda one: one.issue.check)
        return tuple(sorted(ordered, key=lambda one: one.weight, reverse=True)[:most])


def who_of(source: ReportSource) -> dict[str, str]:
    """Return the group of people that each check of a scan names."""
    return {check.info.id: check.info.who for check in source.checks()}


def best_repairs(issues: Iterable[Issue], standard: str, who: Mapping[str, str]) -> tuple[Repair, ...]:
    """Return the repairs that free most people, first those of what shuts people out."""
    repairs = Repairs(who)
    for issue in issues:
        if group_of(issue, standard) is Group.NORM:
            repairs.add(issue)
    return repairs.first()
