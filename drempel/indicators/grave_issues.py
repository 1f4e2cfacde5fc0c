"""Number of different WCAG A/AA problems with critical or serious impact."""

from drempel.model.finding import Impact
from drempel.model.indicator import ScanFacts

ID = "grave-issues"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of grave issues, `None` when no page was judged."""
    if not facts.pages_judged:
        return None
    return sum(facts.open_issues.get(impact, 0) for impact in (Impact.CRITICAL, Impact.SERIOUS))
