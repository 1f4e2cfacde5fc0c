"""Gather the `Linked` artefact: pages to which links lead, loaded only where a question hangs on them.

`needs` is pure and says which addresses are worth a request: those of links with the same name, and one
neighbour of a page that shows no way past what it may repeat. `gather_linked` reads what one of them shows.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag

from crawler.browser.base import Tab
from crawler.gather.links import address_of, joined
from crawler.urls import origin
from drempel.dom import FRAME, Dom, Node, fold
from drempel.model.artefact import Linked, LinkedPage, SameName

MAX_LINES, MAX_LINE = 2_000, 500
"""What is kept of a page's text."""

_WEB = ("http:", "https:")
_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|csv|jpe?g|png|gif|svg|mp[34]|webm|ics|xml|json)$", re.I
)
_BY_SCRIPT = re.compile(
    r"\blocation(?:\.href)?\s*(?:=|\.assign\s*\(|\.replace\s*\(|\(\s*)\s*(['\"])(?P<url>[^'\"]+)\1"
)
_TEXT = """
() => {
  // A form field can shadow any property of the document.
  const of = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  return [of('title'), of('body')?.innerText ?? ''];
}
"""


def needs(dom: Dom) -> Linked:
    """Return which links have the same name, and which neighbour tells what the page repeats."""
    return Linked(tuple(_same_names(dom)), _neighbour(dom))


def addresses(linked: Linked, page_url: str, most: int) -> tuple[str, ...]:
    """Return the addresses to load, the weightiest first: the same origin as the page, no files."""
    wanted: dict[str, None] = {}
    groups = sorted(linked.same_names, key=lambda group: not group.is_in_one_context)
    if linked.neighbour:
        wanted[linked.neighbour] = None
    for group in groups:
        own = [url for url in dict.fromkeys(url for _, url in group.targets) if _is_page_of(url, page_url)]
        # One of them alone cannot be compared.
        if len(own) > 1:
            wanted |= dict.fromkeys(own)
    return tuple(wanted)[:most]


async def gather_linked(tab: Tab, url: str) -> LinkedPage:
    """Return what a page shows."""
    title, text = await tab.evaluate(_TEXT)
    # Cells of a table stand in one line, with a tab between them.
    lines = (fold(line)[:MAX_LINE] for line in re.split(r"[\n\t]", text))
    return LinkedPage(
        url, tab.exchange.final_url, fold(title), tuple(line for line in lines if line)[:MAX_LINES]
    )


def _is_page_of(url: str, page_url: str) -> bool:
    return origin(url) == origin(page_url) and not _FILES.search(url.partition("?")[0])


def _same_names(dom: Dom) -> Iterator[SameName]:
    named: dict[tuple[str, Node | None], list[Node]] = {}
    has_frames = bool(dom.select(FRAME))
    for link in dom.with_role("link"):
        if name := fold(link.name).casefold():
            named.setdefault((name, link.closest(FRAME) if has_frames else None), []).append(link)
    for (name, _), nodes in named.items():
        # Reading an address costs more than all the rest.
        if len({node.get("href") or node.get("onclick") or node.get("xlink:href") for node in nodes}) < 2:
            continue
        links = [(node, url) for node in nodes if (url := _target(node))]
        together: dict[tuple[Node, str], list[tuple[Node, str]]] = {}
        for link, url in links:
            block = link.parent.block if link.parent is not None else link
            together.setdefault((block, link.get("aria-describedby")), []).append((link, url))
        if _lead_apart(links):
            yield _group(name, links)
        for near in together.values():
            if _lead_apart(near):
                yield _group(name, near, is_in_one_context=True)


def _group(name: str, links: Sequence[tuple[Node, str]], *, is_in_one_context: bool = False) -> SameName:
    return SameName(name, tuple((link.backend_id, url) for link, url in links), is_in_one_context)


def _lead_apart(links: Sequence[tuple[Node, str]]) -> bool:
    return len({url for _, url in links}) > 1


def _target(link: Node) -> str:
    """Return where a link leads, without the place in that page; empty for what is no page."""
    url = address_of(link)
    if not url and (found := _BY_SCRIPT.search(link.get("onclick"))):
        url = joined(link, found["url"])
    url = urldefrag(url).url
    return url if url.startswith(_WEB) else ""


def _neighbour(dom: Dom) -> str:
    """Return a page that the page links to, where nothing on it shows a way past what it may repeat.

    Most pages have a main part or headings outside their menus; they need no comparison.
    """
    if any(main.is_visible for main in dom.with_role("main")):
        return ""
    if any(h.is_visible and not h.place for h in dom.with_role("heading")):
        return ""
    here = urldefrag(dom.url).url
    for link in dom.with_role("link"):
        url = _target(link)
        if url and url != here and _is_page_of(url, here) and link.closest(FRAME) is None:
            return url
    return ""
