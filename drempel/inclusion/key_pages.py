"""Find the key pages of a site: home, contact, log-in, search, sitemap, help, legal, statement, feedback."""

from collections.abc import Iterable
from typing import Final

from drempel.inclusion.key_words import kinds_of
from drempel.inclusion.site_pages import Found, SitePages
from drempel.model.inclusion import SeenPage
from drempel.model.service import KEY_KINDS, KeyPage, SeenAt

MOST_OF_A_KIND: Final = 5
_BY_CONTENT: Final = frozenset({"home", "contact", "login", "search", "legal", "statement"})
"""Kinds that the facts of a page tell by themselves."""
_NOT_KEY: Final = frozenset({"news", "service"})
"""Kinds of page whose address or title may hold the words of a key page without being one."""


def key_pages_of(pages: Iterable[SeenPage]) -> tuple[KeyPage, ...]:
    """Return the key pages by kind; first those known by content, then the shortest address."""
    site = SitePages(pages)
    found = [key for page in site.all for key in _keys(page)]
    rank = {page.url: (len(page.parts), len(page.url)) for page in site.all}
    found.sort(key=lambda key: (KEY_KINDS.index(key.kind), key.why == "name", rank[key.url], key.url))
    kept: dict[str, list[KeyPage]] = {}
    for key in found:
        if len(kept.setdefault(key.kind, [])) < MOST_OF_A_KIND:
            kept[key.kind].append(key)
    return tuple(key for kind in KEY_KINDS for key in kept.get(kind, ()))


def _keys(page: Found) -> Iterable[KeyPage]:
    if not page.parts and "?" not in page.key:
        yield KeyPage("home", page.url, "start", SeenAt(page.url, "", page.page.title))
        return
    kinds = set()
    if page.kind in _BY_CONTENT:
        kinds.add(page.kind)
        yield KeyPage(page.kind, page.url, "facts", page.seen_name)
    if page.kind in _NOT_KEY:
        return
    for kind in kinds_of(page.url, page.page.title):
        if kind in KEY_KINDS and kind not in kinds and kind != "home":
            yield KeyPage(kind, page.url, "name", SeenAt(page.url, "", page.page.title))
