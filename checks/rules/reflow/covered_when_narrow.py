"""Bars and messages that are fixed to the screen and cover much of a narrow view."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.fitting import node_of, short
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.reflow import Reflow

MUCH = 1 / 3
"""Part of the view from which reading becomes hard."""
ALL = 0.75
"""With so much covered, of a view of 256 pixels three lines are left."""


@check(
    id="covered-when-narrow",
    title=N_("Fixed part covers a narrow screen"),
    repair=N_("Do not fix the part to a small screen: position: static below a height of some 500 pixels."),
    requirements=("wcag:1.4.10",),
    needs=(Dom, Reflow),
    parts=("narrow",),
    impact=Impact.SERIOUS,
    messages={
        "all": N_(
            "On a narrow screen “{text}” always covers {percent} % of the view, and nothing closes it."
        ),
        "much": N_(
            "On a narrow screen “{text}” covers {percent} % of the view while people scroll. "
            "Can they close it, or still read the rest?"
        ),
        "together": N_(
            "On a narrow screen “{text}” and other fixed parts cover {percent} % of the view. "
            "Can they close them, or still read the rest?"
        ),
    },
)
def covered_when_narrow(dom: Dom, reflow: Reflow) -> Iterator[Result]:
    """Yield one result per part that stays on the screen wherever one scrolls."""
    way = (steps.narrow_to(320), steps.scroll_down())
    told = False
    for layer in reflow.layers:
        node = node_of(dom, layer.spot)
        said = {"text": short(layer.text or f"<{layer.spot.tag}>"), "percent": round(layer.share * 100)}
        if layer.share >= ALL and not layer.can_close:
            yield failed(node, "all", steps=way, crop=layer.crop, **said)
        elif layer.share > MUCH:
            yield cant_tell(node, "much", steps=way, crop=layer.crop, **said)
        else:
            continue
        told = True
    together = sum(layer.share for layer in reflow.layers)
    if not told and together > MUCH:
        largest = max(reflow.layers, key=lambda layer: layer.share)
        text = short(largest.text or f"<{largest.spot.tag}>")
        node, percent = node_of(dom, largest.spot), round(together * 100)
        yield cant_tell(node, "together", steps=way, crop=largest.crop, text=text, percent=percent)
    elif not told:
        for layer in reflow.layers:
            yield passed(node_of(dom, layer.spot))
