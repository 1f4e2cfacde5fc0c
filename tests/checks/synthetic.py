"""A `DomCapture` made from HTML without a browser: every element rendered, roles by tag. For pure tests only."""

from typing import Any

import lxml.html
from lxml import etree

from drempel.model.artefact import DomCapture

STYLES = ("display", "visibility", "opacity", "font-size", "font-weight", "line-height", "text-align", "overflow-x")
_VALUES = ("block", "visible", "1", "16px", "400", "normal", "start", "visible")
_INLINE = frozenset("a b em i img input button label small span strong select textarea".split())
_ROLES = {
    "a": "link",
    "aside": "complementary",
    "button": "button",
    "footer": "contentinfo",
    "h1": "heading",
    "h2": "heading",
    "header": "banner",
    "img": "image",
    "li": "listitem",
    "main": "main",
    "nav": "navigation",
    "p": "paragraph",
}


def capture(html: str, url: str = "https://www.gemeente.example/diensten/paspoort") -> DomCapture:
    """Return what the browser would give for a page where nothing is styled or hidden."""
    strings: list[str] = []
    known: dict[str, int] = {}

    def text(value: str) -> int:
        if value not in known:
            known[value] = len(strings)
            strings.append(value)
        return known[value]

    table: dict[str, list[Any]] = {
        name: [] for name in ("parentIndex", "nodeType", "nodeName", "nodeValue", "backendNodeId", "attributes")
    }
    layout: dict[str, list[Any]] = {"nodeIndex": [], "styles": [], "bounds": []}
    accessibility: list[list[Any]] = []

    def add(parent: int, kind: int, name: str, value: str = "", attributes: dict[str, str] | None = None) -> int:
        index = len(table["nodeType"])
        table["parentIndex"].append(parent)
        table["nodeType"].append(kind)
        table["nodeName"].append(text(name))
        table["nodeValue"].append(text(value))
        table["backendNodeId"].append(index + 1)
        table["attributes"].append([text(part) for pair in (attributes or {}).items() for part in pair])
        return index

    def walk(element: Any, parent: int) -> None:
        if not isinstance(element.tag, str):
            return
        attributes = dict(element.attrib)
        index = add(parent, 1, element.tag.upper(), attributes=attributes)
        if element.tag != "head" and "hidden" not in attributes:
            display = "inline" if element.tag in _INLINE else "block"
            layout["nodeIndex"].append(index)
            layout["styles"].append([text(display), *(text(value) for value in _VALUES[1:])])
            layout["bounds"].append([0, 0, 600, 20])
            role = attributes.get("role", _ROLES.get(element.tag, ""))
            if role:
                name = attributes.get("aria-label") or attributes.get("alt") or "".join(element.itertext()).strip()
                accessibility.append([index + 1, role, name, attributes.get("title", ""), {}])
        add_text(element.text, index)
        for child in element:
            walk(child, index)
            add_text(child.tail, index)

    def add_text(value: str | None, parent: int) -> None:
        if value:
            layout["nodeIndex"].append(add(parent, 3, "#text", value))
            layout["styles"].append([text(value) for value in ("inline", *_VALUES[1:])])
            layout["bounds"].append([0, 0, 100, 20])

    add(-1, 9, "#document")
    parser = lxml.html.HTMLParser(remove_comments=True)
    walk(etree.fromstring(html, parser), 0)
    document = {"baseURL": text(url), "nodes": table, "layout": layout}
    return DomCapture(
        url=url, documents=[document], strings=strings, styles=STYLES, accessibility=accessibility
    )
