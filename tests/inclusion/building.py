"""A `Dom` from an HTML file without a browser: shadow roots, hidden parts, block and inline. For facts only.

Roles and boxes are not those of a browser; `test_facts_in_browser.py` looks whether that makes a difference.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree

from drempel.dom import Dom
from drempel.model.artefact import DomCapture

_STYLES = ("display", "visibility", "opacity", "overflow-x", "overflow-y")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "button",
        "br",
        "code",
        "em",
        "font",
        "i",
        "img",
        "input",
        "label",
        "mark",
        "q",
        "s",
        "select",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "textarea",
        "time",
        "u",
    ]
)
_UNSHOWN = frozenset({"head", "script", "style", "template", "noscript", "title", "meta", "link", "option"})
_TABLES = ("parentIndex", "nodeType", "nodeName", "nodeValue", "backendNodeId", "attributes")
_ROLES = {
    "a": "link",
    "button": "button",
    "input": "textbox",
    "h1": "heading",
    "h2": "heading",
    "main": "main",
}


class _Builder:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self.known: dict[str, int] = {}
        self.table: dict[str, list[Any]] = {name: [] for name in _TABLES}
        self.layout: dict[str, list[Any]] = {"nodeIndex": [], "styles": [], "bounds": []}
        self.accessibility: list[list[Any]] = []
        self.shadow_tops: list[int] = []
        self.documents: list[dict[str, Any]] = []
        self.framed: dict[int, str] = {}
        self.before = 0

    def word(self, value: str) -> int:
        if value not in self.known:
            self.known[value] = len(self.strings)
            self.strings.append(value)
        return self.known[value]

    def add(self, parent: int, kind: int, name: str, value: str, attributes: Mapping[str, str]) -> int:
        index = len(self.table["nodeType"])
        row = (parent, kind, self.word(name), self.word(value), self.before + index + 1)
        for key, cell in zip(_TABLES, row, strict=False):
            self.table[key].append(cell)
        self.table["attributes"].append([self.word(part) for pair in attributes.items() for part in pair])
        return index

    def lay_out(self, index: int, display: str, overflow: str = "visible") -> None:
        self.layout["nodeIndex"].append(index)
        values = (display, "visible", "1", overflow, overflow)
        self.layout["styles"].append([self.word(value) for value in values])
        self.layout["bounds"].append([0, 0, 600, 20])

    def text(self, value: str | None, parent: int, shown: bool, in_shadow: bool) -> None:
        if not value:
            return
        at = self.add(parent, 3, "#text", value, {})
        if in_shadow:
            self.shadow_tops.append(self.before + at + 1)
        if shown:
            self.lay_out(at, "inline")

    def walk(self, element: Any, parent: int, shown: bool, in_shadow: bool = False) -> None:
        if not isinstance(element.tag, str):
            return
        attributes = {name: value or "" for name, value in element.attrib.items()}
        if element.tag == "template" and "shadowrootmode" in attributes:
            self.text(element.text, parent, shown, in_shadow=True)
            for child in element:
                self.walk(child, parent, shown, in_shadow=True)
                self.text(child.tail, parent, shown, in_shadow=True)
            return
        index = self.add(parent, 1, element.tag.upper(), "", attributes)
        if in_shadow:
            self.shadow_tops.append(self.before + index + 1)
        style = attributes.get("style", "").replace(" ", "")
        shown = (
            shown
            and "hidden" not in attributes
            and "display:none" not in style
            and element.tag not in _UNSHOWN
        )
        if shown and not (element.tag == "input" and attributes.get("type") == "hidden"):
            display = "inline" if element.tag in _INLINE else "block"
            self.lay_out(index, display, "hidden" if "overflow:hidden" in style else "visible")
            role = attributes.get("role") or _ROLES.get(element.tag, "")
            if role:
                self.accessibility.append(
                    [self.before + index + 1, role, attributes.get("aria-label", ""), "", {}]
                )
        if element.tag == "iframe" and "srcdoc" in attributes and shown:
            self.framed[index] = attributes["srcdoc"]
        is_closed = element.tag == "details" and "open" not in attributes
        self.text(element.text, index, shown and not is_closed, in_shadow=False)
        for child in element:
            self.walk(child, index, shown and not (is_closed and child.tag != "summary"))
            self.text(child.tail, index, shown and not is_closed, in_shadow=False)

    def document(self, root: Any, url: str) -> None:
        """Add a document, and behind it those that are written into its frames."""
        self.before += len(self.table["nodeType"])
        self.table = {name: [] for name in _TABLES}
        self.layout = {"nodeIndex": [], "styles": [], "bounds": []}
        framed: dict[int, str] = {}
        self.framed = framed
        self.add(-1, 9, "#document", "", {})
        self.walk(root, 0, shown=True)
        nodes: dict[str, Any] = {**self.table, "contentDocumentIndex": {"index": [], "value": []}}
        self.documents.append({"baseURL": self.word(url), "nodes": nodes, "layout": self.layout})
        for index, html in framed.items():
            nodes["contentDocumentIndex"]["index"].append(index)
            nodes["contentDocumentIndex"]["value"].append(len(self.documents))
            self.document(_tree(html), url)


def dom_of(html: str, url: str) -> Dom:
    """Return the tree of a page where nothing is hidden but by `hidden` and `display:none` in its place."""
    return _dom(_tree(html), url)


def dom_of_xml(xml: str) -> Dom:
    """Return the tree of a document that is no HTML."""
    return _dom(etree.fromstring(xml), "https://www.site.example/x.svg")


def _tree(html: str) -> Any:
    return etree.fromstring(html, lxml.html.HTMLParser(remove_comments=True))


def _dom(root: Any, url: str) -> Dom:
    builder = _Builder()
    builder.document(root, url)
    return Dom(
        DomCapture(
            url=url,
            documents=builder.documents,
            strings=builder.strings,
            styles=_STYLES,
            accessibility=builder.accessibility,
            shadow_tops=tuple(builder.shadow_tops),
        )
    )


def dom_of_file(path: Path) -> Dom:
    """Return the tree of a labelled page, as if it stood on a site of its own."""
    return dom_of(path.read_text(encoding="utf-8"), f"https://www.site.example/{path.stem}")
