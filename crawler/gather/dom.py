"""Gather the `Dom` artefact: one DevTools snapshot joined with the accessibility tree.

Read-only. Changes nothing in the page. Frames are included, also those of other origins where they live in
the page's process; one that does not, or was not loaded, is counted by the caller as not seen.
"""

from typing import Any

from crawler.browser.base import Tab
from drempel.dom import FRAME, Dom
from drempel.errors import FetchError
from drempel.model.artefact import DomCapture

STYLES = (
    "display",
    "visibility",
    "opacity",
    "position",
    "color",
    "background-color",
    "background-image",
    "font-size",
    "font-weight",
    "font-style",
    "text-align",
    "text-decoration-line",
    "text-transform",
    "line-height",
    "overflow-x",
    "overflow-y",
    "cursor",
)
"""Computed styles that checks read; each one costs decoding time on every element."""

_NODE_TABLES = (
    "parentIndex",
    "nodeType",
    "nodeName",
    "nodeValue",
    "backendNodeId",
    "attributes",
    "inputValue",
    "textValue",
    "contentDocumentIndex",
    "pseudoType",
    "isClickable",
)
_NO_PAGE = ("about:", "javascript:", "data:")
_INTERNAL_ROLES = frozenset({"InlineTextBox", "StaticText", "LineBreak", "ListMarker"})


async def gather_dom(tab: Tab) -> DomCapture:
    """Return the page as it stands now."""
    shot = await tab.devtools("DOMSnapshot.captureSnapshot", {"computedStyles": list(STYLES)})
    documents = shot["documents"]
    strings = shot["strings"]
    tree = await tab.devtools("Accessibility.getFullAXTree")
    nodes = tree["nodes"]
    # That these are of one document, the one that was waited for: raises where a script put another there.
    await tab.evaluate("() => true")
    has_shadow = any(document["nodes"]["shadowRootType"]["index"] for document in documents)
    empty = {at for at, document in enumerate(documents) if at and _is_empty(document, strings)}
    for at, document in enumerate(documents[1:], 1):
        if at not in empty:
            nodes.extend(await _frame_tree(tab, strings[document["frameId"]]))
    return DomCapture(
        url=tab.url,
        documents=[_cut_document(document, empty) for document in documents],
        strings=strings,
        styles=STYLES,
        accessibility=[row for node in nodes if (row := _cut_ax(node))],
        shadow_tops=await _shadow_tops(tab) if has_shadow else (),
        viewport_width_px=tab.viewport.width_px,
        viewport_height_px=tab.viewport.height_px,
    )


def has_unseen_frame(dom: Dom) -> bool:
    """Say whether a visible frame's content is missing: it was not loaded, or is out of our reach."""
    return any(
        frame.is_visible and not any(child.tag == FRAME for child in frame.children)
        for frame in dom.select("iframe[src], frame[src]")
        if not frame["src"].strip().lower().startswith(_NO_PAGE)
    )


async def _shadow_tops(tab: Tab) -> tuple[int, ...]:
    """Return the nodes that stand directly below a shadow root; asked only of pages that have one.

    The snapshot hangs the content of a shadow root below its host and cannot tell it from the host's
    own children once roots are nested.
    """
    answer = await tab.devtools("DOM.getDocument", {"depth": -1, "pierce": True})
    await tab.devtools("DOM.disable")
    tops: list[int] = []
    waiting = [answer["root"]]
    while waiting:
        node = waiting.pop()
        for root in node.get("shadowRoots", ()):
            if root["shadowRootType"] != "user-agent":
                tops.extend(child["backendNodeId"] for child in root.get("children", ()))
                waiting.append(root)
        waiting.extend(node.get("children", ()))
        if "contentDocument" in node:
            waiting.append(node["contentDocument"])
    return tuple(tops)


async def _frame_tree(tab: Tab, frame_id: str) -> list[dict[str, Any]]:
    try:
        tree = await tab.devtools("Accessibility.getFullAXTree", {"frameId": frame_id})
    except FetchError:
        # The frame went away between the two calls; its elements then have no role or name.
        return []
    nodes: list[dict[str, Any]] = tree["nodes"]
    return nodes


def _is_empty(document: dict[str, Any], strings: list[str]) -> bool:
    """Say whether a frame shows nothing of its page: the browser's own error, or an empty document."""
    url = strings[document["documentURL"]]
    # Document, html, head and body.
    return url.startswith("chrome-error:") or (
        url == "about:blank" and len(document["nodes"]["nodeName"]) <= 4
    )


def _cut_document(document: dict[str, Any], empty: set[int]) -> dict[str, Any]:
    nodes = document["nodes"]
    if empty:
        framed = nodes["contentDocumentIndex"]
        kept = [pair for pair in zip(framed["index"], framed["value"], strict=True) if pair[1] not in empty]
        nodes["contentDocumentIndex"] = {"index": [i for i, _ in kept], "value": [at for _, at in kept]}
    return {
        "baseURL": document["baseURL"],
        "documentURL": document["documentURL"],
        "contentLanguage": document["contentLanguage"],
        "encodingName": document["encodingName"],
        "nodes": {name: nodes[name] for name in _NODE_TABLES if name in nodes},
        "layout": {name: document["layout"][name] for name in ("nodeIndex", "styles", "bounds")},
        "contentWidth": document.get("contentWidth", 0),
        "contentHeight": document.get("contentHeight", 0),
    }


def _cut_ax(node: dict[str, Any]) -> list[Any] | None:
    """Return the row of one accessibility node, `None` for text boxes and ignored nodes."""
    backend_id = node.get("backendDOMNodeId")
    if backend_id is None or node.get("ignored"):
        return None
    role = node.get("role", {}).get("value", "")
    if role in _INTERNAL_ROLES:
        return None
    return [
        backend_id,
        role,
        node.get("name", {}).get("value", ""),
        node.get("description", {}).get("value", ""),
        {p["name"]: p["value"].get("value") for p in node.get("properties", ())},
    ]
