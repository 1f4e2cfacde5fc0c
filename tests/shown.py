"""Showing a page in a tab that is open: a tenth of what a visit costs the browser.

Only for pages on which a visit has nothing to wait for: no script runs and nothing is loaded, so what stands
in the document is all there is. `tests/checks/test_shown.py` holds that both ways give the same page tree.
"""

import re
from contextlib import AsyncExitStack

from crawler.browser.base import Browser, Tab, Visit
from crawler.gather.dom import gather_dom
from drempel.model.artefact import DomCapture

SHOW = """html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.replaceChild(document.adoptNode(page.documentElement), document.documentElement);
    scrollTo(0, 0);
}"""
"""Shows a page without running its scripts, and without the time that a visit takes to settle."""

STAGE = "<!doctype html><html lang=nl><title>x</title>"
"""What stands in the tab before: its doctype is that of the pages to come."""

SHOWS = 50
"""After so many pages the tab is left as after any visit, so that the browser forgets them."""

_DOCTYPE = re.compile(r"<!doctype html>\s*<html\b", re.IGNORECASE)
_NEEDS_A_VISIT = re.compile(
    r"<(?:script|noscript|i?frame|frameset|object|embed|video|audio|link|template|base|svg|math|marquee)\b"
    r"|<[a-z]+-|<meta[^>]+http-equiv|\bsrc(?:set|doc)?\s*=|\bbackground\s*=|\bposter\s*=|url\(|@import"
    r"|\son[a-z]+\s*=|\bautofocus\b|\bcontenteditable\b|animation|transition",
    re.IGNORECASE,
)
"""What runs, loads, moves, or is read in another way when a server sends it: rather too much of it."""


def can_be_shown(html: str) -> bool:
    """Say whether a page is the same when it is shown as when it is visited."""
    return bool(_DOCTYPE.match(html)) and not _NEEDS_A_VISIT.search(html)


class OpenTab:
    """One visit that lasts, in which pages are shown one after another."""

    def __init__(self, stack: AsyncExitStack, tab: Tab) -> None:
        self._stack, self._tab = stack, tab
        self._shows = 0

    @classmethod
    async def visit(cls, browser: Browser, url: str) -> "OpenTab":
        """Open a tab on an address that answers with `STAGE`."""
        stack = AsyncExitStack()
        return cls(stack, await stack.enter_async_context(browser.visit(Visit(url))))

    @property
    def is_worn(self) -> bool:
        return self._shows >= SHOWS

    async def capture(self, html: str) -> DomCapture:
        """Return the tree of a page that `can_be_shown`."""
        self._shows += 1
        await self._tab.evaluate(SHOW, html)
        return await gather_dom(self._tab)

    async def aclose(self) -> None:
        """Leave the tab as after any visit."""
        await self._stack.aclose()
