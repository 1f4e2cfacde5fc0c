"""Read a document on the web: through the guard, like every other request."""

import os

from crawler import user_agent
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.proxy import GuardProxy
from crawler.upstream import chosen
from crawler.urls import host_key
from drempel.i18n import N_
from drempel.reading.base import MAX_BYTES, Document, Unreadable
from drempel.reading.source import read_answer
from drempel.settings import Settings


async def read_address(url: str, settings: Settings, *, allow_private: bool = False) -> Document:
    """Return the document at an address; raises `Unreadable` or `FetchError`."""
    guard = Guard(frozenset({host_key(url)}) if allow_private else frozenset())
    proxy = GuardProxy(guard, upstream=chosen(settings.network.upstream_proxy, os.environ))
    address = await proxy.start()
    try:
        async with Fetcher(address.url, user_agent(settings.crawler.user_agent_contact)) as fetcher:
            answer = await fetcher.get(url, max_bytes=MAX_BYTES)
    finally:
        await proxy.aclose()
        guard.close()
    if answer.status >= 400:
        raise Unreadable(
            N_("The server has no page at “{file}” (answer {status})."), file=url, status=answer.status
        )
    return read_answer(answer.body, answer.media_type, url)
