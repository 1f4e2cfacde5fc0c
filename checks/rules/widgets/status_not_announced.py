"""Messages that appear after something was done and that screen readers do not say."""

import re
from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets

SHORT = 12
"""Words: a longer text may be what was asked for."""


@check(
    id="status-not-announced",
    title=N_("Screen readers do not hear this message"),
    repair=N_('Put the message in an element with role="status" that is always on the page.'),
    requirements=("wcag:4.1.3",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.SERIOUS,
    messages={
        "silent": N_("After “{name}” the message “{text}” appears; nothing lets a screen reader say it."),
        "maybe": N_("After “{name}” the text “{text}” appears. Is that a message about what was done?"),
    },
)
def status_not_announced(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per short text that appeared away from the focus."""
    for one in widgets.opened:
        said = one.said
        if said is None or not one.key:
            continue
        node, name = node_of(dom, said.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key))
        if said.is_live:
            yield passed(node)
        elif said.control:
            # A part with something to use is more than a message.
            continue
        elif _MESSAGE.search(said.text) and len(said.text.split()) <= SHORT:
            yield failed(node, "silent", steps=way, name=name, text=said.text)
        elif said.is_new:
            yield cant_tell(node, "maybe", steps=way, name=name, text=said.text)
    yield from left_out(dom, widgets.left, "opened")


_MESSAGE = re.compile(
    r"\b(opgeslagen|bewaard|gelukt|mislukt|toegevoegd|verwijderd|gekopieerd|gewijzigd|bijgewerkt|verzonden|"
    r"verstuurd|ontvangen|bedankt|gekozen|geselecteerd|ongeldig|\d+ (resultaten|resultaat|gevonden)|"
    r"geen resultaten|(is|zijn|hebt|heeft|werd) .{0,60}(gelegd|gezet|geplaatst)|saved|added|copied|removed|"
    r"sent|failed|updated|\d+ results?|no results)\b",
    re.IGNORECASE,
)
"""Words of messages that tell how something ended."""
