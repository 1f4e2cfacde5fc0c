"""Links, buttons and fields that a mouse can use and the Tab key never reaches."""

from collections.abc import Iterator

from checks import steps
from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import composite_of, node_of, told
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.focus_walk import FocusWalk

NEAR = 2
"""How many elements further up a field is looked for to which a small button belongs."""

_FIELDS = "input, select, textarea, [role=combobox], [role=textbox], [role=spinbutton], [contenteditable]"


@check(
    id="focusable-not-reached",
    title=N_("Tab key never reaches a link, button or field"),
    repair=N_("Remove the negative tabindex, and let no script pass the element over."),
    requirements=("wcag:2.1.1",),
    needs=(Dom, FocusWalk),
    impact=Impact.CRITICAL,
    messages={
        "taken-out": N_('The Tab key passes “{name}” over: it has tabindex="{tabindex}".'),
        "another-way": N_("The Tab key passes “{name}” over. Can people without a mouse use it another way?"),
    },
)
def focusable_not_reached(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result for the page, and one per control that was not reached and that nothing stands for."""
    if not walk.came_round or walk.cut or any(not trap.leads_out for trap in walk.traps):
        return
    if walk.stops:
        yield passed(dom.root)
    reached = {node.index for stop in walk.stops if (node := dom.at_path(stop.spot.path, stop.spot.tag))}
    names = {(dom.node(i).get("href"), dom.node(i).name) for i in reached}
    for missed in walk.missed:
        node = node_of(dom, missed.spot)
        if node == dom.root or not node.is_visible or _stands_for_itself(node, reached, names):
            continue
        way = (steps.go_to(told(missed.spot)),)
        if missed.why == "negative" and _is_sure(node):
            yield failed(node, "taken-out", steps=way, name=told(missed.spot), tabindex=node.get("tabindex"))
        else:
            yield cant_tell(node, "another-way", steps=way, name=told(missed.spot))


def _stands_for_itself(node: Node, reached: set[int], names: set[tuple[str, str]]) -> bool:
    """Say whether people can do by another element or by arrow keys what this one does."""
    if composite_of(node) is not None or node.get("role").lower() in {
        "tab",
        "option",
        "menuitem",
        "treeitem",
    }:
        return True
    href = node.get("href")
    if any((href and href == other) or (node.name and node.name == name) for other, name in names):
        return True
    # Of parts that are alike one can be reached: the arrow keys lead to the others.
    kin = [other for other in (node.parent.children if node.parent else []) if other.tag == node.tag]
    if any(other.index in reached for other in kin if other != node) and len(kin) > 1 and "tabindex" in node:
        return True
    # It is inside something that can be reached, or holds it.
    if any(above.index in reached for above in node.ancestors):
        return True
    if any(below.index in reached for below in node.descendants()):
        return True
    return _is_part_of_field(node)


def _is_part_of_field(node: Node) -> bool:
    """Say whether a button is the arrow, cross or eye of a field beside it, which does the same by keys."""
    if node.tag != "button" and node.get("role") != "button":
        return False
    around = node
    for _ in range(NEAR):
        if around.parent is None or around.parent.tag in {"form", "fieldset", "body", "main"}:
            return False
        around = around.parent
        if any(field != node for field in around.select(_FIELDS)):
            return True
    return False


def _is_sure(node: Node) -> bool:
    """Say whether an element is surely out of reach: a link, button or field that works and stands alone."""
    if not node.name or node.place == "dialog":
        return False
    if node.tag == "a":
        return bool(node.get("href")) and not node.get("href").startswith("#")
    return node.tag in {"button", "input", "select", "textarea"} and "readonly" not in node
