"""Texts and blocks at which the Tab key stops although there is nothing to do."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.walked import composite_of, node_of, told, way_to
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.focus_walk import FocusWalk, Stop

_STATIC = frozenset(
    {
        "address", "article", "b", "dd", "div", "dl", "dt", "em", "figure", "footer", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "i", "img", "li", "main", "nav", "ol", "p", "section", "span",
        "strong", "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip
_HANDLERS = ("onclick", "onkeydown", "onkeyup", "onkeypress", "onfocus", "onmousedown", "onmouseover")


@check(
    id="focus-stop-without-use",
    title=N_("Tab key stops at something that cannot be used"),
    repair=N_("Remove tabindex from text and blocks; keep it for what people can operate."),
    kind=Kind.PRACTICE,
    who="keyboard",
    needs=(Dom, FocusWalk),
    impact=Impact.MINOR,
    messages={"static": N_("The Tab key stops at “{name}”, but there is nothing to do there.")},
)
def focus_stop_without_use(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per stop that only a `tabindex` makes one."""
    for stop in walk.stops:
        if stop.is_native or not stop.tabindex or stop.is_opaque:
            continue
        if stop.tabindex.strip().startswith("-"):
            continue  # a script went there, as to a list of errors; the Tab key does not
        node = node_of(dom, stop.spot)
        if _is_static(dom, stop, node):
            yield failed(node, "static", steps=way_to(stop), name=told(stop.spot)[:60])
        else:
            yield passed(node)


def _is_static(dom: Dom, stop: Stop, node: Node) -> bool:
    """Say whether nothing tells that the element can be operated or scrolled."""
    if stop.spot.tag not in _STATIC or stop.scrolls or stop.unseen or not stop.spot.name:
        return False
    if composite_of(node) is not None:
        return False
    if node == dom.root or node.get("role") or any(name.startswith("aria-") for name in node.attributes):
        return False
    if dom.is_clickable(node) or any(name in node for name in _HANDLERS):
        return False
    # Clicks may be heard further up, and hints may show below.
    return stop.sends_focus_to is None and {c.who for c in stop.changes} <= {"self"}
