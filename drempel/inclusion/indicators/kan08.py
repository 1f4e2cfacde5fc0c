"""A chat leads to a human; one that only a machine answers is a no.

Where no chat is seen it is unknown: it may have hours, or wait for consent.
"""

from drempel.inclusion.asking import no, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "KAN08"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "the site"
NEEDS = (Facts,)
JOIN = "known"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page with a chat."""
    facts = page.facts
    if facts is None:
        return None
    seen = where(page, "chat")
    if facts.chat == "human":
        return yes(page, seen)
    if facts.chat == "bot":
        return no(page, seen)
    return unknown(page, "chat-not-seen", seen)
