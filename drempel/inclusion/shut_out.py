"""Whom the problems of a scan shut out, in numbers; what the indicators of groups of people share."""

from drempel.inclusion.people import people_of
from drempel.model.indicator import ScanFacts


def problems_for(group: str, facts: ScanFacts) -> float | None:
    """Return how many different problems hinder a group of people; `None` when no page was judged.

    A problem that hinders several groups counts for each of them, so that the groups cannot be added up.
    """
    if not facts.pages_judged:
        return None
    return sum(
        one.number
        for one in facts.problems
        if group in people_of(facts.who.get(one.check, ""), one.requirements)
    )
