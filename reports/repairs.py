"""Which repairs free most people: at most one for each check, the best of its problems. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drempel.inclusion.people import names, people_of
from drempel.model.issue import Issue
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


def best_repairs(issues: Iterable[Issue], standard: str, who: Mapping[str, str]) -> tuple[Repair, ...]:
    """Return the repairs that free most people, first those of what shuts people out.

    `who` gives the group of people that a check names, where it names one.
    """
    best: dict[str, Repair] = {}
    for issue in issues:
        if group_of(issue, standard) is not Group.NORM:
            continue
        hindered = people_of(who.get(issue.check, ""), issue.requirements)
        one = Repair(issue, tuple(key for key in names() if key in hindered))
        known = best.get(issue.check)
        if known is None or one.weight > known.weight:
            best[issue.check] = one
    ordered = sorted(best.values(), key=lambda one: one.issue.check)
    return tuple(sorted(ordered, key=lambda one: one.weight, reverse=True)[:MOST_REPAIRS])
