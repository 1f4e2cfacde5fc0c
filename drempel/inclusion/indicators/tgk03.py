"""Films have captions, or the page has a text that says the same.

Of a film of another site one cannot tell from outside.
"""

from drempel.inclusion.asking import at, judged, no, outcome, sign, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.finding import Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "TGK03"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with a film"
NEEDS = (Signs,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the checks on films in the page itself, then by what the page says of embedded ones."""
    own = outcome(page, "captions-missing")
    if own is Outcome.FAILED:
        return no(page)
    embedded = sign(page, "video")
    if embedded is not None and embedded.value != "text-said":
        return unknown(page, "embedded-film", at(page, embedded.seen))
    return judged(page, own) if embedded is None else yes(page, at(page, embedded.seen))
