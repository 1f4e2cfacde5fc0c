"""What checks on the walk with the Tab key share: which element a stop is, and how people get there."""

from collections.abc import Iterable, Iterator

from checks import steps
from checks.base import Result, untested
from drempel.dom import Dom, Node
from drempel.model.acting import LeftOut, Spot
from drempel.model.finding import Step
from drempel.model.focus_walk import Stop

CONTROL_ROLES = frozenset(
    {
        "button", "checkbox", "combobox", "link", "listbox", "menuitem", "menuitemcheckbox", "menuitemradio",
        "option", "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox", "treeitem",
    }
)  # fmt: skip
COMPOSITE_ROLES = frozenset(
    {
        "application", "combobox", "feed", "grid", "listbox", "menu", "menubar", "radiogroup", "tablist",
        "toolbar", "tree", "treegrid",
    }
)  # fmt: skip
"""Roles of parts in which the arrow keys go from one to the next."""


def node_of(dom: Dom, spot: Spot) -> Node:
    """Return the element that was used; the page as a whole where it came or went with the use."""
    return dom.at_path(spot.path, spot.tag) or dom.root


def told(spot: Spot) -> str:
    """Return how an element is called in a message."""
    return spot.name or f"<{spot.tag}>"


def left_out(dom: Dom, left: Iterable[LeftOut], *parts: str) -> Iterator[Result]:
    """Yield that elements were left out of some parts of what was tried."""
    for one in left:
        if one.part in parts:
            node, name = (node_of(dom, one.spot), told(one.spot)) if one.spot else (dom.root, "")
            yield untested(node, one.why, name=name)


def way_to(stop: Stop) -> tuple[Step, ...]:
    """Return the steps by which people come to a stop."""
    if stop.after:
        return (steps.press(stop.after), *((steps.tab(stop.presses),) if stop.presses else ()))
    return (steps.tab(stop.presses),) if stop.presses else ()


def role_of(node: Node) -> str:
    """Return the role that the page itself gives, lower case."""
    return (node.get("role").split() or [""])[0].lower()


def is_control(stop: Stop) -> bool:
    """Say whether a stop is something to use."""
    return stop.is_native or stop.spot.role in CONTROL_ROLES


def composite_of(node: Node) -> Node | None:
    """Return the nearest part around an element in which arrow keys lead on."""
    return next((above for above in node.ancestors if role_of(above) in COMPOSITE_ROLES), None)
