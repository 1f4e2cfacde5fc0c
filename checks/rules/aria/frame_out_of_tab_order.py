"""Frames with links or fields inside that the Tab key passes over."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import FRAME, Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MIN_SIDE_PX = 10
"""In a smaller frame nothing can be seen or used; such frames pass on data."""


@check(
    id="frame-out-of-tab-order",
    title=N_("Keyboard cannot enter a frame with links or fields"),
    repair=N_("Remove the negative tabindex from the iframe."),
    requirements=("wcag:2.1.1", "wcag:2.1.3"),
    act=("akn7bn",),
    needs=(Dom,),
    impact=Impact.CRITICAL,
    same_as=("axe:frame-focusable-content",),
    overrules=("axe:frame-focusable-content",),
    messages={"skipped": N_("The Tab key passes over this frame, but there is “{inside}” in it.")},
)
def frame_out_of_tab_order(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible frame that shows something the keyboard should reach."""
    for frame in dom.select("iframe"):
        box = frame.box
        if not frame.is_visible or box is None or min(box.width, box.height) < MIN_SIDE_PX:
            continue
        inside = next((node for node in _below(frame) if _is_stop(node)), None)
        if inside is None:
            continue
        if is_negative(frame.get("tabindex")):
            yield failed(frame, "skipped", inside=inside.name or inside.tag)
        else:
            yield passed(frame)


def _below(frame: Node) -> Iterator[Node]:
    for wrapper in frame.children:
        if wrapper.tag == FRAME:
            for node in wrapper.descendants():
                if next(above for above in node.ancestors if above.tag == FRAME) == wrapper:
                    yield node


def _is_stop(node: Node) -> bool:
    """Say whether the Tab key stops here, and something of it can be seen."""
    return node.is_focusable and not is_negative(node.get("tabindex")) and node.is_visible


def is_negative(tabindex: str) -> bool:
    """Say whether a `tabindex` takes an element out of the tab order."""
    try:
        return int(tabindex) < 0
    except ValueError:
        return False
