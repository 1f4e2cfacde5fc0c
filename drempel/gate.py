"""When findings count for the exit code, and when silence is no proof.

The same rule for scans and for single pages: failures against the norm and against good practice count,
questions and rules beyond the norm do not, nor does what the chosen norm does not require yet.
"""

from collections.abc import Iterable

from drempel import wcag
from drempel.model.finding import Finding, Impact, Judgement, Kind, Outcome

_COUNTED = frozenset({Kind.NORM, Kind.PRACTICE})


def counts(finding: Finding, standard: str) -> bool:
    """Tell whether a finding may change the exit code."""
    return finding.outcome is Outcome.FAILED and finding.kind in _COUNTED and not is_later(finding, standard)


def is_later(finding: Finding, standard: str) -> bool:
    """Tell whether a finding fails only criteria that the norm does not hold, such as those of WCAG 2.2."""
    return (
        finding.kind is Kind.NORM
        and bool(finding.requirements)
        and not any(wcag.applies(number, standard) for number in finding.requirements)
    )


def worst(findings: Iterable[Finding], standard: str) -> Impact | None:
    """Return the heaviest impact among the findings that count; `None` without any."""
    impacts = (finding.impact for finding in findings if counts(finding, standard))
    return max(impacts, key=lambda impact: impact.rank, default=None)


def is_reached(worst_found: Impact | None, fail_from: Impact | None) -> bool:
    """Tell whether an impact is at or above the threshold; no threshold is never reached."""
    return worst_found is not None and fail_from is not None and worst_found.rank >= fail_from.rank


def could_judge(judgement: Judgement | None) -> bool:
    """Tell whether every check that was asked gave an answer on the page.

    What no machine may use, such as a button that pays, is told beside the findings and is no reason to try
    again.
    """
    return judgement is not None and not any(
        tally.reason and tally.reason != "disabled" and not tally.reason.startswith("left-out")
        for tally in judgement.tallies
    )
