"""People can look at their answers before sending, change or withdraw them, and errors say what is wrong."""

from drempel.inclusion.asking import at, form_of, no, outcome, sign, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.finding import Outcome
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "FRM06"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "forms"
NEEDS = (Facts, Signs)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer no where an error is not told, yes where the page speaks of checking; else it is a question."""
    if form_of(page) is None:
        return None
    if outcome(page, *_ERRORS) is Outcome.FAILED:
        return no(page)
    review = sign(page, "review")
    return yes(page, at(page, review.seen)) if review is not None else unknown(page, "after-sending")


_ERRORS = ("error-not-in-text", "error-message-says-nothing", "error-without-suggestion")
