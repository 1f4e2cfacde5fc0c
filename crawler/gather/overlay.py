"""Does something lie over the page, e.g. a cookie notice or a box for a newsletter? Pure, on the `Dom`.

The page below is still there and is judged: this makes a note, so that a reader knows what visitors see
first. A layer is fixed to the view, or positioned by the page as a whole; a carousel or a picture with
words on it, in their place in the page, are none.
"""

from drempel.dom import FRAME, Dom, Node
from drempel.model.finding import Box

COVERED_SHARE = 0.5
"""Part of the view that a layer takes at least; a notice at the bottom leaves most of the page in sight."""
COVERED_WORDS = 10
"""Words of the page below the layer; with fewer, it hides nothing."""


def has_overlay(dom: Dom) -> bool:
    """Say whether a layer covers most of the view, and text of the page below it.

    Some microseconds for a page without layers, a millisecond or so for one with a large layer.
    """
    view = Box(0, 0, dom.viewport_width_px, dom.viewport_height_px)
    # Some pages scroll in a box that fills the view: that is the page, not something over it.
    pages = dom.select("main, [role=main]")
    layers = [layer for layer in _layers(dom) if not any(layer.holds(page) for page in pages)]
    boxes = [layer for layer in layers if not layer.place and _has_content(layer)]
    covering = []
    for layer in layers:
        part = view if _is_modal(layer) else _overlap(layer.box, view)
        # What dims the page has no words itself; it is there for the sake of a box that has.
        if (
            part
            and part.area >= COVERED_SHARE * view.area
            and (layer in boxes or (boxes and _is_veil(layer)))
        ):
            covering.append(part)
    return bool(covering) and max(_words_below(dom, part, layers) for part in covering) >= COVERED_WORDS


def _layers(dom: Dom) -> list[Node]:
    """Return what is fixed to the view, or positioned in no other positioned element."""
    found = (node for node in dom.with_style("position", "fixed", "absolute") if node.is_visible)
    return [
        node
        for node in found
        if node.closest(FRAME) is None
        and (
            node.style("position") == "fixed"
            or all(above.style("position") in {"", "static"} for above in node.ancestors)
        )
    ]


def _has_content(layer: Node) -> bool:
    # The words of many notices are in a frame of another site, out of our sight.
    return bool(layer.visible_text) or layer.tag == "iframe" or bool(layer.select("iframe"))


def _is_veil(layer: Node) -> bool:
    """Say whether a layer has a colour that the page shines through."""
    colour = layer.style("background-color")
    return colour.startswith("rgba(") and not colour.endswith(", 0)")


def _is_modal(layer: Node) -> bool:
    """Say whether the browser itself shuts off the rest of the page as long as the layer is there."""
    return layer.tag == "dialog" and bool(layer.ax.get("modal")) and "aria-modal" not in layer


def _words_below(dom: Dom, part: Box, layers: list[Node]) -> int:
    """Return how many words of the page itself have their middle in a part of the view."""
    count = 0
    for owner, shown, text in dom.pieces():
        box = owner.box if shown else None
        if box is None or not box.area:
            continue
        x, y = box.x + box.width / 2, box.y + box.height / 2
        if part.x <= x <= part.x + part.width and part.y <= y <= part.y + part.height:
            is_page = not any(owner == layer or layer.holds(owner) for layer in layers)
            count += len(text.split()) if is_page and owner.closest(FRAME) is None else 0
        if count >= COVERED_WORDS:
            break
    return count


def _overlap(box: Box | None, view: Box) -> Box | None:
    """Return the part of a box that lies in the view, `None` if none does."""
    if box is None:
        return None
    left, top = max(box.x, view.x), max(box.y, view.y)
    right, bottom = min(box.x + box.width, view.x + view.width), min(box.y + box.height, view.y + view.height)
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None
