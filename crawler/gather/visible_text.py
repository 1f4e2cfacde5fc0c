"""Gather the `VisibleText` artefact: the text a reader sees, block by block. Pure, on the captured `Dom`.

A block is the text of one box that starts a new line (by computed `display`), so that a sentence with a
link or bold words in it stays whole whatever the tags are.
"""

from drempel.dom import Dom, Node, fold
from drempel.model.text import BlockKind, TextBlock, VisibleText

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "title", "option", "textarea"})
_PHRASING = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var")
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OTHER = frozenset(
    {"button", "label", "legend", "pre", "code", "summary", "figcaption", "address", "caption"}
)


def gather_visible_text(dom: Dom) -> VisibleText:
    """Return the visible text blocks of a page in document order."""
    blocks: list[TextBlock] = []
    owners: dict[int, Node | None] = {}
    current: Node | None = None
    pieces: list[str] = []
    link_chars = 0
    breaks_before = _break_positions(dom)

    def close() -> None:
        nonlocal pieces, link_chars
        text = fold("".join(pieces))
        if text and current is not None:
            blocks.append(_block(current, text, link_chars))
        pieces, link_chars = [], 0

    for at, (owner, shown, text) in enumerate(dom.pieces()):
        if not shown or owner.tag in _NO_TEXT:
            continue
        block = owners.get(owner.index)
        if block is None:
            block = owners[owner.index] = _block_of(owner)
        breaks = breaks_before.get(at, 0)
        if block != current or breaks > 1:
            close()
            current = block
        elif breaks:
            pieces.append(" ")
        pieces.append(text)
        if owner.closest("a") is not None:
            link_chars += len(fold(text))
    close()
    return VisibleText(url=dom.url, lang=dom.root.lang, blocks=tuple(blocks))


def _break_positions(dom: Dom) -> dict[int, int]:
    """Return for each text piece that follows `br` elements how many there are."""
    counts: dict[int, int] = {}
    for node in dom.select("br"):
        position = dom.first_piece_after(node)
        counts[position] = counts.get(position, 0) + 1
    return counts


def _block_of(node: Node) -> Node:
    for candidate in (node, *node.ancestors):
        display = candidate.style("display")
        if not display or display == "contents" or display == "inline":
            continue
        if display.startswith("inline") and candidate.tag in _PHRASING:
            continue
        return candidate
    return node


def _block(node: Node, text: str, link_chars: int) -> TextBlock:
    return TextBlock(
        text=text,
        kind=_kind(node),
        place=node.place,
        selector=node.dom.selector(node),
        lang=node.lang,
        link_chars=min(link_chars, len(text)),
    )


def _kind(node: Node) -> BlockKind:
    for candidate in (node, *node.ancestors):
        tag = candidate.tag
        if tag in _HEADINGS or candidate.role == "heading":
            return BlockKind.HEADING
        if tag in _OTHER:
            return BlockKind.OTHER
        if tag == "p" or tag == "blockquote":
            return BlockKind.PARAGRAPH
        if tag in {"li", "dd", "dt"} or candidate.role == "listitem":
            return BlockKind.LIST_ITEM
        if tag in {"td", "th"}:
            return BlockKind.TABLE_CELL
        if tag in {"body", "main", "article", "section"}:
            break
    return BlockKind.PARAGRAPH
