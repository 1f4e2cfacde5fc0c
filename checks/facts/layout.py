"""The order of a page as people see it: frames in their place, and the ends that no tag or name marks."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from drempel.dom import Dom, Node

if TYPE_CHECKING:
    from checks.facts.page import Line, Page

_OF_FOOTER = re.compile(
    r"^\W*(?:privacy\w*|cookie\w*|disclaimer|proclaimer|colofon|sitemap|toegankelijkheid(?:sverklaring)?|"
    r"gebruiksvoorwaarden)\b.{0,200}$|©|\bcopyright\b|\bbe ?0?\d{3}\.\d{3}\.\d{3}\b|"
    r"\balle rechten voorbehouden"
)
_NO_LETTER = re.compile(r"[\W\d_]*")
_FIRST_CRUMB = re.compile(
    r"(?:(?:je|u) bent (?:hier|nu hier|op)\W*|(?:je|uw) locatie\W*|vous êtes ici\W*)?"
    r"(?:home(?:page)?|start(?:pagina)?|hoofdpagina|voorpagina|welkom|accueil)\b"
)
MAX_CRUMBS = 200
MIN_MENU = 2
"""Fewer links before the main heading are no menu."""


def pieces_in_order(dom: Dom, frames: Sequence[Node], shown: Sequence[Node]) -> Iterator[int]:
    """Yield the positions of the pieces of text as people come to them, those of frames in their place.

    `frames` are the `<frame-document>` elements of the page, `shown` those whose texts count.
    """
    spans = {frame.index: _span(dom, frame) for frame in frames}
    own_end = min(start for start, _ in spans.values())
    # Documents come one after another; that of a frame starts where the frame stands in the one around it.
    waiting: dict[int, list[tuple[int, int]]] = {}
    for frame in shown:
        host = frame.parent
        if host is not None:
            waiting.setdefault(dom.first_piece_after(host), []).append(spans[frame.index])

    def walk(start: int, end: int) -> Iterator[int]:
        for at in range(start, end):
            for inner in waiting.pop(at, ()):
                yield from walk(*inner)
            yield at
        for inner in waiting.pop(end, ()):
            yield from walk(*inner)

    yield from walk(0, own_end)


def _span(dom: Dom, frame: Node) -> tuple[int, int]:
    start = dom.first_piece_after(frame)
    return start, start + sum(1 for _ in dom.pieces_below(frame))


def outermost(node: Node, inside: set[int]) -> Node:
    """Return the outermost element around a node that is not one of those given by index."""
    found = node
    for above in node.ancestors:
        if above.index in inside:
            break
        found = above
    return found


def unnamed_ends(page: "Page") -> dict[int, str]:
    """Return the zone of the elements that are header, menu or footer by where they stand, by index.

    What leads away before the first main heading is a menu, whatever it is called. On a page of bare boxes
    the footer is the last box behind that heading with what stands in every footer; the header what comes
    before.
    """
    lines = page.lines
    heads = [line for line in lines if line.node.tag in {"h1", "h2"} and line.zone in {"", "main"}]
    top = next((line for line in heads if line.node.tag == "h1"), heads[0] if heads else None)
    if top is None:
        return {}
    zones = {line.zone for line in lines}
    inside = {node.index for node in top.node.ancestors} | {top.node.index}
    ends: dict[int, str] = {}
    if "footer" not in zones and (footer := _footer(lines, top, inside)) is not None:
        ends[footer.index] = "footer"
    # Where the content is marked as such, and the heading stands in it, what comes before is none of it.
    if (top.zone == "main" or not zones & {"header", "nav"}) and top.at:
        for line in lines[: top.at]:
            end = outermost(line.node, inside)
            if line.zone == "" and end.index not in inside:
                ends[end.index] = "header"
    ends.update(_menus(lines[: top.at], inside))
    return ends


def _footer(lines: Sequence["Line"], top: "Line", inside: set[int]) -> Node | None:
    last = next((line for line in reversed(lines) if _OF_FOOTER.search(line.low)), None)
    if last is None or last.at <= top.at or last.zone not in {"", "main"}:
        return None
    end = outermost(last.node, inside)
    told = [line for line in lines if line.at > top.at]
    own = [line for line in told if end == line.node or end.holds(line.node)]
    size = sum(len(line.text) for line in own)
    is_last = bool(own) and own[-1].at >= len(lines) - 2
    if is_last and len(own) < len(told) and 2 * size <= sum(len(line.text) for line in told):
        return end
    return None


def _menus(lines: Sequence["Line"], inside: set[int]) -> dict[int, str]:
    """Return the links before the main heading of a page as menu: lines of links, trails of crumbs."""
    found: dict[int, str] = {}
    for line in lines:
        if line.zone not in {"", "main"}:
            continue
        links = [node for _, part in line.parts if (node := part.closest("a")) is not None]
        if not links or not (_only_links(line) or _is_trail(line)):
            continue
        if line.node.index not in inside:
            found[line.node.index] = "nav"
        else:
            found.update((link.index, "nav") for link in links)
    return found if len(found) >= MIN_MENU or any(_is_trail(line) for line in lines) else {}


def _only_links(line: "Line") -> bool:
    """Say whether nothing of a line can be read but the words of its links, with marks between them."""
    ends = [start for start, _ in line.parts[1:]] + [len(line.text)]
    rest = "".join(
        line.text[start:end]
        for (start, node), end in zip(line.parts, ends, strict=True)
        if node.closest("a") is None
    )
    return _NO_LETTER.fullmatch(rest) is not None


def _is_trail(line: "Line") -> bool:
    return (
        len(line.parts) > 1
        and len(line.text) < MAX_CRUMBS
        and _FIRST_CRUMB.match(line.low) is not None
        and any(node.closest("a") is not None for _, node in line.parts)
    )
