"""Pages that meet the B1 guideline, of the pages whose text could be judged."""

from drempel.model.indicator import ScanFacts, Share

ID = "readable-pages"
VERSION = 1
UNIT = "ratio"
DIRECTION = "up-is-better"
IS_ESTIMATE = True


def value(facts: ScanFacts) -> Share:
    """Return pages that surely meet the guideline over pages with a difficulty; doubtful ones count below."""
    return Share(facts.pages_by_b1.get("yes", 0), sum(facts.pages_by_b1.values()))
