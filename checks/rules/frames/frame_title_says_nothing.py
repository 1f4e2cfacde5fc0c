"""Frames with a name that tells nothing of what is in them: the name of the element, an address or a file."""

import re
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.wording import plain
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact

_NOTHING = re.compile(
    r"(?:(?:the |de |het |een |a |an )?(?:i-?frame|frame|embed(?:ded)?(?: content| frame)?|object|widget)"
    r"(?:[ _-]?(?:title|titel|name|naam))?|untitled|no title|title|titel|naamloos|zonder titel|geen titel"
    r"|leeg|empty|blank|sans titre|titre|ohne titel|cadre)(?:[ _-]?\d{1,3})?"
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|about:\S+|\S+\.(?:html?|php|aspx?|jsp)(?:[?#]\S*)?", re.IGNORECASE)


@check(
    id="frame-title-says-nothing",
    title=N_("Name of a frame does not say what is in it"),
    repair=N_("Write in the title attribute of the iframe what is in it, such as “Map of the car parks”."),
    requirements=("wcag:4.1.2",),
    needs=(Dom,),
    impact=Impact.MODERATE,
    messages={"nothing": N_("The name of this frame is “{name}”; that does not say what is in it.")},
)
def frame_title_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per frame with a name that assistive technology gets."""
    for frame in dom.select("iframe, frame"):
        name = frame.name.strip()
        if not name or not frame.is_exposed or not frame.is_visible:
            continue
        if _NOTHING.fullmatch(plain(name)) or _ADDRESS.fullmatch(name):
            yield failed(frame, "nothing", name=name)
        else:
            yield passed(frame)
