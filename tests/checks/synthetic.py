"""A `DomCapture` from HTML without a browser: every element rendered, roles by tag. For pure tests only."""

from collections.abc import Mapping
from typing import Any

import lxml.html
from lxml import etree

from drempel.model.artefact import DomCapture

_STYLES = {
    "display": "block",
    "visibility": "visible",
    "opacity": "1",
    "font-size": "16px",
    "font-weight": "400",
    "line-height": "normal",
    "text-align": "start",
    "overflow-x": "visible",
}
_INLINE = frozenset(
    {"a", "b", "button", "code", "em", "i", "img", "input", "label", "small", "span", "strong"}
)
_NONE: Mapping[str, str] = {}
_TABLES = ("parentIndex", "nodeType", "nodeName", "nodeValue", "backendNodeId", "attributes")
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

    table: dict[str, list[Any]] = {name: [] for name in _TABLES}
    layout: dict[str, list[Any]] = {"nodeIndex": [], "styles": [], "bounds": []}
    accessibility: list[list[Any]] = []

    def add(parent: int, kind: int, name: str, value: str = "", attributes: Mapping[str, str] = _NONE) -> int:
        index = len(table["nodeType"])
        table["parentIndex"].append(parent)
        table["nodeType"].append(kind)
        table["nodeName"].append(text(name))
        table["nodeValue"].append(text(value))
        table["backendNodeId"].append(index + 1)
        table["attributes"].append([text(part) for pair in attributes.items() for part in pair])
        return index

    def style(display: str) -> list[int]:
        return [text(value) for value in (_STYLES | {"display": display}).values()]

    def walk(element: Any, parent: int) -> None:
        if not isinstance(element.tag, str):
            return
        attributes = dict(element.attrib)
        index = add(parent, 1, element.tag.upper(), attributes=attributes)
        if element.tag != "head" and "hidden" not in attributes:
            display = "inline" if element.tag in _INLINE else "block"
            layout["nodeIndex"].append(index)
            layout["styles"].append(style(display))
            layout["bounds"].append([0, 0, 600, 20])
            role = attributes.get("role", _ROLES.get(element.tag, ""))
            if role:
                named = attributes.get("aria-label") or attributes.get("alt")
                name = named or "".join(element.itertext()).strip()
                accessibility.append([index + 1, role, name, attributes.get("title", ""), {}])
        is_shown = "hidden" not in attributes
        add_text(element.text, index, is_shown)
        for child in element:
            walk(child, index)
            add_text(child.tail, index, is_shown)

    def add_text(value: str | None, parent: int, is_shown: bool) -> None:
        if not value:
            return
        at = add(parent, 3, "#text", value)
        if is_shown:
            layout["nodeIndex"].append(at)
            layout["styles"].append(style("inline"))
            layout["bounds"].append([0, 0, 100, 20])

    add(-1, 9, "#document")
    parser = lxml.html.HTMLParser(remove_comments=True)
    walk(etree.fromstring(html, parser), 0)
    document = {"baseURL": text(url), "nodes": table, "layout": layout}
    return DomCapture(
        url=url, documents=[document], strings=strings, styles=tuple(_STYLES), accessibility=accessibility
    )
