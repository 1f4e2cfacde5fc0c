"""At a width of 320 pixels nothing is lost, cut off, or out of view sideways.

As WCAG 1.4.10 asks; tables and maps may be scrolled.
"""

from drempel.inclusion.asking import at_spots, no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.reflow import Reflow

ID = "TOE08"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages that were also used at a width of 320 pixels"
NEEDS = (Reflow,)


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by what was seen in the narrow view."""
    seen = page.get(Reflow)
    if seen is None:
        return unknown(page, "not-used")
    if not seen.has_text and not seen.untested:
        return None
    spots = [wide.spot for wide in seen.wide if not wide.in_part]
    spots += [cut.spot for cut in seen.cuts if not cut.has_controls]
    spots += [lost.spot for lost in seen.lost]
    if spots:
        return no(page, at_spots(page, spots))
    if seen.untested and "narrow" not in seen.seen:
        return unknown(page, "not-used")
    return yes(page)
