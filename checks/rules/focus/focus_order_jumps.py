"""An order of the Tab key that goes against the order in which people read."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from checks.base import Result, cant_tell, check, failed, passed
from checks.walked import composite_of, node_of, told, way_to
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Box, Impact
from drempel.model.focus_walk import FocusWalk, Stop

IN_A_ROW = 4
"""Elements beside or below each other of which the order is judged."""

_TYPED = frozenset(
    {"", "text", "email", "tel", "url", "password", "number", "date", "time", "search", "month"}
)

Placed = tuple[Stop, Node]


@check(
    id="focus-order-jumps",
    title=N_("Tab key goes against the reading order"),
    repair=N_("Remove tabindex values above 0, and put the elements in the code in the order of reading."),
    requirements=("wcag:2.4.3",),
    needs=(Dom, FocusWalk),
    impact=Impact.MODERATE,
    same_as=("axe:tabindex",),
    messages={
        "form": N_("In this form the Tab key goes from “{name}” back up to “{next}”."),
        "first": N_(
            'tabindex="{tabindex}" brings “{name}” before what stands above it. Is that order logical?'
        ),
        "against": N_(
            "The Tab key goes through these parts against the order on the screen. Is that logical?"
        ),
        "back": N_("The Tab key goes from “{name}” back up to “{next}”. Is that order logical?"),
    },
)
def focus_order_jumps(dom: Dom, walk: FocusWalk) -> Iterator[Result]:
    """Yield one result per form or row of which the order is wrong, else one for the page."""
    placed = [(stop, node) for stop in walk.stops if (node := _placed(dom, stop)) is not None]
    if len(placed) < 2:
        return
    found: set[int] = set()
    forms = [*_forms(placed)]
    for result in (*forms, *(_positive(placed) if not forms else ()), *_rows(placed)):
        if result.target.index not in found:
            found.add(result.target.index)
            yield result
    if not found:
        yield passed(dom.root)


def _placed(dom: Dom, stop: Stop) -> Node | None:
    if (
        stop.unseen
        or stop.in_frame
        or stop.in_dialog
        or stop.after
        or stop.is_opaque
        or stop.spot.box is None
    ):
        return None
    if stop.drops_focus or stop.sends_focus_to is not None:
        return None
    node = node_of(dom, stop.spot)
    return node if node != dom.root and composite_of(node) is None else None


def _forms(placed: Sequence[Placed]) -> Iterator[Result]:
    """Yield the fields from which the keyboard goes back up in one form."""
    fields = [
        (stop, node, form) for stop, node in placed if _is_field(node) and (form := node.closest("form"))
    ]
    by_form: dict[int, list[Placed]] = {}
    for stop, node, form in fields:
        by_form.setdefault(form.index, []).append((stop, node))
    for members in by_form.values():
        jumps = [(one, other) for one, other in pairwise(members) if _is_up(one[0], other[0])]
        for (stop, node), (after, after_node) in jumps:
            by_number = _number(stop) > 0 or _number(after) > 0
            if (by_number and after_node.index < node.index) or len(jumps) > 1:
                yield failed(node, "form", steps=way_to(after), name=told(stop.spot), next=told(after.spot))
            else:
                yield cant_tell(
                    node, "back", steps=way_to(after), name=told(stop.spot), next=told(after.spot)
                )
            break


def _positive(placed: Sequence[Placed]) -> Iterator[Result]:
    """Yield the first element that a number brings before what stands above it."""
    for at, (stop, node) in enumerate(placed):
        if _number(stop) <= 0:
            continue
        later = [other for other, below in placed[at + 1 :] if below.index < node.index]
        if any(_is_up(stop, other) for other in later):
            way = way_to(stop)
            yield cant_tell(node, "first", steps=way, name=told(stop.spot), tabindex=stop.tabindex)
            return


def _rows(placed: Sequence[Placed]) -> Iterator[Result]:
    """Yield what holds elements in a row or column through which the keyboard goes backwards."""
    for _, group in groupby(placed, key=lambda one: _around(one[1])):
        members = [(stop, node) for stop, node in group if stop.spot.box is not None]
        if len(members) < IN_A_ROW or any(_number(stop) > 0 for stop, _ in members):
            continue
        boxes = [stop.spot.box for stop, _ in members if stop.spot.box is not None]
        back = [_is_back(one, other, members[0][1]) for one, other in pairwise(boxes)]
        if back.count(True) >= max(2, len(boxes) // 2):
            yield cant_tell(members[0][1], "against", steps=way_to(members[0][0]))


def _around(node: Node) -> int:
    """Return what a row is known by: the list or block around its entries."""
    above = node.parent
    if above is not None and len(above.children) == 1 and above.parent is not None:
        above = above.parent
    return above.index if above is not None else -1


def _is_back(one: Box, other: Box, node: Node) -> bool:
    """Say whether the next one stands before this one: to the left of it in the same line, or above it."""
    in_line = min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > 0.5 * min(
        one.height, other.height
    )
    if in_line:
        if node.style("direction") == "rtl":
            return other.x > one.x + one.width - 1
        return other.x + other.width < one.x + 1
    in_column = min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > 0
    return in_column and other.y + other.height < one.y + 1


def _is_up(one: Stop, other: Stop) -> bool:
    """Say whether the second stands wholly above the first, in the same column."""
    a, b = one.spot.box, other.spot.box
    if a is None or b is None:
        return False
    return b.y + b.height <= a.y + 1 and min(a.x + a.width, b.x + b.width) > max(a.x, b.x)


def _is_field(node: Node) -> bool:
    return node.tag in {"select", "textarea"} or (node.tag == "input" and node.get("type").lower() in _TYPED)


def _number(stop: Stop) -> int:
    try:
        return int(stop.tabindex)
    except ValueError:
        return 0
