"""Links and buttons of which nothing is seen where pictures do not come."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, check, failed, passed
from checks.walked import node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.without import Without

MOST = 10


@check(
    id="control-gone-without-images",
    title=N_("Without pictures nothing of this link or button is seen"),
    repair=N_("Show the word too, draw the icon with <svg>, or use <img> with a text alternative."),
    kind=Kind.PRACTICE,
    who="old-phone",
    needs=(Dom, Without),
    parts=("pictures",),
    impact=Impact.MODERATE,
    messages={
        "blank": N_("Where pictures do not come, nothing is seen of “{name}”."),
    },
)
def control_gone_without_images(dom: Dom, without: Without) -> Iterator[Result]:
    """Yield one result per control that pictures alone show; one for the page where there is none."""
    for spot in without.blank[:MOST]:
        yield failed(node_of(dom, spot), "blank", steps=(steps.without_images(),), name=told(spot))
    if without.whole.links + without.whole.fields and not without.blank:
        yield passed(dom.root)
