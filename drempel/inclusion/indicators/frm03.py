"""Fields for a person's own data say what they are for, so that the browser fills them in (WCAG 1.3.5)."""

from drempel.inclusion.asking import at_spots, judged, no, outcome
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.form_use import FormUse
from drempel.model.inclusion import SeenPage

ID = "FRM03"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with fields for a person's own data"
NEEDS = (FormUse,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the checks on `autocomplete`, and by whether the page took away what was filled in."""
    use = page.get(FormUse)
    refused = [one.spot for one in use.fills if one.is_undone or one.is_locked] if use is not None else []
    if refused:
        return no(page, at_spots(page, refused))
    return judged(page, outcome(page, "autocomplete-missing", "axe:autocomplete-valid"))
