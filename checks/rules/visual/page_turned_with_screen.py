"""A page that turns with the screen, so that it can be read in one position only."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.artefact import Turns
from drempel.model.finding import Impact

TOLERANCE_DEG = 1.0
MAIN_SHARE = 0.5
"""Part of the text of the page that an element holds; a picture or button may turn along."""


@check(
    id="page-turned-with-screen",
    title=N_("Page works in one position of the screen only"),
    repair=N_("Remove the CSS that rotates the page, so that it works upright and sideways."),
    requirements=("wcag:1.3.4",),
    act=("b33eff",),
    needs=(Dom, Turns),
    impact=Impact.SERIOUS,
    same_as=("axe:css-orientation-lock",),
    overrules=("axe:css-orientation-lock",),
    messages={
        "turned": N_("The content is turned by {degrees} degrees when the screen is turned."),
    },
)
def page_turned_with_screen(dom: Dom, turns: Turns) -> Iterator[Result]:
    """Yield one result per element with most of the text that style of an orientation transforms."""
    for turn in turns.turns:
        node = dom.at_path(turn.path)
        if node is None or not node.is_visible:
            continue
        difference = (turn.landscape_deg - turn.portrait_deg) % 360
        if abs(difference % 180 - 90) > TOLERANCE_DEG:
            yield passed(node)
        elif (text := node.visible_text) and len(text) >= MAIN_SHARE * len(dom.root.visible_text):
            yield failed(node, "turned", degrees=round(min(difference, 360 - difference)))
