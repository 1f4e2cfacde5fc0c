"""Key pages (home, contact, log-in, search, statement…) on which no failure was found, of those judged.

Kinds of key pages: Decision (EU) 2018/1524, annex I, 3.2. No failure found is not the same as no barrier.
"""

from drempel.model.indicator import ScanFacts, Share

ID = "key-pages-clean"
VERSION = 1
UNIT = "ratio"
DIRECTION = "up-is-better"
IS_ESTIMATE = True


def value(facts: ScanFacts) -> Share | None:
    """Return key pages without failure over key pages, `None` when they are not known."""
    return facts.key_pages
