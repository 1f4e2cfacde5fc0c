"""A first visit of the page takes few bytes."""

from drempel.inclusion.asking import told, unknown
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.transfer import Transfer

ID = "TOE10"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = (Transfer,)


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by the bytes that came over the line."""
    seen = page.get(Transfer)
    if seen is None or seen.untested:
        return unknown(page, "not-measured")
    return told(page, seen.wire_bytes <= limits.page_mb * 1_000_000, ())
