"""Text that is stretched to both margins, which tears uneven gaps between words."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_CHARS = 100
MIN_LINES = 2.5
"""The last line is never stretched, so a block of two lines shows one gap at most."""
NORMAL_LINE_HEIGHT = 1.2
"""Times the font size; what browsers make of `line-height: normal`, roughly."""

_BLOCKS = "p, li, dd, blockquote"


@check(
    id="text-justified",
    title=N_("Text is justified to both sides"),
    repair=N_("Align running text to the left (text-align: left)."),
    kind=Kind.BEYOND,
    requirements=("wcag:1.4.8",),
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"justified": N_("Text is stretched to both sides; blocks of text: {blocks}.")},
)
def text_justified(dom: Dom) -> Iterator[Result]:
    """Yield one result per part of the page with justified text, and one per block that is not justified.

    One rule of style justifies a whole part (header, main content…); its first element stands for all.
    """
    justified = (node for node in dom.with_style("text-align", "justify") if _is_running_text(node))
    parts: dict[str, list[Node]] = {}
    for block in dict.fromkeys(node.block for node in justified):
        parts.setdefault(block.place, []).append(block)
    for blocks in parts.values():
        yield failed(_outermost(blocks[0]), "justified", blocks=len(blocks))
    for node in dom.select(_BLOCKS):
        if node.style("text-align") != "justify" and _is_running_text(node):
            yield passed(node)


def _is_running_text(node: Node) -> bool:
    """Say whether enough text stands directly in a visible element, on several lines."""
    box = node.box
    if box is None or box.height < MIN_LINES * _line_height_px(node):
        return False
    return len(node.own_text) >= MIN_CHARS and node.is_visible


def _line_height_px(node: Node) -> float:
    line_height = node.style("line-height")
    if line_height.endswith("px"):
        return float(line_height.removesuffix("px"))
    return NORMAL_LINE_HEIGHT * float(node.style("font-size").removesuffix("px") or 0)


def _outermost(node: Node) -> Node:
    """Return the highest element from which the alignment comes down without interruption."""
    for above in node.ancestors:
        if above.style("text-align") != "justify":
            break
        node = above
    return node
