"""Read the accessibility statement of a site that stands in a document, at the end of its scan.

Pages are seen as they come; a document is none. Only where no page holds a statement, and a page links to a
document as one, that is asked for: once, through guard, robots.txt and the host's turn.
"""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from checks.facts.statement import read_text
from crawler.politeness import TurnRefused
from drempel.errors import FetchError
from drempel.model.statement_seen import StatementSeen
from drempel.reading.base import MAX_BYTES, Unreadable
from drempel.reading.source import read_answer
from drempel.workshop import Workshop
from storage import Store

log = structlog.get_logger()


async def read_statement_document(
    store: Store, scan_id: str, shop: Workshop, day: date, *, obey_robots: bool, stop: asyncio.Event
) -> None:
    """Keep the statement in a document with the page that links to it, where there is one to read."""
    found = await asyncio.to_thread(_link, store, scan_id)
    if found is None or stop.is_set():
        return
    page_url, url, seen = found
    try:
        rules = await shop.robots.for_url(url, stop)
        if obey_robots and (refusal := rules.refusal(url)):
            raise FetchError(*refusal, permanent=True)
        answer = await shop.gate.errand(url, lambda: shop.fetcher.get(url, max_bytes=MAX_BYTES), stop=stop)
        if answer.status >= 400:
            return
        document = await asyncio.to_thread(
            read_answer, answer.body, answer.media_type or "application/pdf", url
        )
    except (FetchError, TurnRefused, Unreadable) as error:
        log.info("statement_document_failed", url=url, reason=str(error))
        return
    parts = urlsplit(url)
    said = read_text(document.text, day, parts.hostname or "", Path(parts.path).stem.replace("-", " "))
    if said is not None:
        read = replace(seen, statement=said, day=day.isoformat(), document=url)
        await asyncio.to_thread(store.keep_artefact, scan_id, page_url, read)


def _link(store: Store, scan_id: str) -> tuple[str, str, StatementSeen] | None:
    """Return a page with a link to a document of this site, `None` where a page holds a statement."""
    best: tuple[str, str, StatementSeen] | None = None
    for page in store.report_source(scan_id, (), ()).seen_pages(StatementSeen):
        seen = page.get(StatementSeen)
        if seen is None:
            continue
        if seen.statement is not None:
            return None
        if best is None and seen.link is not None and seen.link.is_pdf and not seen.leads_elsewhere:
            best = page.url, seen.link.url, seen
    return best
