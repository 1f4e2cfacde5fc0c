"""A first visit of the page costs little on a prepaid card, whatever the provider."""

from drempel.inclusion.asking import no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.inclusion.weight import MEGABYTE, tariffs
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.transfer import Transfer

ID = "TOE11"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages"
NEEDS = (Transfer,)


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer where the lowest and the highest price agree; between them it is unknown."""
    seen = page.get(Transfer)
    if seen is None or seen.untested:
        return unknown(page, "not-measured")
    megabytes, prices = seen.wire_bytes / MEGABYTE, tariffs()
    if megabytes * prices.high <= limits.visit_euro:
        return yes(page)
    if megabytes * prices.low > limits.visit_euro:
        return no(page)
    return unknown(page, "depends-on-price")
