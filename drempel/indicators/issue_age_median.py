"""Median age of the open problems against the norm, in days; a problem that came back starts anew."""

from statistics import median

from drempel.model.indicator import ScanFacts

ID = "issue-age-median"
VERSION = 1
UNIT = "days"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return the median, `None` without open problems."""
    return median(facts.ages_days) if facts.ages_days else None
