"""Pages with hard text, of the pages with enough running Dutch text to tell."""

from drempel.model.indicator import ScanFacts, Share

ID = "hard-pages"
VERSION = 1
UNIT = "ratio"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> Share:
    """Return pages with hard text over pages with a readability score."""
    return Share(facts.pages_hard_text, facts.pages_with_text)
