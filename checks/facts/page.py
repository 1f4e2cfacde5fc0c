"""A page as its facts are read: lines of text in order, each with its zone and heading, and the links.

A line is what stands between two breaks in one box. A frame with a page of the same host is read where it
stands; one of another host is left out. What is folded away counts where a reader can open it; what no reader
can see is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlsplit

from checks.facts.folded import block_in_fold, folds_of
from checks.facts.layout import pieces_in_order, unnamed_ends
from drempel.dom import FRAME, Dom, Node, fold
from drempel.model.facts import Evidence
from drempel.model.text import place_by_name

_SILENT = frozenset({"script", "style", "noscript", "template", "title", "option", "textarea", "select"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ZONE_OF = {
    "header": "header",
    "banner": "header",
    "footer": "footer",
    "contentinfo": "footer",
    "nav": "nav",
    "navigation": "nav",
    "aside": "aside",
    "complementary": "aside",
    "main": "main",
}
_ZONE_NAME = re.compile(
    r"(?:^|\s)(?:(?:site|page|global|main|top|cmp|region|vl|app)-?)?_*"
    r"(?:(?P<header>header|masthead|kop)|(?P<footer>footer|colophon|voet|voettekst))"
    r"(?:-?(?:wrapper|container|wrap|inner|content))?(?=\s|$)"
)
_SPACES = re.compile(r"\s+")
MAX_LINE = 4_000
"""Characters of a line that are read; what goes on longer is prose without facts."""
MAX_LINES = 5_000
"""Lines that are read from the top of a page; of a longer one also the last thousand, where the footer is."""
LAST_LINES = 1_000
MAX_LINKS = 3_000
MAX_QUOTE = 200


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """One line of visible text.

    `at` is its position on the page, `heading` the text of the heading above it, `parts` says where in the
    text the piece of each element begins.
    """

    at: int
    text: str
    low: str
    node: Node
    zone: str
    heading: str
    parts: tuple[tuple[int, Node], ...]

    def owner(self, position: int) -> Node:
        """Return the innermost element that holds the character at a position."""
        found = self.node
        for start, node in self.parts:
            if start > position:
                break
            found = node
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """A link or button: what it is called (text, label, alternative of its image) and where it leads."""

    node: Node
    text: str
    low: str
    href: str
    zone: str

    @property
    def host(self) -> str:
        """Return the host that it leads to, in lower case; empty for a link inside the site."""
        return host_of(self.href)


def host_of(address: str) -> str:
    """Return the host of an address in lower case, empty where there is none or it is broken."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def words_of(node: Node) -> str:
    """Return the visible text below an element, with a space where a new box begins.

    Pages without white space between their tags would else run two words together.
    """
    pieces: list[str] = []
    block: Node | None = None
    folds = folds_of(node.dom)
    for owner, shown, text in node.dom.pieces_below(node):
        if owner.tag not in _SILENT and (shown or folds.opens(owner)):
            own = owner.block if shown else block_in_fold(owner)
            if block is not None and own != block:
                pieces.append(" ")
            block = own
            pieces.append(text)
    return fold("".join(pieces))


class Page:
    """The lines and links of a page, read once for all families of facts."""

    def __init__(self, dom: Dom) -> None:
        self.dom = dom
        self.folds = folds_of(dom)
        self._zones: dict[int, str] = {}
        self._blocks: dict[int, Node] = {}
        self._ends: dict[int, str] = {}
        lines = list(self._read())
        if len(lines) > MAX_LINES + LAST_LINES:
            cut = lines[:MAX_LINES] + lines[-LAST_LINES:]
            lines = [replace(line, at=at) for at, line in enumerate(cut)]
        self.lines = lines
        self._ends = unnamed_ends(self)
        if self._ends:
            self._zones.clear()
            self.lines = [self._zoned_again(line) for line in lines]

    # -- zones

    def zone(self, node: Node) -> str:
        """Return the part of the page: header, nav, main, aside, footer, cookie, frame, or nothing."""
        waiting: list[Node] = []
        at: Node | None = node
        while at is not None and at.index not in self._zones:
            waiting.append(at)
            at = at.parent
        zone = self._zones[at.index] if at is not None else ""
        for node_ in reversed(waiting):
            zone = self._own_zone(node_, zone)
            self._zones[node_.index] = zone
        return zone

    def _is_own_frame(self, frame: Node) -> bool:
        """Say whether the document in a frame is of the page itself: of the same host, or written into it."""
        base, _ = self.dom.address_base(frame)
        return host_of(base) == self.host and not base.startswith(("data:", "blob:"))

    def _own_zone(self, node: Node, above: str) -> str:
        if above in {"cookie", "frame"}:
            return above
        if node.index in self._ends:
            return self._ends[node.index]
        tag = node.tag
        if tag == FRAME:
            return above if self._is_own_frame(node) else "frame"
        if tag in {"html", "body"}:
            return above
        names = ""
        if "id" in node.attributes or "class" in node.attributes or "-" in tag:
            names = f"{node.get('id')} {node.get('class')}".lower()
            named_place = place_by_name(f"{names} {tag}" if "-" in tag else names)
            if named_place:
                return "cookie" if named_place == "cookie" else "nav"
        zone = _ZONE_OF.get(node.get("role") or tag, "")
        # A header or footer inside the content is one of an article.
        if zone in {"header", "footer"} and above in {"main", "aside"} and "role" not in node:
            return above
        if zone:
            return zone
        if above in {"", "main"} and (names or "-" in tag):
            named = f"{names} {tag.replace('-', ' ')}" if "-" in tag else names
            if (found := _ZONE_NAME.search(named)) and above == "":
                return "header" if found["header"] else "footer"
        return above

    def _zoned_again(self, line: Line) -> Line:
        zone = self.zone(line.node)
        if zone == line.zone:
            return line
        own = any(other.text == line.heading and self.zone(other.node) == zone for other in self.lines)
        return replace(line, zone=zone, heading=line.heading if own else "")

    # -- lines

    def _read(self) -> Iterator[Line]:
        dom = self.dom
        breaks = {dom.first_piece_after(node) for node in dom.select("br")}
        text, heading, headed, count = "", "", "", 0
        parts: list[tuple[int, Node]] = []
        block: Node | None = None

        def close(block: Node | None) -> Line | None:
            nonlocal heading, headed
            words = text.rstrip()
            if block is None or not words:
                return None
            zone = self.zone(block)
            # A heading of the content says nothing of the footer below it.
            above = heading if zone not in {"header", "footer"} or zone == headed else ""
            line = Line(count, words, words.lower(), block, zone, above, tuple(parts))
            if block.tag in _HEADINGS or block.get("role") == "heading":
                heading, headed = words, zone
            return line

        pieces = list(dom.pieces())
        framed = dom.select(FRAME)
        own_frames = [frame for frame in framed if self.zone(frame) != "frame"]
        inside: Node | None = None
        for at in pieces_in_order(dom, framed, own_frames) if framed else range(len(pieces)):
            owner, shown, piece = pieces[at]
            if owner.tag in _SILENT or not (shown or self.folds.opens(owner)):
                continue
            if own_frames and (frame := owner.closest(FRAME)) != inside:
                # What stands around a frame is no heading of what is in it, nor the other way round.
                if (line := close(block)) is not None:
                    yield line
                    count += 1
                text, parts, block = "", [], None
                inside, heading, headed = frame, "", ""
            own = self._blocks.get(owner.index)
            if own is None:
                own = self._blocks[owner.index] = owner.block if shown else block_in_fold(owner)
            if own != block or at in breaks:
                if (line := close(block)) is not None:
                    yield line
                    count += 1
                text, parts, block = "", [], own
            piece = _SPACES.sub(" ", piece)
            if not text or text.endswith(" "):
                piece = piece.lstrip(" ")
            if piece and len(text) < MAX_LINE:
                parts.append((len(text), owner))
                text += piece[:MAX_LINE]
        if (line := close(block)) is not None:
            yield line

    def around(self, line: Line, before: int, after: int = 0) -> list[Line]:
        """Return the lines from `before` above to `after` below a line, in the same zone."""
        near = self.lines[max(0, line.at - before) : line.at + after + 1]
        return [other for other in near if other.zone == line.zone]

    @cached_property
    def _lines_of(self) -> dict[int, Line]:
        return {owner.index: line for line in reversed(self.lines) for _, owner in reversed(line.parts)}

    def line_of(self, node: Node) -> Line | None:
        """Return the first line that holds text of an element, `None` where it shows none."""
        if (line := self._lines_of.get(node.index)) is not None or not len(node.element):
            return line
        inner = (self._lines_of.get(child.index) for child in node.select("*"))
        return next((line for line in inner if line is not None), None)

    @cached_property
    def content(self) -> list[Line]:
        """Return the lines of the content: not those of header, menu, footer and cookie bar."""
        return [line for line in self.lines if line.zone in {"", "main", "aside"}]

    @cached_property
    def h1(self) -> str:
        """Return the first heading of the first level, or else the first heading of the content."""
        tops = [line for line in self.lines if line.node.tag == "h1"]
        tops = tops or [line for line in self.content if line.node.tag in _HEADINGS]
        return tops[0].text if tops else ""

    @cached_property
    def subject(self) -> str:
        """Return title and main heading in lower case: what the page is about."""
        return f"{self.dom.title}\n{self.h1}".lower()

    @cached_property
    def named(self) -> list[tuple[Node, str]]:
        """Return the elements with an id or class, each with these in lower case (and its own tag)."""
        return [
            (node, f"{node.get('id')} {node.get('class')} {node.tag if '-' in node.tag else ''}".lower())
            for node in self.dom.select("[id], [class]")
        ]

    @cached_property
    def host(self) -> str:
        """Return the host of the page, empty for a file."""
        return host_of(self.dom.url)

    @cached_property
    def lang(self) -> str:
        """Return the declared language of the page as a bare code (`nl`), empty when none."""
        return self.dom.root.get("lang").strip().lower().split("-")[0]

    def is_there(self, node: Node) -> bool:
        """Say whether an element shows, or does so when the reader opens the part that it is folded in."""
        return node.style("visibility") != "hidden" if node.is_rendered else self.folds.opens(node)

    # -- links

    @cached_property
    def links(self) -> list[Link]:
        """Return the links and buttons that can be seen, in document order."""
        found = []
        for node in self.dom.select(
            "a, button, input[type=submit], input[type=button], [role=button], summary"
        ):
            zone = self.zone(node)
            if zone == "frame" or not self.is_there(node):
                continue
            shown = words_of(node)
            keys = ("aria-label", "title", "value") if node.tag == "input" else ("aria-label", "title")
            named = [node.attributes[key] for key in keys if key in node.attributes]
            if len(node.element):
                named += [image.get("alt") for image in node.select("img[alt]")]
            text = fold(" ".join([shown, *named])) if named else shown
            found.append(Link(node, text, text.lower(), node.get("href").strip(), zone))
            if len(found) == MAX_LINKS:
                break
        return found

    def evidence(self, node: Node, text: str) -> Evidence:
        """Return a place on the page as evidence."""
        quote = fold(text)
        return Evidence(
            self.dom.selector(node), quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1] + "…"
        )
