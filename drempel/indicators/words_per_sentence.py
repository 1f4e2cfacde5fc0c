"""Mean length of the sentences in the running Dutch text of the whole sample."""

from drempel.model.indicator import ScanFacts

ID = "words-per-sentence"
VERSION = 1
UNIT = "words"
DIRECTION = "down-is-better"


def value(facts: ScanFacts) -> float | None:
    """Return words over sentences, `None` without running Dutch text."""
    return facts.words / facts.sentences if facts.sentences else None
