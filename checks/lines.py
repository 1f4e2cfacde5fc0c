"""The lines of a page as its makers typed them: a block of text each, cut where a `br` stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from drempel.dom import Dom, Node, fold

_NO_LINES = frozenset({"noscript", "option", "script", "style", "template", "textarea", "title"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of visible text."""

    block: Node
    text: str
    breaks: int
    """How many `br` stand before it in its block."""
    typed: str = ""
    """The text with its white space as it stands in the code."""


def lines(dom: Dom) -> Iterator[Line]:
    """Yield the lines of visible text in document order."""
    breaks: dict[int, int] = {}
    for node in dom.select("br"):
        at = dom.first_piece_after(node)
        breaks[at] = breaks.get(at, 0) + 1
    blocks: dict[int, Node] = {}
    block: Node | None = None
    texts: list[str] = []
    before = waiting = 0
    for at, (owner, shown, text) in enumerate(dom.pieces()):
        waiting += breaks.get(at, 0)
        if not shown or not text.strip() or owner.tag in _NO_LINES:
            # White space between words of one line belongs to it.
            if shown and texts and not waiting:
                texts.append(text or " ")
            continue
        own = blocks.get(owner.index)
        if own is None:
            own = blocks[owner.index] = owner.block
        if own is not block or waiting:
            if texts and block is not None:
                yield _line(block, texts, before)
            before = waiting if own is block else 0
            block, texts, waiting = own, [], 0
        texts.append(text)
    if texts and block is not None:
        yield _line(block, texts, before)


def _line(block: Node, texts: list[str], breaks: int) -> Line:
    typed = "".join(texts)
    return Line(block, fold(typed), breaks, typed)
