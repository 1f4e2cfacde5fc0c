"""Pages that miss the B1 guideline, of the pages whose text could be judged.

Up to version 1: pages with a mean sentence over 15 words or a Flesch-Douma below 50.
"""

from drempel.model.indicator import ScanFacts, Share

ID = "hard-pages"
VERSION = 2
UNIT = "ratio"
DIRECTION = "down-is-better"
IS_ESTIMATE = True


def value(facts: ScanFacts) -> Share:
    """Return pages that surely miss the guideline over pages with a difficulty; doubtful ones count below."""
    return Share(facts.pages_by_b1.get("no", 0), sum(facts.pages_by_b1.values()))
