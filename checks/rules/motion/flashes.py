"""Parts of the screen that flash more than three times in a second."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.moved import node_of
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.motion import Motion


@check(
    id="flashes",
    title=N_("Flashes that can cause a seizure"),
    repair=N_("Remove the flashing, or let light and dark change at most three times in a second."),
    requirements=("wcag:2.3.1",),
    needs=(Dom, Motion),
    parts=("flashes", "moving"),
    impact=Impact.CRITICAL,
    messages={
        "general": N_("A large part of the screen gets light and dark more than three times in a second."),
        "red": N_("A large part of the screen flashes red more than three times in a second."),
        "perhaps": N_(
            "A large part of the screen changes very fast. Does it flash more than three times in a second?"
        ),
    },
)
def flashes(dom: Dom, motion: Motion) -> Iterator[Result]:
    """Yield one result per part that flashes, else one for each that moves."""
    wait = (steps.wait(2),)
    flashing = set()
    for flash in motion.flashes:
        node = node_of(dom, flash.spot)
        flashing.add(node)
        if flash.is_certain:
            yield failed(node, flash.kind, steps=wait)
        else:
            yield cant_tell(node, "perhaps", steps=wait)
    spots = (*(part.spot for part in motion.moving), *(picture.spot for picture in motion.pictures))
    for node in dict.fromkeys(node_of(dom, spot) for spot in spots):
        if node not in flashing:
            yield passed(node)
