"""Sketch a judged page for the checks that compare the pages of a site. Pure; about 1 ms a page."""

import re
from dataclasses import replace

from crawler.urls import absolute, page_identity
from drempel.dom import Dom, Node, fold
from drempel.model.finding import Pointer
from drempel.model.site_view import PageSketch, SiteView, SketchedLink, SketchedPart

SHARED_ROLES = ("banner", "navigation", "contentinfo")
"""Landmarks that a page has in common with others."""

MAX_PARTS, MAX_LINKS, MAX_TARGETS = 20, 80, 2_000

_HELP = (
    ("phone", re.compile(r"^tel:", re.IGNORECASE)),
    ("mail", re.compile(r"^mailto:", re.IGNORECASE)),
    ("chat", re.compile(r"\bchat(?:bot)?\b", re.IGNORECASE)),
    ("contact", re.compile(r"\bcontact\w*|\bkontakt\b", re.IGNORECASE)),
    (
        "questions",
        re.compile(
            r"\bveelgestelde\b|\bfaq\b|\bhulp\b|\bhelp\b|\baide\b|\bsupport\b|\bhilfe\b", re.IGNORECASE
        ),
    ),
)
_SEARCH = re.compile(r"zoek|search|recherch|such", re.IGNORECASE)


def sketch(dom: Dom, page_url: str) -> PageSketch:
    """Return what other pages are compared with; `page_url` is the address by which the page is known."""
    parts = tuple(part for node in dom.with_role(*SHARED_ROLES)[:MAX_PARTS] if (part := _part(node)).links)
    ways: dict[str, str] = {}
    for part in parts:
        for link in part.links:
            if kind := _kind_of_help(link):
                ways.setdefault(kind, part.place)
    targets = (_target(node) for node in dom.with_role("link")[:MAX_TARGETS])
    heading = next((node for node in dom.with_role("heading") if node.tag == "h1"), None)
    return PageSketch(
        page_url=page_url,
        title=fold(dom.title),
        heading=fold(heading.name) if heading is not None else "",
        language=dom.root.get("lang"),
        parts=parts,
        targets=frozenset(target for target in targets if target.startswith("http")),
        has_search=_has_search(dom),
        help=ways,
    )


def _part(landmark: Node) -> SketchedPart:
    links = [
        SketchedLink(fold(node.name), _target(node))
        for node in landmark.descendants()
        if node.role == "link" and _nearest_landmark(node) == landmark
    ]
    return SketchedPart(
        role=landmark.role,
        name=fold(landmark.name),
        place=landmark.place,
        links=tuple(links[:MAX_LINKS]),
        pointer=landmark.pointer(),
    )


def _nearest_landmark(node: Node) -> Node | None:
    return next((above for above in node.ancestors if above.role in SHARED_ROLES), None)


def _target(link: Node) -> str:
    href = link.get("href").strip()
    if re.match(r"(?:tel|mailto):", href, re.IGNORECASE):
        return href.lower()
    url = absolute(href, link.dom.base_url) if href and not href.startswith("#") else None
    return page_identity(url).page_url if url else ""


def _kind_of_help(link: SketchedLink) -> str:
    for kind, pattern in _HELP:
        if pattern.search(link.target if kind in {"phone", "mail"} else link.name):
            return kind
    return ""


def _has_search(dom: Dom) -> bool:
    if dom.with_role("search", "searchbox"):
        return True
    fields = dom.with_role("textbox", "combobox")
    return any(_SEARCH.search(f"{node.name} {node.get('name')} {node.get('placeholder')}") for node in fields)


class SketchBook:
    """The sketches of one scan. Of all pages but the start page only what is compared is kept."""

    def __init__(self) -> None:
        self._pages: dict[str, PageSketch] = {}
        self._parts: dict[SketchedPart, SketchedPart] = {}

    def __contains__(self, page_url: str) -> bool:
        return page_url in self._pages

    def page(self, page_url: str) -> PageSketch | None:
        """Return what is kept of a page."""
        return self._pages.get(page_url)

    def add(self, page_url: str, dom: Dom, *, is_start: bool = False) -> PageSketch:
        """Sketch a page that was judged; return what is kept of it."""
        return self.keep(sketch(dom, page_url), is_start=is_start)

    def keep(self, page: PageSketch, *, is_start: bool = False) -> PageSketch:
        """Take in a page that was sketched, also in an earlier scan; return what is kept of it."""
        page_url = page.page_url
        if is_start:
            self._pages[page_url] = page
            return page
        # Like parts of many pages are kept once.
        parts = (replace(part, pointer=_NOWHERE) for part in page.parts)
        shared = tuple(self._parts.setdefault(part, part) for part in parts)
        kept = self._pages[page_url] = replace(page, parts=shared, targets=frozenset())
        return kept

    def view(self, start_url: str) -> SiteView | None:
        """Return the site as its pages show it; `None` where its start page was not judged."""
        start = self._pages.get(start_url)
        return SiteView(start, tuple(self._pages[url] for url in sorted(self._pages))) if start else None


_NOWHERE = Pointer("")
