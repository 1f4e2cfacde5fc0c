"""The running text of the page meets the B1 guideline of Drempel."""

from drempel.inclusion.asking import no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage

ID = "TAA01"
VERSION = 1
UNIT = Unit.PAGE
DENOMINATOR = "pages with enough running text in Dutch"
NEEDS = ()


def see(page: SeenPage, limits: Limits) -> Answer | None:
    """Answer by the difficulty of the text; the strict profile counts a doubt as no."""
    match page.meets_b1:
        case "yes":
            return yes(page)
        case "no":
            return no(page)
        case "doubt":
            return no(page) if limits.doubt_is_no else unknown(page, "doubt")
        case _:
            return None
