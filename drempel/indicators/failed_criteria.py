"""Number of success criteria (WCAG A/AA) that fail at least once in the sample."""

from drempel.model.indicator import ScanFacts

ID = "failed-criteria"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of failing criteria, `None` when no page was judged."""
    return len(facts.failed_criteria) if facts.pages_judged else None
