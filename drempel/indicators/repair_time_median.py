"""Median time that problems were open which were found solved in the year before, in days.

From the first scan that found a problem to the first that looked again and did not: the repair itself was
somewhere before. Problems that are still open have no part in it.
"""

from statistics import median

from drempel.model.indicator import ScanFacts

ID = "repair-time-median"
VERSION = 1
UNIT = "days"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the median, `None` when nothing was solved."""
    return median(facts.repair_days) if facts.repair_days else None
