"""Which page templates fail which criteria: how much of a site a repair frees. Pure.

A template is repaired once, whatever the number of its pages; ten of twelve templates that fail a criterion
say more about the work ahead than nine hundred of a thousand pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drempel import wcag
from drempel.model.report import ReportSource
from reports.grouping import Group, ground_of, group_of


@dataclass(frozen=True, slots=True)
class FailingTemplates:
    """Of `whole` page templates, the numbers of those on which something fails."""

    whole: int
    failing: frozenset[int]
    """Those that fail at least one criterion of the norm."""
    by_criterion: Mapping[str, frozenset[int]]
    """Criterion number → those that fail it; the criteria of most templates first."""

    @property
    def rows(self) -> Sequence[tuple[str, int]]:
        """Return each failed criterion with its number of failing templates."""
        return [(criterion, len(found)) for criterion, found in self.by_criterion.items()]


def failing_templates(source: ReportSource) -> FailingTemplates | None:
    """Return which templates fail which criteria of the norm; `None` where templates are not known.

    A waiver changes nothing here, for what it covers still fails; a false alarm is no failure.
    """
    known = source.templates()
    if not known:
        return None
    standard, where = source.header.scan.settings.standard, source.issue_templates()
    failing: set[int] = set()
    by_criterion: dict[str, set[int]] = {}
    for issue in source.issues():
        if ground_of(issue, standard) is not Group.NORM or group_of(issue, standard) is Group.FALSE_ALARM:
            continue
        found = where.get(issue.id, {})
        failing.update(found)
        for criterion in issue.requirements:
            if found and wcag.applies(criterion, standard):
                by_criterion.setdefault(criterion, set()).update(found)
    ordered = sorted(by_criterion, key=lambda one: (-len(by_criterion[one]), _number(one)))
    return FailingTemplates(
        len(known), frozenset(failing), {one: frozenset(by_criterion[one]) for one in ordered}
    )


def _number(criterion: str) -> tuple[int, ...]:
    return tuple(int(part) for part in criterion.split("."))
