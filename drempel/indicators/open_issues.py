"""Number of different problems against WCAG A/AA; one problem on 500 pages counts once."""

from drempel.model.indicator import ScanFacts

ID = "open-issues"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of issues, `None` when no page was judged."""
    return sum(facts.open_issues.values()) if facts.pages_judged else None
