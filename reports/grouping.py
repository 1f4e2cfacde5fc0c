"""Sort issues into the groups of a report, so that only the legal norm counts as the legal norm."""

from enum import StrEnum

from drempel import wcag
from drempel.model.finding import Kind, Outcome
from drempel.model.issue import Issue, TrendLabel


class Group(StrEnum):
    """Where an issue stands in a report, in reading order."""

    NORM = "norm"
    """Fails a success criterion of the norm that the scan used."""
    NOT_YET = "not-yet-required"
    """Fails a criterion of WCAG 2.2 only, which the norm of this scan does not hold."""
    QUESTIONS = "questions"
    """The machine cannot tell: a person has to look."""
    PRACTICE = "best-practice"
    BEYOND = "beyond"
    WAIVED = "waived"
    """Found, and a person gave a waiver that still holds."""
    FALSE_ALARM = "false-alarm"
    """Found, but a person looked and there is no problem."""
    RESOLVED = "resolved"
    NOT_RECHECKED = "not-rechecked"
    """Known from before; page or check was not covered this time."""


SET_ASIDE = (Group.WAIVED, Group.FALSE_ALARM)
"""The groups of what people took out of what counts now."""

OPEN_GROUPS = (Group.NORM, Group.NOT_YET, Group.QUESTIONS, Group.PRACTICE, Group.BEYOND, *SET_ASIDE)
"""The groups of what this scan found, in reading order."""


def group_of(issue: Issue, standard: str) -> Group:
    """Return the one group of an issue in a report on a scan by that standard."""
    ground = ground_of(issue, standard)
    if ground in {Group.RESOLVED, Group.NOT_RECHECKED} or issue.decided is None:
        return ground
    if issue.decided.is_false_alarm:
        return Group.FALSE_ALARM
    return Group.WAIVED if issue.decided.is_waived else ground


def ground_of(issue: Issue, standard: str) -> Group:
    """Return the group of an issue whatever people decided about it: a waiver does not change the outcome."""
    if issue.label is TrendLabel.RESOLVED:
        return Group.RESOLVED
    if issue.label is TrendLabel.NOT_RECHECKED:
        return Group.NOT_RECHECKED
    if issue.outcome is Outcome.CANT_TELL:
        return Group.QUESTIONS
    match issue.kind:
        case Kind.PRACTICE:
            return Group.PRACTICE
        case Kind.BEYOND:
            return Group.BEYOND
        case Kind.NORM if issue.requirements and not any(
            wcag.applies(r, standard) for r in issue.requirements
        ):
            return Group.NOT_YET
    return Group.NORM
