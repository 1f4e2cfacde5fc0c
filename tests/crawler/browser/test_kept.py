import asyncio
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import pytest

from crawler.browser.kept import MAX_BYTES, kept_in_memory
from drempel.errors import FetchError
from drempel.model.snapshot import FetchOutcome, Reason

SITE = "http://a.test"


def resource(path: str, kind: str = "Stylesheet", mime: str = "text/css", **more: bool) -> dict[str, Any]:
    return {"url": f"{SITE}{path}", "type": kind, "mimeType": mime, **more}


TREE = {
    "frameTree": {
        "frame": {"id": "top"},
        "resources": [
            resource("/known.css"),
            resource("/stijl.css#begin"),
            resource("/gone.css"),
            resource("/broken.css", failed=True),
            resource("/page", "Document", "text/html"),
            {"url": "data:image/gif;base64,R0lG", "type": "Image", "mimeType": "image/gif"},
        ],
        "childFrames": [
            {"frame": {"id": "inner"}, "resources": [resource("/letter.woff2", "Font", "font/woff2")]}
        ],
    }
}


async def ask(method: str, params: Mapping[str, Any]) -> Any:
    if method == "Page.getResourceTree":
        return TREE
    assert method == "Page.getResourceContent"
    if params["url"].endswith("/gone.css"):
        raise FetchError(FetchOutcome.CRASHED, Reason("browser", "no such file"), permanent=False)
    if params["url"].endswith("/letter.woff2"):
        assert params["frameId"] == "inner"
        return {"content": b64encode(b"\x00\x01").decode(), "base64Encoded": True}
    return {"content": "p { content: 'é' }", "base64Encoded": False}


def test_files_that_came_without_a_request_are_asked_of_the_browser() -> None:
    kept = asyncio.run(kept_in_memory(ask, {f"{SITE}/known.css"}))
    assert set(kept) == {f"{SITE}/stijl.css", f"{SITE}/letter.woff2"}
    assert kept[f"{SITE}/stijl.css"].body == "p { content: 'é' }".encode()
    assert kept[f"{SITE}/stijl.css"].headers["content-type"] == "text/css; charset=utf-8"
    assert kept[f"{SITE}/letter.woff2"].body == b"\x00\x01"
    assert kept[f"{SITE}/letter.woff2"].headers["content-type"] == "font/woff2"


def test_a_file_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.browser.kept.MAX_BYTES", 5)
    assert MAX_BYTES > 5
    assert set(asyncio.run(kept_in_memory(ask, ()))) == {f"{SITE}/letter.woff2"}


def test_a_browser_that_does_not_answer_costs_nothing_but_the_files() -> None:
    async def refuse(method: str, params: Mapping[str, Any]) -> Any:
        raise FetchError(FetchOutcome.TIMEOUT, Reason("script", "5 s"), permanent=False)

    assert asyncio.run(kept_in_memory(refuse, ())) == {}
