"""Gather the `PageSource` artefact: the page as it was sent. The browser has it; nothing is asked again."""

from email.message import Message

import structlog

from crawler.browser.base import Answered, Records, Tab
from drempel.errors import FetchError
from drempel.model.artefact import PageSource

MAX_CHARACTERS = 500_000
"""What is kept; a larger page is left out as a whole, for its end would look like a mistake."""

log = structlog.get_logger()


async def gather_source(tab: Tab) -> PageSource:
    """Return the source of the page itself, frames aside; takes some milliseconds."""
    try:
        text = await _source(tab)
    except FetchError as error:
        # A page that was put together by a script has none.
        log.debug("no_source", url=tab.url, reason=str(error.reason))
        return PageSource()
    return PageSource(text if len(text) <= MAX_CHARACTERS else "")


async def _source(tab: Tab) -> str:
    """Return the source from the browser's cache or, where the server forbids to keep it, from its answer."""
    try:
        tree = await tab.devtools("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]
        answer = await tab.devtools(
            "Page.getResourceContent", {"frameId": frame["id"], "url": frame["url"]}, timeout_s=5.0
        )
    except FetchError:
        answered = await tab.answer() if isinstance(tab, Records) else None
        if answered is None:
            raise
        return _decoded(answered)
    return "" if answer["base64Encoded"] else str(answer["content"])


def _decoded(answered: Answered) -> str:
    """Return the text of an answer in the encoding that it declares, else as UTF-8."""
    header = Message()
    header["content-type"] = next(
        (value for name, value in answered.headers.items() if name.lower() == "content-type"), ""
    )
    try:
        return answered.body.decode(header.get_content_charset("utf-8"), "replace")
    except LookupError:
        return answered.body.decode("utf-8", "replace")
