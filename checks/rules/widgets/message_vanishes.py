"""Messages that go away by themselves."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets

WAIT_S = 10
"""Longer than is looked whether a message stays: how long exactly differs from time to time."""


@check(
    id="message-vanishes",
    title=N_("Message goes away by itself"),
    repair=N_("Let the message stay until people close it, or keep what it says in another place."),
    requirements=("wcag:2.2.1",),
    needs=(Dom, Widgets),
    parts=("opened",),
    impact=Impact.MODERATE,
    messages={
        "button": N_("After “{name}” the button “{button}” soon goes away, even with focus on it."),
        "later": N_("After “{name}” “{button}” soon goes away. Can people do that later too?"),
        "text": N_("After “{name}” the message “{text}” soon goes away. Is it said elsewhere too?"),
    },
)
def message_vanishes(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per message that appeared because a control was used, and was waited for."""
    for one in widgets.opened:
        said = one.said
        if said is None or not one.key:
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        way = (steps.go_to(name), steps.press(one.key), steps.wait(WAIT_S))
        if not said.gone_after_s:
            yield passed(node)
        elif said.control and said.gone_with_focus:
            yield failed(node, "button", steps=way, name=name, button=said.control)
        elif said.control:
            yield cant_tell(node, "later", steps=way, name=name, button=said.control)
        else:
            yield cant_tell(node, "text", steps=way, name=name, text=said.text)
    yield from left_out(dom, widgets.left, "opened")
