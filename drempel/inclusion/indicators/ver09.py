"""What a page with a feed of social media has to say stands in the page itself too."""

from drempel.inclusion.asking import at, sign, told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "VER09"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with a feed of social media"
NEEDS = (Signs,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page with a feed: it has words of its own, or hardly any."""
    found = sign(page, "social")
    return told(page, found.value == "beside", at(page, found.seen)) if found is not None else None
