"""Pages on which at least one success criterion (WCAG A/AA) fails, of the pages judged."""

from drempel.model.indicator import ScanFacts, Share

ID = "pages-with-failure"
VERSION = 1
UNIT = "ratio"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> Share:
    """Return pages with a failure over pages judged."""
    return Share(facts.pages_with_norm_failure, facts.pages_judged)
