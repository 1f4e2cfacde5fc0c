"""Elements that do something when they are clicked, and to which no key leads."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pointer_use import PointerUse


@check(
    id="click-without-key",
    title=N_("Only a mouse can use this"),
    repair=N_("Make it a button or a link, so that the Tab key comes to it and Enter works."),
    requirements=("wcag:2.1.1",),
    needs=(Dom, PointerUse),
    parts=("clicks",),
    impact=Impact.CRITICAL,
    messages={
        "goes": N_("A click on “{name}” leads to {address}; the keyboard does not come there."),
        "shows": N_("A click on “{name}” shows “{text}”; the keyboard cannot do that."),
        "does": N_("A click on “{name}” changes the page; the keyboard cannot do that."),
        "look": N_("A click on “{name}” changes how the page looks. Does the keyboard need that too?"),
        "unsure": N_("A click on “{name}” does something. Does {others} do the same with the keyboard?"),
    },
)
def click_without_key(dom: Dom, use: PointerUse) -> Iterator[Result]:
    """Yield one result per element that does something on a click and that Tab does not come to."""
    for one in use.clicks:
        if one.is_stop:
            continue
        node, name, way = node_of(dom, one.spot), told(one.spot), (steps.click(told(one.spot)),)
        kind = one.effect.kind
        if one.by_key or one.elsewhere is not None or kind == "scroll":
            yield passed(node)
        elif one.unsure:
            others = ", ".join(f"“{other}”" for other in one.unsure)
            yield cant_tell(node, "unsure", steps=way, name=name, others=others)
        elif kind == "look":
            yield cant_tell(node, "look", steps=way, name=name)
        elif kind in {"move", "popup"}:
            yield failed(node, "goes", steps=way, name=name, address=one.effect.detail)
        elif kind == "shown" and one.effect.detail:
            yield failed(node, "shows", steps=way, name=name, text=one.effect.detail)
        else:
            yield failed(node, "does", steps=way, name=name)
    yield from left_out(dom, use.left, "clicks")
