"""Gather the `Links` artefact from the rendered page: what it points to. Pure, on the captured `Dom`."""

import codecs
import re
from urllib.parse import quote

from ada_url import URL

from drempel.dom import FRAME, Dom, Node
from drempel.model.artefact import Links

_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)

_LEADS_TO_PAGES = frozenset(
    ("alternate", "next", "prev", "previous", "first", "last", "up", "index", "contents", "help", "search")
)
"""Relations of a `link` element that name another page for people (HTML 4.01, 6.12, and HTML)."""

_LINK = re.compile(r"<([^>]*)>((?:\s*;[^,;\"<]*(?:\"[^\"]*\")?)*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_QUERY = re.compile(r"(?<=\?)[^#]*")


def gather_links(dom: Dom) -> Links:
    """Return the addresses of all links (HTML, image maps, SVG, `link`), canonical and refresh target.

    Also those in the content of frames, which belongs to its page; `rel=nofollow` is followed: it is a word
    to search engines. Addresses that cannot be joined are left out.
    """
    found: dict[str, None] = {}
    for node in dom.select("a, area, frame, link[rel][href]"):
        if (href := _address(node)) and (url := joined(node, href)):
            found[url] = None
    named = (node for node in dom.select("link[rel~=canonical][href]") if not _is_framed(node))
    canonical = next((joined(node, node["href"]) for node in named), "")
    return Links(tuple(found), canonical=canonical, refresh_url=_refresh(dom))


def refresh_target(base: str, content: str) -> str:
    """Return where a `Refresh` header or `meta refresh` leads, empty where it names no address."""
    target = _REFRESH.match(content)
    return _join(target["url"], base) if target else ""


def canonical_of(base: str, link_header: str) -> str:
    """Return the canonical address that a `Link` header names (RFC 8288), empty where it names none."""
    for target, parameters in _LINK.findall(link_header):
        relation = _RELATION.search(parameters)
        if relation and "canonical" in (relation[1] or relation[2]).lower().split():
            return _join(target.strip(), base)
    return ""


def _refresh(dom: Dom) -> str:
    for node in dom.select("meta[http-equiv]"):
        if node["http-equiv"].lower() == "refresh" and not _is_framed(node):
            return refresh_target(dom.base_url, node.get("content"))
    return ""


def _is_framed(node: Node) -> bool:
    frame = node.closest(FRAME)
    return frame is not None and frame.parent is not None and frame.parent.tag == "iframe"


def _address(node: Node) -> str:
    if node.tag == "frame":
        return node.get("src")
    if node.tag == "link":
        relations = set(node["rel"].lower().split())
        is_page = node.get("type").strip().lower() in {"", "text/html", "application/xhtml+xml"}
        leads = is_page and "stylesheet" not in relations and relations & _LEADS_TO_PAGES
        return node["href"] if leads else ""
    return node.get("href") or node.get("xlink:href")


def address_of(node: Node) -> str:
    """Return the absolute address that a link names, empty where it names none."""
    href = _address(node)
    return joined(node, href) if href else ""


def joined(node: Node, href: str) -> str:
    """Return an address that stands in an element as an absolute one, empty where it is none."""
    base, encoding = node.dom.address_base(node)
    # Where a `base` element is no address, Chromium says about:blank; it counts for nothing.
    is_base = URL.can_parse(base) and not base.startswith("about:")
    return _join(href, base if is_base else node.dom.url, encoding)


def _join(href: str, base: str, encoding: str = "UTF-8") -> str:
    """Return an address as a browser reads it: also the query in the encoding of its document."""
    if not href.isascii():
        href = _QUERY.sub(lambda query: _encoded(query[0], encoding), href, count=1)
    try:
        return str(URL(href, base).href)
    except ValueError:
        return ""


def _encoded(query: str, encoding: str) -> str:
    """Return a query with what is no ASCII escaped; what the encoding lacks as a number (URL Standard)."""
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        codec = "utf-8"
    if codec.startswith(("utf-16", "utf-32")):
        codec = "utf-8"
    return "".join(c if c.isascii() else quote(_bytes(c, codec), safe="") for c in query)


def _bytes(character: str, codec: str) -> bytes:
    try:
        return character.encode(codec)
    except UnicodeEncodeError:
        return f"&#{ord(character)};".encode()
