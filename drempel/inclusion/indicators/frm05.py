"""The form leaves people the time they need, or warns them and gives more time."""

from drempel.inclusion.asking import at, at_spots, form_of, no, outcome, sign, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.finding import Outcome
from drempel.model.form_use import FormUse
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "FRM05"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "forms"
NEEDS = (Facts, FormUse, Signs)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by what the page did while nobody did anything; a limit on the server cannot be seen."""
    facts = form_of(page)
    if facts is None:
        return None
    use = page.get(FormUse)
    limits = [limit for limit in use.limits if limit.held is not None] if use is not None else []
    if any(not limit.warned_s or not limit.controls for limit in limits):
        return no(page, at_spots(page, [limit.spot for limit in limits if limit.spot is not None]))
    if outcome(page, "time-limit-without-choice", "axe:meta-refresh") is Outcome.FAILED:
        return no(page)
    more = sign(page, "more-time")
    if limits or more is not None:
        return yes(page, at(page, more.seen) if more is not None else ())
    return unknown(page, "server-limit", where(page, "time_limit"))
