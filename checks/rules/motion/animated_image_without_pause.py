"""Pictures that move for more than five seconds, and that nobody can stop."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.moved import listed, node_of, shortened
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.motion import AnimatedPicture, Motion

MAX_FREE_S = 5.0
"""Source: WCAG 2.2.2."""
SMALL_PX = 600


@check(
    id="animated-image-without-pause",
    title=N_("Picture that keeps moving"),
    repair=N_("Use a still picture, a film with buttons, or let the picture stop within five seconds."),
    requirements=("wcag:2.2.2",),
    needs=(Dom, Motion),
    parts=("pictures",),
    impact=Impact.SERIOUS,
    messages={
        "plays": N_("The picture {name} keeps moving, and nothing on the page stops it."),
        "control": N_("The picture {name} keeps moving. Does one of these stop it: {controls}?"),
        "needed": N_(
            "The small picture {name} keeps moving. Is it a sign that something loads, and gone after that?"
        ),
    },
)
def animated_image_without_pause(dom: Dom, motion: Motion) -> Iterator[Result]:
    """Yield one result per picture with frames, beside other content."""
    if not dom.root.visible_text:
        return
    for picture in motion.pictures:
        node = node_of(dom, picture.spot)
        wait = (steps.wait(6),)
        name = _named(picture)
        if 0 < picture.seconds <= MAX_FREE_S:
            yield passed(node)
        elif motion.stoppers:
            named = listed(motion.stoppers)
            yield cant_tell(node, "control", steps=wait, name=name, controls=named)
        elif picture.spot.box is not None and picture.spot.box.area < SMALL_PX:
            yield cant_tell(node, "needed", steps=wait, name=name)
        else:
            yield failed(node, "plays", steps=wait, name=name)


def _named(picture: AnimatedPicture) -> str:
    if picture.spot.name and not picture.is_background:
        return f"“{shortened(picture.spot.name)}”"
    if picture.address.startswith("data:"):
        return f"<{picture.spot.tag}>"
    return f"“{shortened(picture.address.partition('?')[0].rpartition('/')[2])}”"
