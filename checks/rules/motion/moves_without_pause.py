"""Parts of the page that move, blink or change by themselves, and that nobody can stop."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.moved import listed, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Media
from drempel.model.finding import Impact
from drempel.model.motion import Motion, Moving

MAX_FREE_S = 5.0
"""What moves for no longer needs no control. Source: WCAG 2.2.2."""

SMALL_PX = 600
"""A smaller part is a sign, such as an icon that says something is going on."""

WAIT_S = 8


@check(
    id="moves-without-pause",
    title=N_("Movement that nobody can stop"),
    repair=N_("Add a button that pauses or hides what moves, or let it stop within five seconds."),
    requirements=("wcag:2.2.2",),
    act=("efbfc7",),
    needs=(Dom, Media, Motion),
    impact=Impact.SERIOUS,
    messages={
        "text": N_("The words at “{name}” keep changing by themselves, and nothing on the page stops that."),
        "moves": N_("“{name}” keeps moving or blinking by itself, and nothing on the page stops it."),
        "film": N_("A film plays by itself, without buttons, and nothing on the page stops it."),
        "control": N_("“{name}” moves or changes by itself. Does one of these stop it: {controls}?"),
        "needed": N_(
            "“{name}” moves or changes by itself. Is that its purpose, as with a clock or a sign of loading?"
        ),
        "reduced": N_(
            "“{name}” moves by itself; less motion on the device stops it. Can it be stopped on the page too?"
        ),
        "twice": N_("“{name}” changed by itself more than once. Does that go on, with no way to stop it?"),
    },
)
def moves_without_pause(dom: Dom, media: Media, motion: Motion) -> Iterator[Result]:
    """Yield one result per part that moves for more than five seconds beside other content."""
    wait = (steps.wait(WAIT_S),)
    for part in motion.moving:
        if part.is_alone:
            continue
        node, name = node_of(dom, part.spot), told(dom, part)
        controls = (*part.tried, *part.refused)
        if part.stopped_by:
            yield passed(node)
        elif controls:
            named = listed(controls)
            yield cant_tell(node, "control", steps=wait, crop=part.crop, name=name, controls=named)
        elif _may_be_needed(part):
            yield cant_tell(node, "needed", steps=wait, crop=part.crop, name=name)
        elif part.stays_when_reduced is False:
            yield cant_tell(node, "reduced", steps=wait, crop=part.crop, name=name)
        elif not part.is_endless:
            yield cant_tell(node, "twice", steps=wait, crop=part.crop, name=name)
        elif part.how == "text":
            yield failed(node, "text", steps=wait, name=name)
        else:
            yield failed(node, "moves", steps=wait, crop=part.crop, name=name)
    yield from _films(dom, media, motion)


def _may_be_needed(part: Moving) -> bool:
    return (
        bool(part.resembles)
        or part.how == "drawn"
        or (part.area_px < SMALL_PX and part.how not in {"text", "marquee"})
    )


def _films(dom: Dom, media: Media, motion: Motion) -> Iterator[Result]:
    """Yield a result for each film that plays by itself for longer."""
    for film in media.elements:
        node = dom.at_path(film.path, film.tag)
        if film.tag != "video" or node is None or film.paused or not film.has_picture or film.is_live:
            continue
        is_short = not film.loop and film.duration_s is not None and film.duration_s <= MAX_FREE_S
        if is_short or not node.is_visible or not dom.root.visible_text:
            continue
        if film.controls:
            yield passed(node)
        elif motion.stoppers:
            named = listed(motion.stoppers)
            yield cant_tell(node, "control", steps=(steps.wait(WAIT_S),), name="<video>", controls=named)
        else:
            yield failed(node, "film", steps=(steps.wait(WAIT_S),))
