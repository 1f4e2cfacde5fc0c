"""Number of different open problems that hinder people who have difficulty using their hands."""

from drempel.inclusion.shut_out import problems_for
from drempel.model.indicator import ScanFacts

ID = "shut-out-motor"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of problems, `None` when no page was judged."""
    return problems_for("motor", facts)
