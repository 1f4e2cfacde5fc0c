"""Gather the `Dom` artefact: one DevTools snapshot joined with the accessibility tree.

Read-only. Changes nothing in the page. Frames are included, also those of other origins where they live in
the page's process; one that does not, or was not loaded, is counted by the caller as not seen.

What a page may cost is bounded: 135,000 nodes take about 4 seconds of the renderer for the accessibility
tree, 84 MB of messages and 300 MiB of memory here while they are read.
"""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crawler.browser.base import Tab
from drempel.dom import FRAME, Dom
from drempel.errors import FetchError
from drempel.model.artefact import DomCapture
from drempel.model.snapshot import FetchOutcome, Reason

BIG_PAGE_ELEMENTS, BIG_PAGE_CHARACTERS = 10_000, 1_000_000
"""From here on a page is read beside the event loop: others wait for it."""

MAX_ROLE_ELEMENTS = 25_000
MAX_TREE_BYTES = 32 * 1024 * 1024
"""In a larger page, or one with very many lines of text, no roles and names are read, and so no check is
done, as axe-core is not run either: 100,000 elements would take 10 s and 600 MiB."""

MAX_ELEMENTS = 200_000
"""A page with more of them is not judged: it ends as `too-large`."""

BIG_TREE_TIMEOUT_S = 45.0
"""What one DevTools command may take on a big page."""

STYLES = (
    "display",
    "visibility",
    "opacity",
    "position",
    "color",
    "background-color",
    "background-image",
    "border-bottom-color",
    "border-bottom-width",
    "box-shadow",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-align",
    "text-decoration-line",
    "text-shadow",
    "text-transform",
    "direction",
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
_SIZE = """
() => {
  // A form field can shadow any property of the document.
  const all = Document.prototype.getElementsByTagName.call(document, '*');
  const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get;
  return [all.length, all.length ? text.call(all[0]).length : 0];
}
"""
_AX_NODE_BYTES = 410
"""Measured: 405 to 422 bytes of message for each node, and twice its text."""


async def is_much(tab: Tab) -> bool:
    """Say whether the page that stands in a tab is big: reading it takes seconds and much memory.

    Raises `FetchError` `too-large` for one that is too much to read.
    """
    elements, characters = await tab.evaluate(_SIZE)
    if elements > MAX_ELEMENTS:
        raise _too_large(f"{elements} elements")
    return bool(elements > BIG_PAGE_ELEMENTS or characters > BIG_PAGE_CHARACTERS)


async def gather_dom(tab: Tab, *, much: bool | None = None) -> DomCapture:
    """Return the page as it stands now; raises `FetchError` `too-large` for one that is too much to read.

    `much` is what `is_much` said, if it was asked already.
    """
    if much is None:
        much = await is_much(tab)
    if not much:
        return await _gather(tab)
    with _without_collector():
        return await _gather(tab)


async def _gather(tab: Tab) -> DomCapture:
    shot = await tab.devtools(
        "DOMSnapshot.captureSnapshot", {"computedStyles": list(STYLES)}, timeout_s=BIG_TREE_TIMEOUT_S
    )
    documents = shot["documents"]
    strings = shot["strings"]
    elements = sum(document["nodes"]["nodeType"].count(1) for document in documents)
    tree_bytes = _expected_tree_bytes(documents, strings)
    has_room = elements <= MAX_ROLE_ELEMENTS and tree_bytes <= MAX_TREE_BYTES
    rows = await _tree(tab) if has_room else []
    # That these are of one document, the one that was waited for: raises where a script put another there.
    await tab.evaluate("() => true")
    has_shadow = any(document["nodes"]["shadowRootType"]["index"] for document in documents)
    empty = {at for at, document in enumerate(documents) if at and _is_empty(document, strings)}
    for at, document in enumerate(documents[1:], 1):
        if at not in empty and has_room:
            rows += await _frame_tree(tab, strings[document["frameId"]])
    return DomCapture(
        url=tab.url,
        documents=[_cut_document(document, empty) for document in documents],
        strings=strings,
        styles=STYLES,
        accessibility=rows,
        shadow_tops=await _shadow_tops(tab) if has_shadow else (),
        viewport_width_px=tab.viewport.width_px,
        viewport_height_px=tab.viewport.height_px,
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hold the search for cycles: among millions of new values it takes three times what making them does."""
    global _held
    if not _held:
        # The tree of an earlier big page is one large cycle.
        gc.collect()
    _held += 1
    gc.disable()
    try:
        yield
    finally:
        _held -= 1
        if not _held:
            gc.enable()


_held = 0
"""Big pages that are being read now."""


def _expected_tree_bytes(documents: list[dict[str, Any]], strings: list[str]) -> int:
    """Return about how large the message with the accessibility tree will be: a node for each box of text."""
    nodes = sum(len(d["nodes"]["nodeName"]) + len(d["textBoxes"]["layoutIndex"]) for d in documents)
    return _AX_NODE_BYTES * nodes + 2 * sum(map(len, strings))


def _too_large(detail: str) -> FetchError:
    return FetchError(FetchOutcome.HTTP_ERROR, Reason("too-large", detail), permanent=True)


def has_roles(capture: DomCapture) -> bool:
    """Say whether roles and names were read: they are not in a page of too many elements or lines."""
    return bool(capture.accessibility)


def is_big(capture: DomCapture) -> bool:
    """Say whether work on a page takes so long that it must not be done in the event loop."""
    nodes = sum(len(document["nodes"]["nodeName"]) for document in capture.documents)
    return nodes > BIG_PAGE_ELEMENTS or sum(map(len, capture.strings)) > BIG_PAGE_CHARACTERS


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


async def _tree(tab: Tab, **frame: str) -> list[list[Any]]:
    """Return the rows of a document's accessibility tree."""
    tree = await tab.devtools("Accessibility.getFullAXTree", frame, timeout_s=BIG_TREE_TIMEOUT_S)
    nodes: list[dict[str, Any]] = tree.pop("nodes")
    return await asyncio.to_thread(_rows, nodes) if len(nodes) > BIG_PAGE_ELEMENTS else _rows(nodes)


def _rows(nodes: list[dict[str, Any]]) -> list[list[Any]]:
    return [row for node in nodes if (row := _cut_ax(node))]


async def _frame_tree(tab: Tab, frame_id: str) -> list[list[Any]]:
    try:
        return await _tree(tab, frameId=frame_id)
    except FetchError:
        # The frame went away between the two calls; its elements then have no role or name.
        return []


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
