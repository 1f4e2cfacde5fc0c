"""The site has an accessibility statement; a page with it says its status and a date that is not too old."""

from datetime import date

from drempel.inclusion.asking import facts_of_kind, no, told, unknown
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.statement_report import age
from drempel.model.statement_seen import StatementSeen

ID = "TGK01"
VERSION = 1
UNIT = Unit.SITE
DENOMINATOR = "the site"
NEEDS = (StatementSeen,)
JOIN = "known"


_HOME = frozenset({"home"})


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that holds the statement, and for a home page that leads to none."""
    seen = page.get(StatementSeen)
    if seen is None:
        return None
    said = seen.statement
    if said is not None:
        dates = [one for one in (said.prepared, said.reviewed) if one]
        is_recent = bool(dates) and age(max(dates), date.fromisoformat(seen.day)) == "actueel"
        return told(page, is_recent and said.status is not None, ())
    if seen.leads_there is False and facts_of_kind(page, _HOME) is not None:
        return no(page)
    return unknown(page, "statement-not-seen")
