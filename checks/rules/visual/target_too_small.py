"""Buttons and links that are too small, or too near each other, to hit with a finger or a trembling hand."""

from collections.abc import Iterator

from checks.base import Result, cant_tell, check, failed, passed
from drempel.dom import FRAME, Dom, Node
from drempel.i18n import N_
from drempel.model.artefact import AxeNode, AxeRun
from drempel.model.finding import Box, Impact

MIN_PX = 24.0
"""Source: WCAG 2.2, success criterion 2.5.8."""
TOLERANCE_PX = 0.5
NATIVE_PX = 16.0
"""What browsers make of a checkbox or radio button by themselves is at most so large (13 in Chromium)."""
_BUTTON_FACE = "rgb(239, 239, 239)"
NATIVE_LETTERS_PX = 13.34
NATIVE_HEIGHT_PX = (20.0, 22.0)
"""A button that nobody styled: its face, its letters and its height in Chromium, from and to."""
MIN_TEXT_AROUND = 20
MAX_QUESTIONS = 2
MAX_TARGETS, MAX_OTHERS = 100, 3_000
"""Each one is held against all others."""

_RULE = "target-size"
_TARGETS = (
    "a[href], button, input, select, textarea, summary, [role=button i], [role=link i], [role=checkbox i],"
    " [role=radio i], [role=tab i], [role=menuitem i], [role=switch i], [role=option i]"
)


@check(
    id="target-too-small",
    title=N_("Target is too small to hit"),
    repair=N_("Make buttons and links at least 24 by 24 pixels, or leave more room between them."),
    requirements=("wcag:2.5.8",),
    needs=(Dom, AxeRun),
    impact=Impact.SERIOUS,
    same_as=("axe:target-size",),
    overrules=("axe:target-size",),
    messages={
        "small": N_("This target measures {width} by {height} pixels and stands too near another one."),
        "perhaps": N_(
            "Can this target, of about {width} by {height} pixels, be hit without hitting another?"
        ),
    },
)
def target_too_small(dom: Dom, axe: AxeRun) -> Iterator[Result]:
    """Yield one result per target, as far as axe-core does not rule it out.

    Two measure here: a target fails where both find it too small, so that neither a clipped box nor a
    picture that sticks out of its link leads to a false alarm. Where axe-core could not measure we ask.
    """
    ran = [result for result in axe.results if result.rule == _RULE]
    small = {node for result in ran for node in _found(dom, result.violations)}
    unsure = {node for result in ran for node in _found(dom, result.incomplete)}
    if ran and not small and not unsure:
        return
    targets = _Targets(dom)
    asked = looked_at = 0
    for node, box in targets.boxes:
        if ran and node not in small and node not in unsure:
            continue
        looked_at += 1
        if looked_at > MAX_TARGETS:
            break
        size = _size(box)
        if targets.is_fine(node, box) or _is_left_out(targets, node, box):
            yield passed(node)
        elif node not in unsure:
            yield failed(node, "small", **size)
        elif asked < MAX_QUESTIONS:
            asked += 1
            yield cant_tell(node, "perhaps", **size)
    # In frames, and among what has another role, axe-core alone measures.
    measured = {node for node, _ in targets.boxes}
    for node in sorted(small - measured, key=lambda node: node.index):
        if node.box is not None:
            yield failed(node, "small", **_size(node.box))


def _size(box: Box) -> dict[str, str]:
    return {"width": f"{box.width:.0f}", "height": f"{box.height:.0f}"}


def _found(dom: Dom, nodes: tuple[AxeNode, ...]) -> Iterator[Node]:
    for one in nodes:
        node = dom.at_path(one.path, one.tag) if one.path is not None else None
        if node is not None:
            yield node


def _is_slider(node: Node) -> bool:
    return node.tag == "input" and node.get("type").lower() == "range"


def _lies_over(one: Box | None, other: Box) -> bool:
    """Say whether a box covers more than half of another one, from side to side."""
    if one is None or one.y >= other.y + other.height or other.y >= one.y + one.height:
        return False
    shared = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    return shared > other.width / 2


def _is_left_out(targets: "_Targets", node: Node, box: Box) -> bool:
    """Say whether the criterion leaves a target out: sized by the browser, or in a sentence.

    Of two sliders over each other, that choose from and to, the handles are the targets; they have no box.
    """
    beside = node.parent.children if _is_slider(node) and node.parent is not None else ()
    if any(one != node and _is_slider(one) and _lies_over(one.box, box) for one in beside):
        return True
    if node.tag == "input" and node.get("type").lower() in {"checkbox", "radio"}:
        return max(box.width, box.height) <= NATIVE_PX and node.style("position") not in {"absolute", "fixed"}
    if node.tag in {"button", "input"} and node.style("background-color") == _BUTTON_FACE:
        letters = node.style("font-size").removesuffix("px")
        least, most = NATIVE_HEIGHT_PX
        return least <= box.height <= most and float(letters or 0) <= NATIVE_LETTERS_PX
    if node.style("display") != "inline":
        return False
    return targets.text_around(node) >= MIN_TEXT_AROUND


class _Targets:
    """All targets of a page with their boxes."""

    def __init__(self, dom: Dom) -> None:
        found = [node for node in dom.select(_TARGETS) if node.get("type").lower() != "hidden"][:MAX_OTHERS]
        boxes = ((node, _box_of(node)) for node in found if node.is_visible and node.closest(FRAME) is None)
        self.boxes = [(node, box) for node, box in boxes if box is not None]
        self._around: dict[Node, int] = {}
        # With the edges as far out as the reach of a circle around the middle of another target.
        self._reach = [
            (box.x - MIN_PX, box.y - MIN_PX, box.x + box.width + MIN_PX, box.y + box.height + MIN_PX, at)
            for at, (_, box) in enumerate(self.boxes)
        ]
        self._leads_to = [node.get("href") for node, _ in self.boxes]

    def text_around(self, node: Node) -> int:
        """Return how many characters stand in the block of a target outside all links and buttons."""
        block = node.block
        if block not in self._around:
            inside = sum(len(link.visible_text) for link in block.select("a[href], button"))
            self._around[block] = len(block.visible_text) - inside
        return self._around[block]

    def is_fine(self, node: Node, box: Box) -> bool:
        """Say whether a target is large enough, or a circle around its middle touches no other target."""
        if min(box.width, box.height) >= MIN_PX - TOLERANCE_PX:
            return True
        x, y = box.x + box.width / 2, box.y + box.height / 2
        own, leads_to = node.get("href"), self._leads_to
        perhaps = (
            self.boxes[at]
            for left, top, right, bottom, at in self._reach
            # Hitting another target that does the same is no mistake.
            if left <= x <= right and top <= y <= bottom and not (own and leads_to[at] == own)
        )
        return all(
            one is node or one.holds(node) or node.holds(one) or not _is_near(x, y, other)
            for one, other in perhaps
        )


def _box_of(node: Node) -> Box | None:
    """Return the box of an element and of what it holds: a picture sticks out of an inline link."""
    # Most targets hold nothing but text, and a search in each one is what this check costs.
    held = node.select("img, svg, span, div") if len(node.element) else ()
    boxes = [one.box for one in (node, *held) if one.box and one.is_visible]
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _is_near(x: float, y: float, box: Box) -> bool:
    """Say whether a box, or the circle around the middle of a small one, comes within reach of a point."""
    away_x = max(box.x - x, 0.0, x - box.x - box.width)
    away_y = max(box.y - y, 0.0, y - box.y - box.height)
    if away_x**2 + away_y**2 < (MIN_PX / 2 - TOLERANCE_PX) ** 2:
        return True
    if min(box.width, box.height) >= MIN_PX:
        return False
    middle_x, middle_y = box.x + box.width / 2 - x, box.y + box.height / 2 - y
    return bool(middle_x**2 + middle_y**2 < (MIN_PX - TOLERANCE_PX) ** 2)
