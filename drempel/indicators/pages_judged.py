"""How much of what was asked for was seen: pages judged of all pages that should have been."""

from drempel.model.indicator import ScanFacts, Share

ID = "pages-judged"
VERSION = 1
UNIT = "ratio"
DIRECTION = "up-is-better"


def value(facts: ScanFacts) -> Share:
    """Return judged pages over judged and unjudged ones."""
    return Share(facts.pages_judged, facts.pages_judged + facts.pages_unjudged)
