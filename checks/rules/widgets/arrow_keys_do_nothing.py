"""Trees, menus and lists of which the keyboard reaches only a part."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import left_out, node_of, told
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.widgets import Widgets


@check(
    id="arrow-keys-do-nothing",
    title=N_("Keyboard does not reach every item"),
    repair=N_("Let the arrow keys go from item to item, or let Tab come to each item."),
    requirements=("wcag:2.1.1",),
    needs=(Dom, Widgets),
    parts=("opened", "composites", "comboboxes"),
    impact=Impact.SERIOUS,
    messages={
        "part": N_("Tab comes to {stops} of {all} items of “{name}”, and no arrow key leads to another one."),
        "menu": N_("In the menu that “{name}” opens, Tab and the arrow keys do not reach every item."),
        "choices": N_("No key leads from “{name}” to the choices that it shows. Do people need them?"),
    },
)
def arrow_keys_do_nothing(dom: Dom, widgets: Widgets) -> Iterator[Result]:
    """Yield one result per tree, menu, list or grid, per opened menu, and per field with choices."""
    for part in widgets.composites:
        node, name = node_of(dom, part.spot), told(part.spot)
        if part.by_arrows or part.stops >= part.items:
            yield passed(node)
        elif part.by_click:
            way = (steps.go_to(name), steps.press("↓"))
            yield failed(node, "part", steps=way, name=name, stops=part.stops, all=part.items)
    for one in widgets.opened:
        if one.arrows_inside is None:
            continue
        node, name = node_of(dom, one.spot), told(one.spot)
        if one.arrows_inside:
            yield passed(node)
        else:
            opening = (steps.go_to(name), steps.press(one.key), steps.press("↓"))
            yield failed(node, "menu", steps=opening, name=name)
    for field in widgets.comboboxes:
        if not field.is_named_so:
            continue
        node, name = node_of(dom, field.spot), told(field.spot)
        if field.leads_in:
            yield passed(node)
        else:
            yield cant_tell(node, "choices", steps=(steps.go_to(name), steps.press("↓")), name=name)
    yield from left_out(dom, widgets.left, "opened")
