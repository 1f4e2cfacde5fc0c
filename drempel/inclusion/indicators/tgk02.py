"""The accessibility statement gives a way to report a barrier."""

from drempel.inclusion.asking import told
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.service import SeenAt
from drempel.model.statement_seen import StatementSeen

ID = "TGK02"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "pages with an accessibility statement"
NEEDS = (StatementSeen,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that holds the statement."""
    seen = page.get(StatementSeen)
    if seen is None or seen.statement is None:
        return None
    place = seen.statement.evidence.get("channels")
    places = (SeenAt(page.url, place.selector, place.text),) if place is not None else ()
    return told(page, bool(seen.statement.channels), places)
