"""Median Drempel difficulty of the pages whose text could be judged (0 to 100, higher is harder)."""

from statistics import median

from drempel.model.indicator import ScanFacts

ID = "difficulty-median"
VERSION = 1
UNIT = "points"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the median, `None` when no page has a difficulty."""
    return median(facts.difficulty) if facts.difficulty else None
