"""A site of the Flemish government has the header that its sites share. Other bodies need not."""

from urllib.parse import urlsplit

from drempel.inclusion.asking import at, no, sign, was_read, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "VER02"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages under vlaanderen.be, and pages with that header"
NEEDS = (Signs,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the header; elsewhere than under vlaanderen.be its absence says nothing."""
    if not was_read(page):
        return None
    found = sign(page, "header")
    if found is not None:
        return yes(page, at(page, found.seen))
    host = (urlsplit(page.final_url or page.url).hostname or "").lower()
    return no(page) if host == "vlaanderen.be" or host.endswith(".vlaanderen.be") else None
