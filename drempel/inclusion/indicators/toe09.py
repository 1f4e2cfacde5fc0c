"""On a slow line at least half of the text can be read in time."""

from drempel.inclusion.asking import no, told, unknown
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.slow_load import SlowLoad

ID = "TOE09"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "key pages that were also loaded slowly"
NEEDS = (SlowLoad,)


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by the median of the loads; pages that were not loaded slowly are not asked."""
    seen = page.get(SlowLoad)
    if seen is None or (not seen.slow_line.loads and not seen.untested):
        return None
    if not seen.slow_line.loads:
        return unknown(page, "not-used")
    text_s = seen.slow_line.text_s
    if text_s is None:
        # It was not there when the waiting ended: that is a no once people would have waited longer.
        return no(page) if seen.slow_line.waited_s >= limits.text_s else unknown(page, "not-used")
    return told(page, text_s <= limits.text_s, ())
