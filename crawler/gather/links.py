"""Gather the `Links` artefact from the rendered page: what it points to. Pure, on the captured `Dom`."""

import re
from urllib.parse import urljoin

from drempel.dom import FRAME, Dom
from drempel.model.artefact import Links

_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)


def gather_links(dom: Dom) -> Links:
    """Return the addresses of all links (HTML, image maps and SVG), canonical and refresh target.

    `rel=nofollow` is followed: it is a word to search engines. The content of an `iframe` belongs to its
    page and is no link. Addresses that cannot be joined are left out.
    """
    base = dom.base_url
    found: dict[str, None] = {}
    embedded = {node for frame in dom.select(f"iframe > {FRAME}") for node in frame.descendants()}
    for node in dom.select("a, area, frame"):
        if node in embedded:
            continue
        href = node.get("href") or node.get("xlink:href") or (node.get("src") if node.tag == "frame" else "")
        if href and (url := _joined(base, href)):
            found[url] = None
    canonical = next((n["href"] for n in dom.select("link[rel~=canonical][href]") if n not in embedded), "")
    refreshes = (n for n in dom.select("meta[http-equiv]") if n["http-equiv"].lower() == "refresh")
    refresh = next((n.get("content") for n in refreshes if n not in embedded), "")
    return Links(
        urls=tuple(found),
        canonical=_joined(base, canonical) if canonical else "",
        refresh_url=refresh_target(base, refresh),
    )


def refresh_target(base: str, content: str) -> str:
    """Return where a `Refresh` header or `meta refresh` leads, empty where it names no address."""
    target = _REFRESH.match(content)
    return _joined(base, target["url"]) if target else ""


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""
