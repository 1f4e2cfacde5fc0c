"""Blocks of text that people read through: their letters, lines and sizes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from checks.base import Result, failed, passed
from drempel.dom import Dom, Node
from drempel.model.finding import Box

MIN_CHARS = 100
"""From here on a block is read through; shorter ones are labels, buttons, lines in a menu."""

NORMAL_LINE_HEIGHT = 1.2
"""Times the font size; what browsers make of `line-height: normal`, roughly."""

_KEPT = "checks.blocks"


@dataclass(frozen=True, slots=True)
class Block:
    """The visible text of one block of the page, without that of blocks inside it."""

    node: Node
    text: str
    size_px: float
    line_height: float | None
    """Times the font size; `None` where the browser chooses."""
    lines: int

    @property
    def chars_per_line(self) -> float:
        """Return about how many characters a full line holds; the last line is half full on average."""
        return len(self.text) / (self.lines - 0.5)


def blocks(dom: Dom) -> tuple[Block, ...]:
    """Return the blocks of at least `MIN_CHARS` characters, in document order; worked out once for a page."""
    if _KEPT not in dom.memo:
        dom.memo[_KEPT] = tuple(_blocks(dom))
    found: tuple[Block, ...] = dom.memo[_KEPT]
    return found


def _blocks(dom: Dom) -> Iterator[Block]:
    # By index: to hash a node is a call of its own. And first by length alone: most blocks are short.
    block_of: dict[int, int] = {}
    lengths: dict[int, int] = {}
    for owner, text, _ in dom.seen_below(dom.root):
        block = block_of.get(owner.index)
        if block is None:
            if text.isspace():
                continue
            block = block_of[owner.index] = owner.block.index
        lengths[block] = lengths.get(block, 0) + len(text)
    long = {block for block, length in lengths.items() if length >= MIN_CHARS}
    pieces: dict[int, list[tuple[str, Box]]] = {}
    begun: set[int] = set()
    for owner, text, box in dom.seen_below(dom.root) if long else ():
        block = block_of.get(owner.index)
        if block in long and (owner.index in begun or not text.isspace()):
            begun.add(owner.index)
            pieces.setdefault(block, []).append((text, box))
    for index, parts in pieces.items():
        boxes = [box for _, box in parts if box.area]
        node = dom.node(index)
        whole = " ".join("".join(text for text, _ in parts).split())
        size_px = pixels(node.style("font-size"))
        if not boxes or len(whole) < MIN_CHARS or not size_px or node.closest("pre", "code", "svg"):
            continue
        given = node.style("line-height")
        line_height = pixels(given) / size_px if given.endswith("px") else None
        line_px = size_px * (line_height or NORMAL_LINE_HEIGHT)
        height_px = max(box.y + box.height for box in boxes) - min(box.y for box in boxes)
        lines = max(1, round(height_px / line_px)) if line_px else 1
        yield Block(node, whole, size_px, line_height, lines)


def pixels(value: str) -> float:
    """Return a computed length in CSS pixels; 0 for a word such as `normal`."""
    return float(value.removesuffix("px")) if value.endswith("px") else 0.0


def first_of_each_part(
    found: Iterable[tuple[Node, bool, str]], key: str, **params: Callable[[list[str]], str]
) -> Iterator[Result]:
    """Yield one failure per part of the page (header, main content…), and a pass for each that is right.

    `found` gives (element, is wrong, measure). One rule of style sets a whole part; its first element stands
    for all, and `texts` tells how many there are. `params` make the other parameters of all measures.
    """
    wrong: dict[str, list[tuple[Node, str]]] = {}
    for node, is_wrong, measure in found:
        if is_wrong:
            wrong.setdefault(node.place, []).append((node, measure))
        else:
            yield passed(node)
    for same in wrong.values():
        measures = [measure for _, measure in same]
        told = {name: make(measures) for name, make in params.items()}
        yield failed(same[0][0], key, texts=len(same), **told)
