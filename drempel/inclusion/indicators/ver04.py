"""Before people agree to anything, no known tracker is asked and none leaves a cookie."""

from drempel.inclusion.asking import no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt
from drempel.model.transfer import Transfer

ID = "VER04"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = (Transfer,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by hosts and cookies of known trackers; fonts and files of others are none."""
    seen = page.get(Transfer)
    if seen is None or seen.untested:
        return unknown(page, "not-measured")
    names = [host.host for host in seen.tracker_hosts]
    names += [f"{cookie.name} ({cookie.domain})" for cookie in seen.cookies if cookie.tracker]
    return no(page, (SeenAt(page.url, "", ", ".join(names[:5])),)) if names else yes(page)
