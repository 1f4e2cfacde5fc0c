"""Pages that can only be read with the phone held in one way."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.fitting import short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Reflow, Turned

LITTLE = 0.4
"""With so little of the text left nobody reads the page in that position."""


@check(
    id="lost-in-other-orientation",
    title=N_("Page can be used in one position of the phone only"),
    repair=N_("Show all content in both positions, and remove the request to turn the phone."),
    requirements=("wcag:1.3.4",),
    needs=(Dom, Reflow),
    parts=("turned",),
    impact=Impact.SERIOUS,
    messages={
        "upright": N_("With the phone upright the page shows “{text}” instead of its content."),
        "sideways": N_("With the phone on its side the page shows “{text}” instead of its content."),
        "asks": N_("The page says “{text}”. Can everything be used without turning the phone?"),
        "less": N_(
            "With the phone held the other way {percent} % of the text is left. Is anything missing there?"
        ),
    },
)
def lost_in_other_orientation(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per position of the phone in which the content is gone."""
    way = (steps.turn(),)
    for turned in reflow.turned:
        if turned.says and turned.share < LITTLE:
            key = "upright" if turned.portrait else "sideways"
            yield failed(dom.root, key, steps=way, crop=turned.crop, text=short(turned.says))
        elif turned.says:
            yield cant_tell(dom.root, "asks", steps=way, crop=turned.crop, text=short(turned.says))
        elif not _is_behind_tabs(dom, turned):
            percent = round(turned.share * 100)
            yield cant_tell(dom.root, "less", steps=way, crop=turned.crop, percent=percent)
    if reflow.has_text and not reflow.turned:
        yield passed(dom.root)


def _is_behind_tabs(dom: Dom, turned: Turned) -> bool:
    """Say whether only the small upright page shows more, where tabs of the wide page may hold it.

    Many pages make tabs of what stands below each other where there is little room.
    """
    return not turned.lost and bool(dom.select("[role=tab], [aria-expanded], details"))
