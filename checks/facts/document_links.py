"""The links of a page that lead to documents, with what they announce: kind, size and language. Pure.

A link counts whether or not it shows at first: what is folded away is there for who opens it. Whether the
address really gives a document, only asking tells.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from drempel.dom import Dom, Node
from drempel.model.document import MEDIA_TYPES, DocumentKind, DocumentLink, DocumentLinks, kind_of_address

MAX_LINKS = 1_000
MAX_TEXT = 300
MAX_ADDRESS = 2_000
MAX_AROUND = 200
"""Characters beside a link that are still read as belonging to it."""

_WORDS = {
    "pdf": DocumentKind.PDF,
    "docx": DocumentKind.DOCX,
    "doc": DocumentKind.DOC,
    "odt": DocumentKind.ODT,
    "rtf": DocumentKind.RTF,
    "xlsx": DocumentKind.XLSX,
    "epub": DocumentKind.EPUB,
}
_SAID = re.compile(rf"[(\[][^)\]]{{0,30}}?\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
"""A kind that is told in brackets: “(pdf, 2 MB)”; a bare word may be about something else."""
_IN_QUERY = re.compile(rf"\.({'|'.join(_WORDS)})(?:[&#]|\Z)", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s?(bytes?|[kKmMgG]i?[bBoO])\b")
_TIMES = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def document_links(dom: Dom) -> DocumentLinks:
    """Return the links to documents of a page, each address once, in their order."""
    found: dict[str, DocumentLink] = {}
    for link in _links(dom):
        before = found.get(link.url)
        if before is None:
            if len(found) == MAX_LINKS:
                break
            found[link.url] = link
        elif not before.text and link.text:
            found[link.url] = link
    return DocumentLinks(tuple(found.values()))


def _links(dom: Dom) -> Iterator[DocumentLink]:
    for node in dom.select("a[href], area[href]"):
        url = _address(dom, node)
        if not url:
            continue
        words = " ".join(f"{node.name or node.text} {node.get('title')}".split())
        kind = _kind(url, node, words)
        if kind is None:
            continue
        yield DocumentLink(
            url,
            (node.name or " ".join(node.text.split()) or node.get("title").strip())[:MAX_TEXT],
            kind.value,
            _size(words) or _size(_line(node)),
            node.get("hreflang").strip()[:20],
        )


def _address(dom: Dom, node: Node) -> str:
    href = node["href"].strip()
    try:
        url = urljoin(dom.address_base(node)[0], href).partition("#")[0]
        is_web = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return ""
    return url if is_web and len(url) <= MAX_ADDRESS else ""


def _kind(url: str, node: Node, words: str) -> DocumentKind | None:
    """Return the kind that a link announces: by its address, its `type`, its query or its words."""
    if (kind := kind_of_address(url)) is not None:
        return kind
    if (kind := MEDIA_TYPES.get(node.get("type").strip().lower())) is not None:
        return kind
    said = _IN_QUERY.search(urlsplit(url).query) or _SAID.search(words)
    return _WORDS[said[1].lower()] if said is not None else None


def _size(text: str) -> int | None:
    """Return the bytes that a text speaks of; kB and MB are thousands, as on websites."""
    found = _SIZE.search(text)
    if found is None:
        return None
    return round(float(found[1].replace(",", ".")) * _TIMES.get(found[2][0].lower(), 1))


def _line(node: Node) -> str:
    """Return the line that a link stands in, empty where that is long or holds other links."""
    block = node.block
    if len(block.select("a[href]")) > 1:
        return ""
    text = block.visible_text
    return text if len(text) <= MAX_AROUND + len(node.name) else ""
