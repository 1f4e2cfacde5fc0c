"""Controls of which something cannot be seen in the colours that a reader chose."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.fitting import node_of, short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.reflow import Reflow


@check(
    id="gone-in-forced-colours",
    title=N_("Control is not seen in the reader’s own colours"),
    repair=N_(
        "Draw it with a border, an outline, text or an image, or set it apart for forced-colors: active."
    ),
    kind=Kind.PRACTICE,
    who="low-vision",
    needs=(Dom, Reflow),
    parts=("colours",),
    impact=Impact.MODERATE,
    messages={
        "icon": N_("In the colours of a contrast theme nothing is left of the icon of “{name}”."),
        "state": N_("In the colours of a contrast theme “{name}” looks the same ticked and not ticked."),
        "focus": N_("In the colours of a contrast theme nothing shows that the keyboard is on “{name}”."),
    },
)
def gone_in_forced_colours(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per control of which something is gone."""
    for faded in reflow.colours.faded:
        name = short(faded.spot.name or f"<{faded.spot.tag}>")
        way = (steps.contrast_theme(),)
        yield failed(node_of(dom, faded.spot), faded.what, steps=way, crop=faded.crop, name=name)
    if reflow.colours.controls and not reflow.colours.faded:
        yield passed(dom.root)
