"""Without scripts nearly all words of the page are still there."""

from drempel.inclusion.asking import no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.without import Without

ID = "TOE07"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages that were also loaded without scripts"
NEEDS = (Facts, Without)


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by the share of words that is left; a form or log-in may need scripts: a question."""
    seen = page.get(Without)
    if seen is None or (seen.untested and not seen.whole.words):
        return unknown(page, "not-used")
    if not seen.has_scripts:
        return yes(page)
    if not seen.whole.words:
        return None
    if seen.bare.words >= limits.bare_share * seen.whole.words:
        return yes(page)
    kind = page.facts.kind if page.facts is not None else None
    return unknown(page, "needs-scripts") if kind in {"form", "login", "search"} else no(page)
