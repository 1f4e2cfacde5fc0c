"""All that the page loads comes from its own site, so that free access to that one site would be enough."""

from drempel.inclusion.asking import unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt
from drempel.model.transfer import Transfer

ID = "TOE12"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = (Transfer,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer yes without third parties; whether the page can be read without them is unknown."""
    seen = page.get(Transfer)
    if seen is None or seen.untested:
        return unknown(page, "not-measured")
    others = [host.host for host in seen.hosts if host.is_third]
    if not others:
        return yes(page)
    return unknown(page, "third-parties", (SeenAt(page.url, "", ", ".join(others[:5])),))
