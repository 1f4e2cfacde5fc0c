"""Who is left behind: the barriers of a scan by the people whom they shut out; pure.

Barriers are problems that checks found (accessibility and language), and indicators that were answered no.
Nothing is added up to a grade: one barrier may hinder more than a hundred others.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from drempel.inclusion.questions import questions
from drempel.model.answer import Asked
from drempel.model.finding import Impact, Outcome
from drempel.model.issue import Issue, IssueState, TrendLabel

_GONE = frozenset({TrendLabel.RESOLVED, TrendLabel.NOT_RECHECKED})


@dataclass(frozen=True, slots=True)
class Problem:
    """What one check found that hinders a group of people."""

    check: str
    impact: Impact
    """The worst of its problems."""
    problems: int
    pages: int
    """Pages with the problem of which there are most: there may be more pages with one of them."""
    questions: int
    """How many more a person has to decide on."""
    example_id: str
    """Id of the issue that is shown as example."""
    example_url: str


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What hinders one group of people on this site, and what was not seen of it."""

    key: str
    name: str
    """English message, context `inclusion`."""
    problems: tuple[Problem, ...]
    """Worst first."""
    answers: tuple[Asked, ...]
    """Indicators with at least one no that is a barrier, in the order of the table."""
    open_answers: tuple[Asked, ...]
    """Indicators of these people that were never answered, or sometimes not."""
    uncovered: tuple[str, ...]
    """Success criteria for these people that no check looks at."""

    @property
    def barriers(self) -> int:
        """Return how many different barriers there are."""
        return len(self.problems) + len(self.answers)


def names() -> Mapping[str, str]:
    """Return the groups of people in the order of reports: key → English message, context `inclusion`."""
    found: dict[str, str] = _people()["names"]
    return found


def people_of(who: str, requirements: Sequence[str]) -> frozenset[str]:
    """Return whom a problem hinders: by the group that its check names, else by its success criteria."""
    table = _people()
    if who in table["checks"]:
        return frozenset(table["checks"][who])
    return frozenset(group for number in requirements for group in table["criteria"].get(number, ()))


def left_behind(
    issues: Iterable[Issue],
    asked: Sequence[Asked],
    who_of: Callable[[str], str],
    uncovered: Sequence[str] = (),
) -> tuple[LeftBehind, ...]:
    """Return every group of people with its barriers; memory grows with the number of checks only.

    `who_of` gives the group that a check names, or nothing; `uncovered` are the success criteria that no
    check looks at.
    """
    found: dict[str, dict[str, Problem]] = {key: {} for key in names()}
    for issue in issues:
        if issue.label in _GONE or issue.state is IssueState.RESOLVED:
            continue
        for key in people_of(who_of(issue.check), issue.requirements):
            found[key][issue.check] = _with(found[key].get(issue.check), issue)
    return tuple(_group(key, name, found[key], asked, uncovered) for key, name in names().items())


def answers_by_group(asked: Iterable[Asked]) -> dict[str, Counter[str]]:
    """Return per group of indicators how often was said `yes`, `no`, `unknown`, and how many were `answered`.

    `asked` counts the indicators that had something to be asked of; `rows` all of the group.
    """
    counts: dict[str, Counter[str]] = {}
    for row in questions().values():
        counts.setdefault(row.group, Counter())["rows"] += 1
    for one in asked:
        count = counts[questions()[one.id].group]
        count.update(yes=one.yes, no=one.no, unknown=one.unknown)
        count["asked"] += bool(one.answered or one.unknown)
        count["answered"] += bool(one.answered)
    return counts


def _group(
    key: str, name: str, found: Mapping[str, Problem], asked: Sequence[Asked], uncovered: Sequence[str]
) -> LeftBehind:
    of_people = [one for one in asked if key in questions()[one.id].people]
    problems = [one for one in found.values() if one.problems]
    return LeftBehind(
        key,
        name,
        tuple(sorted(problems, key=lambda one: (-one.impact.rank, -one.pages, one.check))),
        tuple(one for one in of_people if one.no and questions()[one.id].is_barrier),
        tuple(one for one in of_people if one.unknown or not one.answered),
        tuple(number for number in uncovered if key in people_of("", (number,))),
    )


def _with(before: Problem | None, issue: Issue) -> Problem:
    """Return a problem with one issue more; a question counts apart."""
    if before is None:
        before = Problem(issue.check, issue.impact, 0, 0, 0, issue.id, issue.example_url)
    if issue.outcome is not Outcome.FAILED:
        return Problem(
            before.check,
            before.impact,
            before.problems,
            before.pages,
            before.questions + 1,
            before.example_id,
            before.example_url,
        )
    is_first = not before.problems
    is_worst = is_first or issue.impact.rank > before.impact.rank
    return Problem(
        before.check,
        issue.impact if is_worst else before.impact,
        before.problems + 1,
        max(before.pages, issue.pages),
        before.questions,
        issue.id if is_worst else before.example_id,
        issue.example_url if is_worst else before.example_url,
    )


@cache
def _people() -> dict[str, Any]:
    text = files("drempel.inclusion").joinpath("data", "people.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
