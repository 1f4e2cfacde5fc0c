"""Number of different open problems that hinder people who are blind or have low vision."""

from drempel.inclusion.shut_out import problems_for
from drempel.model.indicator import ScanFacts

ID = "shut-out-blind"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of problems, `None` when no page was judged."""
    return problems_for("blind", facts)
