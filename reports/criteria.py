"""What a scan can say of each criterion of the norm: the table that an auditor begins with. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from drempel import wcag
from drempel.by_hand import themes
from drempel.model.finding import Kind
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from reports.digest import CheckDigest, criterion_order
from reports.grouping import Group, ground_of

MOST_EVIDENCE = 5
"""Problems named for one criterion."""


class Standing(StrEnum):
    """What is known of a criterion, in reading order. A scan never says that one is met."""

    FAILED = "failed"
    CANT_TELL = "cant-tell"
    """Nothing failed for certain, but a person has to look."""
    NONE_FOUND = "none-found"
    """Checks looked at a part of it and found nothing."""
    UNTESTED = "untested"


@dataclass(slots=True)
class CriterionRow:
    """One criterion with the number of problems and of questions that name it."""

    criterion: wcag.Criterion
    checks: tuple[str, ...]
    """Checks that looked at it, each at a part."""
    problems: int = 0
    questions: int = 0
    pages: int = 0
    """Pages of the problem of which there are most: there may be more pages with one of them."""
    evidence: list[Issue] = field(default_factory=list)
    """The worst problems, or the first questions where there is no problem."""

    @property
    def standing(self) -> Standing:
        """Return what can be said of the criterion."""
        if self.problems:
            return Standing.FAILED
        if self.questions:
            return Standing.CANT_TELL
        return Standing.NONE_FOUND if self.checks else Standing.UNTESTED

    def add(self, issue: Issue, *, is_question: bool) -> None:
        """Count a problem or a question; those that come first are kept as evidence."""
        if is_question:
            self.questions += 1
            if self.problems:
                return
        else:
            if not self.problems:
                self.evidence.clear()  # a problem says more than the questions before it
            self.problems += 1
            self.pages = max(self.pages, issue.pages)
        if len(self.evidence) < MOST_EVIDENCE:
            self.evidence.append(issue)


def criterion_rows(source: ReportSource, checks: CheckDigest) -> Sequence[CriterionRow]:
    """Return a row for each criterion of the norm of this scan, in the order of WCAG.

    A waiver changes nothing, for what it covers still fails; a false alarm is no failure.
    """
    standard = source.header.scan.settings.standard
    norm = sorted((*checks.covered, *checks.uncovered), key=lambda one: criterion_order(one.id))
    rows = {one.id: CriterionRow(one, _looking_at(one.id, checks)) for one in norm}
    for issue in source.issues():
        ground = ground_of(issue, standard)
        is_false_alarm = issue.decided is not None and issue.decided.is_false_alarm
        if is_false_alarm or ground not in {Group.NORM, Group.QUESTIONS}:
            continue
        for number in issue.requirements:
            if number in rows:
                rows[number].add(issue, is_question=ground is Group.QUESTIONS)
    return list(rows.values())


def _looking_at(number: str, checks: CheckDigest) -> tuple[str, ...]:
    norm = (check.info for check in checks.ran if check.info.kind is Kind.NORM)
    return tuple(info.id for info in norm if number in info.requirements)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme with its criteria of the norm."""

    name: str
    rows: tuple[CriterionRow, ...]

    def count(self, standing: Standing) -> int:
        """Return how many of its criteria stand so."""
        return sum(row.standing is standing for row in self.rows)


def by_theme(rows: Sequence[CriterionRow], language: str) -> tuple[ThemeRow, ...]:
    """Return the themes of AnySurfer, each with its criteria; a criterion may stand in two."""
    of = {row.criterion.id: row for row in rows}
    return tuple(
        ThemeRow(theme.name(language), tuple(of[number] for number in theme.criteria if number in of))
        for theme in themes()
    )
