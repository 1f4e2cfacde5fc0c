"""Gather the `VisibleText` artefact: the text a reader sees, block by block. Pure, on the captured `Dom`.

A block is the text of one box that starts a new line (by computed `display`), so that a sentence with a
link or bold words in it stays whole whatever the tags are.
"""

from collections.abc import Iterator

from crawler.gather.text_kinds import Kinds, beside
from drempel.dom import FRAME, Dom, Node, fold
from drempel.model.text import LanguageSample, TextBlock, VisibleText

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "title", "option", "textarea"})
_PHRASING = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var")
)  # fmt: skip
_OF_ITS_OWN = frozenset({"button", "label"})
"""Never part of a sentence around it, also where it starts no new line."""

MAX_SAMPLE = 300
"""Characters of a language sample: as much as is needed to tell a language."""
MAX_SAMPLES = 200


def gather_visible_text(dom: Dom) -> VisibleText:
    """Return the visible text blocks of a page in document order."""
    blocks: list[TextBlock] = []
    owners: dict[int, Node | None] = {}
    current: Node | None = None
    pieces: list[str] = []
    link_chars = 0
    breaks_before = _break_positions(dom)
    kinds = Kinds(dom)

    def close() -> None:
        nonlocal pieces, link_chars
        text = fold("".join(pieces))
        if text and current is not None:
            blocks.append(_block(current, text, link_chars, kinds))
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
    return VisibleText(
        url=dom.url,
        lang=dom.root.lang,
        blocks=tuple(blocks),
        samples=_samples(dom),
        beside=beside(dom, kinds),
    )


def _samples(dom: Dom) -> tuple[LanguageSample, ...]:
    """Return what each `lang` attribute speaks for; the language of frames is left to their own pages."""
    marked = {node.index: node for node in dom.select("body [lang]")[:MAX_SAMPLES]}
    if dom.root.get("lang"):
        marked[dom.root.index] = dom.root
    if not marked:
        return ()
    speaks: dict[int, Node | None] = {}

    def marked_above(node: Node) -> Node | None:
        if node.index not in speaks:
            passed: list[Node] = []
            found: Node | None = None
            for at in (node, *node.ancestors):
                if at.tag == FRAME:
                    break
                if at.index in speaks:
                    found = speaks[at.index]
                    break
                passed.append(at)
                if "lang" in at:
                    found = marked.get(at.index)
                    break
            for at in passed:
                speaks[at.index] = found
        return speaks[node.index]

    texts: dict[int, list[str]] = {index: [] for index in marked}
    room = dict.fromkeys(marked, MAX_SAMPLE + 1)
    unfilled = len(marked)
    if dom.root.index in marked and dom.title:
        texts[dom.root.index].append(dom.title)
    for owner, text in _spoken(dom):
        above = marked_above(owner)
        if above is not None and room[above.index] > 0:
            texts[above.index].append(text)
            room[above.index] -= len(text)
            if room[above.index] <= 0:
                unfilled -= 1
                if not unfilled:
                    break
    samples = []
    for index, node in sorted(marked.items()):
        text = fold(" ".join(texts[index]))
        if text:
            is_page, is_whole = node == dom.root, len(text) <= MAX_SAMPLE
            samples.append(LanguageSample(index, node["lang"], text[:MAX_SAMPLE], is_page, is_whole))
    return tuple(samples)


def _spoken(dom: Dom) -> Iterator[tuple[Node, str]]:
    """Yield (element, text) for all shown text, and for the name of each image."""
    for owner, shown, text in dom.pieces():
        if shown and owner.tag not in _NO_TEXT and text.strip():
            yield owner, text
    for image in dom.with_role("image", "img"):
        if image.name.strip():
            yield image, image.name


def _break_positions(dom: Dom) -> dict[int, int]:
    """Return for each text piece that follows `br` elements how many there are."""
    counts: dict[int, int] = {}
    for node in dom.select("br"):
        position = dom.first_piece_after(node)
        counts[position] = counts.get(position, 0) + 1
    return counts


def _block_of(node: Node) -> Node:
    for candidate in (node, *node.ancestors):
        if candidate.tag in _OF_ITS_OWN:
            return candidate
        display = candidate.style("display")
        if not display or display == "contents" or display == "inline":
            continue
        if display.startswith("inline") and candidate.tag in _PHRASING:
            continue
        return candidate
    return node


def _block(node: Node, text: str, link_chars: int, kinds: Kinds) -> TextBlock:
    return TextBlock(
        text=text,
        kind=kinds.kind(node, is_link=link_chars >= len(text)),
        place=kinds.place(node),
        selector=node.dom.selector(node),
        lang=node.lang,
        link_chars=min(link_chars, len(text)),
        node=node.index,
    )
