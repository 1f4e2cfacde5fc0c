"""Who does not finish a long form can save it and go on later."""

from drempel.inclusion.asking import at, form_of, sign, unknown, was_read, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "FRM04"
VERSION = 1
UNIT = Unit.FORM
DENOMINATOR = "forms with several steps or more than 15 required fields"
NEEDS = (Facts, Signs)

LONG = 15
"""Required fields above which a form is long; the table of indicators says so."""


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer yes where the page says so; saving by itself cannot be seen, so that there is no no."""
    facts = form_of(page)
    if facts is None or not was_read(page):
        return None
    saved = sign(page, "save-later")
    if saved is not None:
        return yes(page, at(page, saved.seen))
    is_long = (facts.required_fields or 0) > LONG or facts.form_step is not None
    return unknown(page, "not-told") if is_long else None
