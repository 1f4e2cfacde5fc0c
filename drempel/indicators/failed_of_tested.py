"""Success criteria that fail, of the criteria of the norm that checks could look at."""

from drempel.model.indicator import ScanFacts, Share

ID = "failed-of-tested"
VERSION = 1
UNIT = "ratio"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> Share | None:
    """Return failing criteria over tested ones, `None` when it is not known which were tested."""
    if facts.tested_criteria is None or not facts.pages_judged:
        return None
    return Share(len(facts.failed_criteria & facts.tested_criteria), len(facts.tested_criteria))
