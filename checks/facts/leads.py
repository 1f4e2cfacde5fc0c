"""Where the links in the content of a page lead: pages that may belong to its service, and documents."""

from urllib.parse import urldefrag, urljoin

from checks.facts.page import Page
from drempel.model.facts import Lead

MAX_LEADS = 80
MAX_TEXT = 120
MAX_ADDRESS = 500


def leads_of(page: Page) -> tuple[Lead, ...]:
    """Return the addresses that the content links to, each once, without the page itself."""
    base = page.dom.base_url
    own = urldefrag(page.dom.url).url
    found: dict[str, Lead] = {}
    for link in page.links:
        if link.zone not in {"", "main", "aside"} or link.node.tag != "a" or not link.href:
            continue
        try:
            url = urldefrag(urljoin(base, link.href)).url
        except ValueError:
            continue
        if not url.startswith(("http://", "https://")) or url == own or len(url) > MAX_ADDRESS:
            continue
        if url not in found:
            found[url] = Lead(url, link.text[:MAX_TEXT], page.dom.selector(link.node))
            if len(found) == MAX_LEADS:
                break
    return tuple(found.values())
