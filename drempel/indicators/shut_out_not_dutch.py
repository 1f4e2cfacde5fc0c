"""Number of different open problems that hinder people who do not speak Dutch well."""

from drempel.inclusion.shut_out import problems_for
from drempel.model.indicator import ScanFacts

ID = "shut-out-not-dutch"
VERSION = 1
UNIT = "count"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the number of problems, `None` when no page was judged."""
    return problems_for("not-dutch", facts)
