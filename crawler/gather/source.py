"""Gather the `PageSource` artefact: the page as it was sent. The browser has it; nothing is asked again."""

import structlog

from crawler.browser.base import Tab
from drempel.errors import FetchError
from drempel.model.artefact import PageSource

MAX_CHARACTERS = 500_000
"""What is kept; a larger page is left out as a whole, for its end would look like a mistake."""

log = structlog.get_logger()


async def gather_source(tab: Tab) -> PageSource:
    """Return the source of the page itself, frames aside; takes some milliseconds."""
    try:
        tree = await tab.devtools("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]
        answer = await tab.devtools(
            "Page.getResourceContent", {"frameId": frame["id"], "url": frame["url"]}, timeout_s=5.0
        )
    except FetchError as error:
        # A page that was put together by a script has none.
        log.debug("no_source", url=tab.url, reason=str(error.reason))
        return PageSource()
    text = "" if answer["base64Encoded"] else str(answer["content"])
    return PageSource(text if len(text) <= MAX_CHARACTERS else "")
