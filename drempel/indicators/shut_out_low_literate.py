"""Number of different open problems that hinder people who find reading and writing hard."""

from drempel.inclusion.shut_out import problems_for
from drempel.model.indicator import ScanFacts

ID = "shut-out-low-literate"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of problems, `None` when no page was judged."""
    return problems_for("low-literate", facts)
