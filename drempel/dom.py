"""The page tree that checks query: one element per node over shadow roots and frames.

Built in one pass from a `DomCapture`: an lxml tree for CSS selectors, with computed styles, boxes and
the browser's accessibility nodes in side tables. The content of a shadow root hangs below a
`<shadow-root>` element and that of a frame below a `<frame-document>` element, both as last child of
their host, so that child positions of the page itself stay right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from lxml import etree

from drempel.class_names import stable_names
from drempel.model.artefact import DomCapture
from drempel.model.finding import MAX_SNIPPET, Box, Pointer
from drempel.selection import Selection, xpath

SHADOW = "shadow-root"
FRAME = "frame-document"

ELEMENT, TEXT = 1, 3

_NAME = re.compile(r"[a-z_][a-z0-9._-]*", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")

_LANDMARK_ROLES = {
    "banner": "header",
    "navigation": "nav",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "search",
}
_TOPS = frozenset({*_LANDMARK_ROLES, "main"})
# Elements without a meaning of their own, which come and go between a component and its parts.
_NEUTRAL = frozenset({"div", "span", "section", "tbody", "center", "font"})
MAX_STEPS = 6
"""Steps of a structure above the element itself."""

# What old pages, that know no landmarks, call the shared parts of a page.
_NAMED_PART = re.compile(
    r"(?:site|page|main|global|top|nav)?[-_]?(?P<part>header|masthead|footer|colophon)", re.IGNORECASE
)
_PART_ROLES = {"header": "banner", "masthead": "banner", "footer": "contentinfo", "colophon": "contentinfo"}
_UNRENDERED = frozenset({"head", "script", "style", "noscript", "template", "title", "meta", "link"})

NO_AX: tuple[str, str, str, Mapping[str, Any]] = ("", "", "", {})


def fold(text: str) -> str:
    """Return a text with runs of white space as one space, trimmed."""
    return _SPACES.sub(" ", text).strip()


class Node:
    """One element of the page. Equal and hashable by position; alive as long as its `Dom`."""

    __slots__ = ("dom", "element", "index")

    def __init__(self, dom: "Dom", index: int) -> None:
        self.dom = dom
        self.index = index
        self.element = dom._elements[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.index == other.index and self.dom is other.dom

    def __hash__(self) -> int:
        return self.index

    def __repr__(self) -> str:
        return f"<Node {self.index} {self.pointer().selector}>"

    # -- names and attributes

    @property
    def tag(self) -> str:
        """Return the tag name in lower case."""
        return self.dom._tags[self.index]

    @property
    def attributes(self) -> Mapping[str, str]:
        """Return all attributes as the page has them, names in lower case for HTML."""
        return self.dom._attributes(self.index)

    def __getitem__(self, name: str) -> str:
        return self.dom._attributes(self.index)[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute, or the default where it is absent."""
        return self.dom._attributes(self.index).get(name, default)

    @property
    def backend_id(self) -> int:
        """Return the node's id in the browser (`backendNodeId`), unique within one capture."""
        return self.dom._backend_ids[self.index]

    # -- tree

    @property
    def parent(self) -> "Node | None":
        """Return the parent element; from a shadow root or frame document the host."""
        above = self.dom._parents[self.index]
        return self.dom.node(above) if above >= 0 else None

    @property
    def ancestors(self) -> "Iterator[Node]":
        """Yield the elements above, nearest first."""
        dom = self.dom
        above = dom._parents[self.index]
        while above >= 0:
            yield dom.node(above)
            above = dom._parents[above]

    @property
    def children(self) -> "list[Node]":
        """Return the child elements (a shadow root counts as one child)."""
        return [self.dom._node(child) for child in self.element]

    def descendants(self) -> "Iterator[Node]":
        """Yield all elements below in document order."""
        walk = self.element.iter()
        next(walk)
        for element in walk:
            yield self.dom._node(element)

    def holds(self, other: "Node") -> bool:
        """Say whether another element is inside this one; the document in a frame is not."""
        return self.index < other.index <= self.dom._last_below[self.index]

    def closest(self, *tags: str) -> "Node | None":
        """Return this element or the nearest one above that has one of the tags."""
        at, own, parents = self.index, self.dom._tags, self.dom._parents
        while at >= 0 and own[at] not in tags:
            at = parents[at]
        return self.dom.node(at) if at >= 0 else None

    def next_element(self) -> "Node | None":
        """Return the next sibling element."""
        following = self.element.getnext()
        return self.dom._node(following) if following is not None else None

    def previous_element(self) -> "Node | None":
        """Return the previous sibling element."""
        before = self.element.getprevious()
        return self.dom._node(before) if before is not None else None

    def select(self, css: str) -> "list[Node]":
        """Return the elements below that match a CSS selector, in document order."""
        found = self.dom._selection.below(css, self.index)
        if found is not None:
            return [self.dom.node(index) for index in found]
        return [self.dom._node(one) for one in xpath(css)(self.element) if one is not self.element]

    # -- text

    @property
    def text(self) -> str:
        """Return all text below, shown or not, white space folded."""
        return fold("".join(self.element.itertext()))

    @property
    def own_text(self) -> str:
        """Return the text that stands directly in this element, folded."""
        return fold((self.element.text or "") + " " + " ".join(c.tail or "" for c in self.element))

    @property
    def visible_text(self) -> str:
        """Return the text below that is rendered and visible, folded."""
        return fold("".join(self.dom.texts_below(self)))

    # -- what the browser made of it

    @property
    def role(self) -> str:
        """Return the computed accessibility role, empty where the browser exposes none."""
        return self.dom._ax(self.index)[0]

    @property
    def name(self) -> str:
        """Return the accessible name as the browser computes it."""
        return self.dom._ax(self.index)[1]

    @property
    def description(self) -> str:
        """Return the accessible description."""
        return self.dom._ax(self.index)[2]

    @property
    def ax(self) -> Mapping[str, Any]:
        """Return the accessibility states and properties, e.g. `focusable`, `disabled`, `level`."""
        return self.dom._ax(self.index)[3]

    @property
    def is_exposed(self) -> bool:
        """Say whether assistive technology gets this element."""
        return bool(self.role)

    @property
    def is_focusable(self) -> bool:
        """Say whether the browser can put the focus here."""
        return bool(self.ax.get("focusable"))

    def style(self, name: str) -> str:
        """Return a computed style; empty for an element without a box and for styles not captured."""
        return self.dom._style(self.index, name)

    @property
    def box(self) -> Box | None:
        """Return the border box in CSS pixels of the document, `None` without layout."""
        return self.dom._box(self.index)

    @property
    def is_rendered(self) -> bool:
        """Say whether the element has a layout object (not `display: none`)."""
        return self.index in self.dom._layout_of or self.style_contents

    @property
    def style_contents(self) -> bool:
        """Say whether the element has no box of its own but its children do (`display: contents`)."""
        return self.index not in self.dom._layout_of and any(
            child.index in self.dom._layout_of for child in self.children
        )

    @property
    def block(self) -> "Node":
        """Return this element or the nearest one above that starts a new line (not inline by its style)."""
        known = self.dom._blocks.get(self.index)
        return self.dom.node(self.dom._block(self.index) if known is None else known)

    @property
    def is_visible(self) -> bool:
        """Say whether a sighted person can see something of the element.

        Rendered, `visibility: visible`, not fully transparent, not cut away to nothing (the usual
        "for screen readers only"), with a surface of its own or text that shows. Overlap by others is
        not looked at.
        """
        known = self.dom._visible.get(self.index)
        if known is None:
            known = self.dom._visible[self.index] = self._shows()
        return known

    def _shows(self) -> bool:
        if not self.is_rendered or self.style("visibility") in {"hidden", "collapse"}:
            return False
        if self.index in self.dom._unseen:
            return False
        box = self.box
        if box is not None and box.width > 1 and box.height > 1:
            return box.x + box.width > 0 and box.y + box.height > 0
        return any(text.strip() for text in self.dom.texts_below(self))

    @property
    def lang(self) -> str:
        """Return the language that the mark-up declares here, in lower case, empty when none."""
        for node in chain((self,), self.ancestors):
            if lang := node.get("lang") or node.get("xml:lang"):
                return lang.strip().lower()
        return ""

    # -- pointing at it

    @property
    def place(self) -> str:
        """Return the landmark path, e.g. `header/nav`; empty in the main content."""
        return self.dom._place(self.index)

    @property
    def structure(self) -> str:
        """Return the components and tags from the nearest landmark or body down: the stable selector.

        Positions, attribute values, names that look generated and elements that only lay out are left out,
        and of what is nested in its like only the innermost stands, so that the same component gives the
        same text on every page and in every scan, however deep it lies.
        """
        steps = [_step_of(self)]
        for node in self.ancestors:
            if len(steps) > MAX_STEPS or node.tag in {"html", "body"} or node.role in _TOPS:
                break
            step = _step_of(node)
            if step not in _NEUTRAL and step not in steps:
                steps.append(step)
        return ">".join(reversed(steps))

    @property
    def snippet(self) -> str:
        """Return the element's HTML, at most 500 characters: opening tag, then what fits."""
        return self.dom.snippet(self)

    def pointer(self) -> Pointer:
        """Return where the element is: selector, snippet, stable place."""
        return Pointer(
            selector=self.dom.selector(self),
            snippet=self.snippet,
            structure=self.structure,
            place=self.place,
            node=self.index,
            box=self.box,
        )


def _step_of(node: Node) -> str:
    return ".".join((node.tag, *stable_names(node.get("class"))))


class Dom:
    """A captured page: select, roles, names, styles, boxes, over shadow roots and frames."""

    def __init__(self, capture: DomCapture) -> None:
        """Build the tree; takes some 10 µs per node. An empty capture gives a lone `<html>`."""
        self.url = capture.url
        self._strings = capture.strings
        self._styles = {name: position for position, name in enumerate(capture.styles)}
        self._documents = capture.documents
        self.viewport_width_px = capture.viewport_width_px
        self.viewport_height_px = capture.viewport_height_px
        self._shadow_tops = frozenset(capture.shadow_tops)
        self._accessibility = {row[0]: (row[1], row[2], row[3], row[4]) for row in capture.accessibility}
        self._elements: list[Any] = []
        self._parents: list[int] = []
        self._tags: list[str] = []
        self._backend_ids: list[int] = []
        self._index_of: dict[Any, int] = {}
        self._layout_of: dict[int, tuple[int, int]] = {}
        self._style_rows: dict[int, list[int]] = {}
        self._raw_attributes: list[list[int]] = []
        self._attribute_cache: dict[int, dict[str, str]] = {}
        self._nodes: dict[int, Node] = {}
        # What was worked out once: checks ask for the same of the same elements.
        self._boxes: dict[int, Box] = {}
        self._piece_boxes: dict[int, Box] = {}
        self._visible: dict[int, bool] = {}
        self._blocks: dict[int, int] = {}
        self._places: dict[int, str] = {}
        self._selectors: dict[int, str] = {}
        self._positions: dict[int, dict[int, tuple[int, int]]] = {}
        self._light_children: dict[int, list[Any]] = {}
        self._light_positions: dict[int, dict[int, int]] = {}
        # Text pieces in document order as (owner element, shown, text); an element's pieces are contiguous.
        self._pieces: list[tuple[int, bool, str]] = []
        self._piece_layout: list[tuple[int, int]] = []
        self._first_piece: list[int] = []
        self._end_piece: list[int] = []
        self._last_below: list[int] = []
        self._document_of: dict[int, int] = {}
        self._clickable: set[int] = set()
        self._values: dict[int, str] = {}
        self._pseudo: dict[int, list[str]] = {}
        self._pseudo_rows: list[tuple[int, int, int]] = []
        self._build()

    # -- building

    def _build(self) -> None:
        hosts: dict[int, Any] = {}
        for number, document in enumerate(self._documents):
            self._build_document(document, number, hosts)
        if not self._elements:
            self._add(etree.Element("html"), "html", 0, [])
        self._last_below = list(range(len(self._elements)))
        self._end_piece = [0] * len(self._elements)
        for at, (owner, _, _) in enumerate(self._pieces):
            self._end_piece[owner] = at + 1
        for index in range(len(self._elements) - 1, 0, -1):
            owner = self._parents[index]
            if owner >= 0 and self._tags[index] != FRAME:
                # An element comes before what is below it, and after what it is below itself.
                if self._last_below[index] > self._last_below[owner]:
                    self._last_below[owner] = self._last_below[index]
                if self._end_piece[index] > self._end_piece[owner]:
                    self._end_piece[owner] = self._end_piece[index]

    def _build_document(self, document: dict[str, Any], number: int, hosts: dict[int, Any]) -> None:
        strings, nodes, layout = self._strings, document["nodes"], document["layout"]
        names, values, types = nodes["nodeName"], nodes["nodeValue"], nodes["nodeType"]
        parents, attributes, backend = nodes["parentIndex"], nodes["attributes"], nodes["backendNodeId"]
        framed = _sparse(nodes.get("contentDocumentIndex"))
        pseudo = _sparse(nodes.get("pseudoType"))
        clickable = set(nodes.get("isClickable", {}).get("index", ()))
        typed = _sparse(nodes.get("inputValue")) | _sparse(nodes.get("textValue"))
        layout_of: dict[int, int] = {}
        for row, node in enumerate(layout["nodeIndex"]):
            layout_of.setdefault(node, row)

        made: list[Any] = [None] * len(types)
        # Asking lxml how many children there are counts them, each time.
        last: dict[Any, Any] = {}
        shadows: dict[Any, Any] = {}
        visibility = self._styles.get("visibility")
        for i, kind in enumerate(types):
            above = made[parents[i]] if parents[i] >= 0 else None
            if above is not None and backend[i] in self._shadow_tops:
                above = self._shadow_below(above, shadows)
            if kind == ELEMENT:
                name = strings[names[i]]
                if i in pseudo:
                    if above is not None:
                        owner = self._index_of[above]
                        self._pseudo.setdefault(owner, []).append(strings[pseudo[i]])
                        if i in layout_of:
                            self._pseudo_rows.append((owner, number, layout_of[i]))
                    made[i] = above
                    continue
                tag = name.lower()
                element = etree.Element(tag if _NAME.fullmatch(tag) else "unknown")
                if above is not None:
                    if (shadow := shadows.get(above)) is not None:
                        # The wrapper of the shadow root always stays last.
                        shadow.addprevious(element)
                    else:
                        above.append(element)
                    last[above] = element
                elif number in hosts:
                    wrapper = etree.SubElement(hosts[number], FRAME)
                    self._document_of[self._add(wrapper, FRAME, -1, [])] = number
                    wrapper.append(element)
                index = self._add(element, tag, backend[i], attributes[i])
                made[i] = element
                if i in layout_of:
                    self._layout_of[index] = (number, layout_of[i])
                    self._style_rows[index] = layout["styles"][layout_of[i]]
                if i in framed:
                    hosts[framed[i]] = element
                if i in clickable:
                    self._clickable.add(index)
                if i in typed:
                    self._values[index] = strings[typed[i]]
            elif kind == TEXT and above is not None and values[i] >= 0:
                place = layout_of.get(i)
                shown = place is not None
                if place is not None and visibility is not None and layout["styles"][place]:
                    shown = strings[layout["styles"][place][visibility]] == "visible"
                self._add_text(above, last.get(above), strings[values[i]], shown=shown)
                self._piece_layout.append((number, -1 if place is None else place))

    def _shadow_below(self, host: Any, shadows: dict[Any, Any]) -> Any:
        if host not in shadows:
            shadows[host] = etree.SubElement(host, SHADOW)
            self._add(shadows[host], SHADOW, -1, [])
        return shadows[host]

    def _add(self, element: Any, tag: str, backend_id: int, attributes: list[int]) -> int:
        """Note an element that already hangs in the tree; returns its index."""
        index = len(self._elements)
        above = element.getparent()
        self._parents.append(self._index_of[above] if above is not None else -1)
        self._elements.append(element)
        self._tags.append(tag)
        self._backend_ids.append(backend_id)
        self._raw_attributes.append(attributes)
        self._index_of[element] = index
        self._first_piece.append(len(self._pieces))
        strings = self._strings
        for at in range(0, len(attributes), 2):
            name, number = strings[attributes[at]], attributes[at + 1]
            value = strings[number] if number >= 0 else ""
            if _NAME.fullmatch(name):
                try:
                    element.set(name.lower(), value)
                except ValueError:
                    element.set(name.lower(), _NOT_XML.sub("", value))
        return index

    def _add_text(self, above: Any, before: Any, value: str, *, shown: bool) -> None:
        text = _NOT_XML.sub("", value) if _NOT_XML.search(value) else value
        if before is None:
            above.text = (above.text or "") + text
        else:
            before.tail = (before.tail or "") + text
        self._pieces.append((self._index_of[above], shown, text))

    # -- look-up used by Node

    def _node(self, element: Any) -> Node:
        return self.node(self._index_of[element])

    def _attributes(self, index: int) -> dict[str, str]:
        known = self._attribute_cache.get(index)
        if known is None:
            raw, strings = self._raw_attributes[index], self._strings
            known = self._attribute_cache[index] = {
                strings[raw[at]].lower(): strings[raw[at + 1]] if raw[at + 1] >= 0 else ""
                for at in range(0, len(raw), 2)
            }
        return known

    def _ax(self, index: int) -> tuple[str, str, str, Mapping[str, Any]]:
        return self._accessibility.get(self._backend_ids[index], NO_AX)

    def _style(self, index: int, name: str) -> str:
        position, row = self._styles.get(name), self._style_rows.get(index)
        return self._strings[row[position]] if row and position is not None else ""

    def _box(self, index: int) -> Box | None:
        box = self._boxes.get(index)
        if box is None and (where := self._layout_of.get(index)) is not None:
            box = self._boxes[index] = Box(*self._documents[where[0]]["layout"]["bounds"][where[1]])
        return box

    def _block(self, index: int) -> int:
        """Return the index of the element that `Node.block` tells."""
        passed: list[int] = []
        at = index
        while at >= 0 and at not in self._blocks:
            display = self._style(at, "display")
            if display and display != "contents" and not display.startswith("inline"):
                self._blocks[at] = at
                break
            passed.append(at)
            at = self._parents[at]
        block = self._blocks[at] if at >= 0 else 0
        for below in passed:
            self._blocks[below] = block
        return block

    def _place(self, index: int) -> str:
        """Return the landmark path that `Node.place` tells."""
        passed: list[int] = []
        at = index
        while at >= 0 and at not in self._places:
            passed.append(at)
            at = self._parents[at]
        place = self._places[at] if at >= 0 else ""
        for below in reversed(passed):
            word = _LANDMARK_ROLES.get(self._ax(below)[0]) or (not place and self._named_part(below))
            if word and place.rpartition("/")[2] != word:
                place = f"{place}/{word}" if place else word
            self._places[below] = place
        return place

    def _named_part(self, index: int) -> str:
        """Return `header` or `footer` for a part of the page so named, on a page without such a landmark."""
        if self._tags[index] not in {"div", "table", "section", "center"}:
            return ""
        attributes = self._attributes(index)
        names = (attributes.get("id", ""), *attributes.get("class", "").split())
        found = next((match for name in names if (match := _NAMED_PART.fullmatch(name))), None)
        if found is None:
            return ""
        role = _PART_ROLES[found["part"].lower()]
        above = self._parents[index]
        while above >= 0 and self._tags[above] in {"div", "center", "form"} and self._ax(above)[0] != "main":
            above = self._parents[above]
        is_of_page = above >= 0 and self._tags[above] == "body"
        return _LANDMARK_ROLES[role] if is_of_page and role not in self._by_role else ""

    # -- querying

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self._elements, self._index_of)

    @cached_property
    def root(self) -> Node:
        """Return the `html` element (or the root of an SVG or XML document)."""
        return self._node(self._elements[0])

    @property
    def is_html(self) -> bool:
        """Say whether the page is an HTML document (document-level rules apply to no other)."""
        return self.root.tag == "html"

    @cached_property
    def title(self) -> str:
        """Return the text of the first `title` of the main document, folded, as the browser shows it."""
        outside = {SHADOW, FRAME, "svg"}
        titles = (node for node in self.select("title") if not any(n.tag in outside for n in node.ancestors))
        first = next(titles, None)
        return first.text if first is not None else ""

    @property
    def base_url(self) -> str:
        """Return the address that relative links of the main document are resolved against."""
        return self._word_of_document(0, "baseURL") or self.url

    def address_base(self, node: Node) -> tuple[str, str]:
        """Return what an address in this element is resolved against: base URL and character encoding.

        Those of the frame that the element stands in, or of the main document.
        """
        frame = node.closest(FRAME)
        number = self._document_of.get(frame.index, 0) if frame is not None else 0
        base = self._word_of_document(number, "baseURL")
        return base or self.base_url, self._word_of_document(number, "encodingName") or "UTF-8"

    def _word_of_document(self, number: int, table: str) -> str:
        position = self._documents[number].get(table, -1) if self._documents else -1
        return self._strings[position] if position >= 0 else ""

    def __iter__(self) -> Iterator[Node]:
        """Yield every element in document order."""
        for element in self._elements[0].iter():
            yield self._node(element)

    def __len__(self) -> int:
        return len(self._elements)

    def at_index(self, index: int) -> Node | None:
        """Return the element at a position in this capture, `None` where there is none."""
        return self.node(index) if 0 <= index < len(self._elements) else None

    def select(self, css: str) -> list[Node]:
        """Return all elements that match a CSS selector, frames and shadow roots included."""
        return [self.node(index) for index in self._selection.all(css)]

    def with_role(self, *roles: str) -> list[Node]:
        """Return the elements whose computed accessibility role is one of these, in document order."""
        found = sorted(index for role in roles for index in self._by_role.get(role, ()))
        return [self.node(index) for index in found]

    @cached_property
    def _by_role(self) -> dict[str, list[int]]:
        indexes: dict[str, list[int]] = {}
        for index, backend_id in enumerate(self._backend_ids):
            if role := self._accessibility.get(backend_id, NO_AX)[0]:
                indexes.setdefault(role, []).append(index)
        return indexes

    def with_style(self, name: str, *values: str) -> list[Node]:
        """Return the elements whose computed style is one of these values, in the order of layout."""
        position = self._styles.get(name)
        if position is None:
            return []
        wanted = {at for at, text in enumerate(self._strings) if text in values}
        return [
            self.node(index) for index, row in self._style_rows.items() if row and row[position] in wanted
        ]

    def node(self, index: int) -> Node:
        """Return the element with an index."""
        node = self._nodes.get(index)
        if node is None:
            node = self._nodes[index] = Node(self, index)
        return node

    def with_other_style(self, name: str, *values: str) -> list[Node]:
        """Return the rendered elements whose computed style is none of these values."""
        position = self._styles.get(name)
        if position is None:
            return []
        usual = {at for at, text in enumerate(self._strings) if text in values}
        return [
            self.node(index) for index, row in self._style_rows.items() if row and row[position] not in usual
        ]

    def is_unseen(self, node: Node) -> bool:
        """Say whether an element is in one that is transparent or cut away to nothing."""
        return node.index in self._unseen

    def indexes_below(self, node: Node) -> range:
        """Return the indexes of an element and of all below it in its own document."""
        return range(node.index, self._last_below[node.index] + 1)

    @cached_property
    def memo(self) -> dict[str, Any]:
        """Return what others worked out of this page and want to keep as long as it is there, by name."""
        return {}

    @cached_property
    def _unseen(self) -> frozenset[int]:
        """Indexes of elements that are transparent or cut away to nothing, and of all below them."""
        opacity, overflow = self._styles.get("opacity"), self._styles.get("overflow-x")
        unseen: set[int] = set()
        for index, (number, at) in self._layout_of.items():
            layout = self._documents[number]["layout"]
            row = layout["styles"][at]
            if not row or index in unseen:
                continue
            bounds = layout["bounds"][at]
            faded = opacity is not None and self._strings[row[opacity]] == "0"
            cut = (
                (bounds[2] <= 1 or bounds[3] <= 1)
                and overflow is not None
                and self._strings[row[overflow]] in {"hidden", "clip"}
                and self._tags[index] not in {"html", "body"}
            )
            if faded or cut:
                unseen.update(range(index, self._last_below[index] + 1))
        return frozenset(unseen)

    def by_id(self, node_id: str, near: Node) -> Node | None:
        """Return the element with an id in the same document or shadow root as `near`."""
        scope = self._scope(near)
        candidates = (self._node(element) for element in self._with_id.get(node_id, ()))
        return next((node for node in candidates if self._scope(node) == scope), None)

    def with_id(self, node_id: str) -> list[Node]:
        """Return all elements with an id, in all documents and shadow roots."""
        return [self._node(element) for element in self._with_id.get(node_id, ())]

    def _scope(self, node: Node) -> Node:
        """Return the shadow root or frame document that an element belongs to, else the root."""
        return next((above for above in node.ancestors if above.tag in {SHADOW, FRAME}), self.root)

    @cached_property
    def _with_id(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for index in self._selection.all("[id]"):
            element = self._elements[index]
            found.setdefault(element.get("id"), []).append(element)
        return found

    def is_clickable(self, node: Node) -> bool:
        """Say whether the browser knows a click listener or click behaviour on the element."""
        return node.index in self._clickable

    def value(self, node: Node) -> str:
        """Return what a form field holds now."""
        return self._values.get(node.index, "")

    def at_path(self, path: Sequence[int], tag: str = "") -> Node | None:
        """Return the element that a path of child indexes leads to, `None` if the page changed.

        Starts at the document element; -1 enters the shadow root, -2 the frame document. `tag`
        guards against a tree that moved between two looks.
        """
        element = self._elements[0]
        for step in path:
            if step < 0:
                wanted = SHADOW if step == -1 else FRAME
                inside = [child for child in element if child.tag == wanted]
                if not inside:
                    return None
                element = inside[0] if step == -1 else (inside[0][0] if len(inside[0]) else None)
                if element is None:
                    return None
            else:
                children = self._light(element)
                if step >= len(children):
                    return None
                element = children[step]
        node = self._node(element)
        return node if not tag or node.tag == tag else None

    def _light(self, parent: Any) -> list[Any]:
        key = self._index_of[parent]
        if key not in self._light_children:
            self._light_children[key] = [child for child in parent if child.tag not in {SHADOW, FRAME}]
        return self._light_children[key]

    def pieces_below(self, node: Node) -> Iterator[tuple[Node, bool, str]]:
        """Yield (owner, shown, text) for each text node below an element in document order.

        `shown` is False for text without layout or with `visibility: hidden`. Frames are left out:
        their documents have elements of their own.
        """
        return iter(self._all_pieces[self._first_piece[node.index] : self._end_piece[node.index]])

    @cached_property
    def _all_pieces(self) -> tuple[tuple[Node, bool, str], ...]:
        return tuple((self.node(owner), shown, text) for owner, shown, text in self._pieces)

    def seen_below(self, node: Node) -> Iterator[tuple[Node, str, Box]]:
        """Yield (owner, text, box) for each text node below an element that a sighted person can read.

        Left out, besides what is not shown: text in an element that is transparent or cut away, and text
        that stands beyond the left or upper edge of the page (as with a large negative `text-indent`).
        """
        if node.index == 0:
            yield from self._seen
            return
        yield from self._seen_below(node.index)

    @cached_property
    def _seen(self) -> tuple[tuple[Node, str, Box], ...]:
        """What is seen of the whole page: several checks read all of it."""
        return tuple(self._seen_below(0))

    def _seen_below(self, index: int) -> Iterator[tuple[Node, str, Box]]:
        unseen = self._unseen
        for at in range(self._first_piece[index], self._end_piece[index]):
            owner, shown, text = self._pieces[at]
            box = self._piece_box(at) if shown and owner not in unseen else None
            if box and ((box.x + box.width > 0 and box.y + box.height > 0) or not box.area):
                yield self.node(owner), text, box

    def _piece_box(self, at: int) -> Box | None:
        """Return the box of a piece of text, `None` without layout."""
        box = self._piece_boxes.get(at)
        if box is None:
            number, row = self._piece_layout[at]
            if row >= 0:
                box = self._piece_boxes[at] = Box(*self._documents[number]["layout"]["bounds"][row])
        return box

    def pieces(self) -> Iterator[tuple[Node, bool, str]]:
        """Yield (owner, shown, text) for each text node of all documents, in document order."""
        return iter(self._all_pieces)

    def placed_pieces(self) -> Iterator[tuple[Node, str, Box]]:
        """Yield (owner, text, box) for each rendered text node, frames included, in document order."""
        for at, (owner, shown, text) in enumerate(self._pieces):
            if shown and not text.isspace() and (box := self._piece_box(at)) is not None:
                yield self.node(owner), text, box

    def generated_boxes(self) -> Iterator[tuple[Node, Box, Callable[[str], str]]]:
        """Yield (owner, box, style) for each box that a style makes before or after an element's content."""
        for owner, number, at in self._pseudo_rows:
            layout = self._documents[number]["layout"]
            row = layout["styles"][at]

            def style(name: str, row: list[int] = row) -> str:
                position = self._styles.get(name)
                return self._strings[row[position]] if row and position is not None else ""

            yield self.node(owner), Box(*layout["bounds"][at]), style

    def path_of(self, node: Node) -> tuple[int, ...]:
        """Return the path of child indexes that leads to an element, see `at_path`."""
        steps: list[int] = []
        element = node.element
        while (above := element.getparent()) is not None:
            if element.tag == FRAME:
                # Below the wrapper of a frame stands one element, its root.
                steps[-1:] = [-2]
            elif element.tag == SHADOW:
                steps.append(-1)
            else:
                steps.append(self._light_position(above, element))
            element = above
        return tuple(reversed(steps))

    def _light_position(self, above: Any, element: Any) -> int:
        key = self._index_of[above]
        if key not in self._light_positions:
            light = self._light(above)
            self._light_positions[key] = {self._index_of[child]: at for at, child in enumerate(light)}
        return self._light_positions[key][self._index_of[element]]

    def first_piece_after(self, node: Node) -> int:
        """Return the position in `pieces()` of the first text at or after the start of an element."""
        return self._first_piece[node.index]

    def texts_between(self, start: Node, end: Node) -> Iterator[tuple[Node, str]]:
        """Yield (owner, text) for the visible text between the starts of two elements of one document."""
        for owner, shown, text in self._all_pieces[
            self._first_piece[start.index] : self._first_piece[end.index]
        ]:
            if shown:
                yield owner, text

    def texts_below(self, node: Node) -> Iterator[str]:
        """Yield the visible pieces of text below an element in document order."""
        return (text for _, shown, text in self.pieces_below(node) if shown)

    # -- pointing

    def selector(self, node: Node) -> str:
        """Return a CSS selector that finds the element; frame and shadow steps follow ` >>> `."""
        waiting: list[tuple[Node, Node | None, str, str]] = []
        at: Node | None = node
        # Without recursion: pages nest as deep as they like.
        while at is not None and at.index not in self._selectors:
            base, joint, own = self._pointing(at)
            waiting.append((at, base, joint, own))
            at = base
        for at, base, joint, own in reversed(waiting):
            above = "" if base is None else self._selectors[base.index]
            self._selectors[at.index] = f"{above}{joint}{own}"
        return self._selectors[node.index]

    def _pointing(self, node: Node) -> tuple[Node | None, str, str]:
        """Return the element from which a selector goes on, how it is joined, and its last step."""
        above = node.parent
        node_id = node.get("id")
        if node_id and len(self._with_id.get(node_id, ())) == 1:
            base = next((n.parent for n in node.ancestors if n.tag in {SHADOW, FRAME}), None)
            own, joint = f"#{_css_escape(node_id)}", " >>> "
        elif above is not None and above.tag in {SHADOW, FRAME}:
            base, own, joint = above.parent, self._step(node), " >>> "
        else:
            base, own, joint = above, self._step(node), " > "
        return base, joint if base is not None else "", own

    def _step(self, node: Node) -> str:
        tag = _css_escape(node.tag)
        above = node.element.getparent()
        if above is None or node.tag in {"html", "body", "head"}:
            return tag
        position, count = self._among(above)[node.index]
        return tag if count == 1 else f"{tag}:nth-of-type({position})"

    def _among(self, parent: etree._Element) -> dict[int, tuple[int, int]]:
        """Return for each child its position among those of its tag, from 1, and how many there are."""
        key = self._index_of[parent]
        if key not in self._positions:
            children = [(self._index_of[child], child.tag) for child in parent if child in self._index_of]
            counts = Counter(tag for _, tag in children)
            seen: Counter[object] = Counter()
            found = {}
            for index, tag in children:
                seen[tag] += 1
                found[index] = seen[tag], counts[tag]
            self._positions[key] = found
        return self._positions[key]

    def snippet(self, node: Node) -> str:
        """Return an element's HTML cut at 500 characters; values of password fields are left out."""
        out: list[str] = []
        room = MAX_SNIPPET
        for piece in self._markup(node, 0):
            out.append(piece[:room])
            room -= len(piece)
            if room <= 0:
                return "".join(out)[: MAX_SNIPPET - 1] + "…"
        return "".join(out)

    def _markup(self, node: Node, depth: int) -> Iterator[str]:
        attributes = "".join(
            f' {name}="{_attribute_text(value)}"' if value else f" {name}"
            for name, value in node.attributes.items()
            if not (name == "value" and node.get("type").lower() in {"password", "hidden"})
        )
        yield f"<{node.tag}{attributes}>"
        if node.tag in _UNRENDERED - {"head", "title"} or depth > 3:
            if len(node.element) or node.element.text:
                yield "…"
        else:
            if node.element.text and (text := fold(node.element.text)):
                yield text.replace("&", "&amp;").replace("<", "&lt;")
            for child in node.children:
                if child.tag not in {SHADOW, FRAME}:
                    yield from self._markup(child, depth + 1)
                if child.element.tail and (text := fold(child.element.tail)):
                    yield " " + text.replace("&", "&amp;").replace("<", "&lt;")
        if node.tag not in _VOID:
            yield f"</{node.tag}>"


_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr")
)  # fmt: skip


def _attribute_text(value: str) -> str:
    short = value if len(value) <= 120 else value[:119] + "…"
    return short.replace("&", "&amp;").replace('"', "&quot;")


def _sparse(table: dict[str, Any] | None) -> dict[int, int]:
    """Return a DevTools rare-data table as index → value."""
    return dict(zip(table["index"], table["value"], strict=True)) if table else {}


_CSS_SPECIAL = re.compile(r"([^\w\u00a0-\uffff-])")


def _css_escape(name: str) -> str:
    """Return an identifier escaped for use in a selector (CSSOM `CSS.escape`, common cases)."""
    escaped = _CSS_SPECIAL.sub(r"\\\1", name)
    return re.sub(r"^(-?)(\d)", lambda m: f"{m[1]}\\3{m[2]} ", escaped)
