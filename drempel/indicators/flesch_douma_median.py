"""Median Flesch-Douma of the pages with enough running Dutch text (higher is easier)."""

from statistics import median

from drempel.model.indicator import ScanFacts

ID = "flesch-douma-median"
VERSION = 1
UNIT = "points"
DIRECTION = "up-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the median, `None` when no page has a score."""
    return median(facts.flesch_douma) if facts.flesch_douma else None
