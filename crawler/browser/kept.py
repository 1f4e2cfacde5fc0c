"""What a page uses of what the browser kept in memory from an earlier page of the same site.

Style sheets, scripts, pictures and fonts come from there without a request, and nothing tells of them. A page
that is played again without them is another page.
"""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from typing import Any

import structlog

from crawler.browser.base import Answered
from drempel.errors import FetchError

TYPES = frozenset({"Font", "Image", "Script", "Stylesheet"})
MAX_FILES = 200
MAX_BYTES = 20 * 1024 * 1024
TIMEOUT_S = 5.0

log = structlog.get_logger()

Ask = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
"""Sends a DevTools command; raises `FetchError` where it fails."""


async def kept_in_memory(ask: Ask, known: Collection[str]) -> dict[str, Answered]:
    """Return by address, without fragment, what the page in a tab uses and is not among the `known`."""
    found: dict[str, Answered] = {}
    room = MAX_BYTES
    try:
        async with asyncio.timeout(TIMEOUT_S):
            tree = (await ask("Page.getResourceTree", {}))["frameTree"]
            for frame, resource in _resources(tree):
                address = resource["url"].partition("#")[0]
                if address in known or address in found or not address.startswith("http"):
                    continue
                body = await _content(ask, frame, resource["url"])
                if body is not None and len(found) < MAX_FILES and len(body) <= room:
                    room -= len(body)
                    found[address] = Answered(200, _headers(resource), body)
    except (TimeoutError, FetchError):
        log.info("kept_files_cut", found=len(found))
    return found


def _resources(tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (frame id, file) for what each frame uses."""
    for resource in tree["resources"]:
        if resource["type"] in TYPES and not resource.get("failed") and not resource.get("canceled"):
            yield tree["frame"]["id"], resource
    for below in tree.get("childFrames", ()):
        yield from _resources(below)


async def _content(ask: Ask, frame: str, url: str) -> bytes | None:
    """Return the bytes of one file, `None` where the browser no longer has it."""
    try:
        said = await ask("Page.getResourceContent", {"frameId": frame, "url": url})
    except FetchError:
        return None
    content: str = said["content"]
    return b64decode(content) if said["base64Encoded"] else content.encode("utf-8")


def _headers(resource: Mapping[str, Any]) -> dict[str, str]:
    # Text comes decoded; and what another server allowed is no longer known.
    is_text = resource["type"] in {"Script", "Stylesheet"}
    kind = resource["mimeType"] or "application/octet-stream"
    return {
        "content-type": f"{kind}; charset=utf-8" if is_text else kind,
        "access-control-allow-origin": "*",
    }
