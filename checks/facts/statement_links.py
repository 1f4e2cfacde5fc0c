"""Links on a page that lead to an accessibility statement, and how clear their names are."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from checks.facts.statement_lines import lines_of_page, plain
from checks.facts.statement_owner import own_host, site_of
from checks.facts.statement_parts import is_loose_title, is_title
from checks.facts.statement_words import pattern
from drempel.dom import Dom, Node
from drempel.model.statement import Evidence, StatementLink

_OTHER_SUBJECT = re.compile(r"anysurfer|w3\.org|toegankelijkvlaanderen|/gebouw", re.IGNORECASE)
_ABOUT = re.compile(r"\bhoe\b|verplicht|nieuws|lees meer|how to|comment ", re.IGNORECASE)
_STARTS = re.compile(r"\W*(?:web)?(?:toegankelijk|accessib|barrierefrei)", re.IGNORECASE)
_LIKELY_PART = re.compile(r"toegankelijk|accessib|barrierefrei", re.IGNORECASE)
_LIKELY_END = re.compile(r"/(?:toegankelijkheid|accessibilit[ey]|barrierefreiheit)/?$", re.IGNORECASE)
LIKELY_PATH = re.compile(
    r"toegankelijkheids?-?verklaring|declaration-?(?:d-?)?accessibilite|accessibility-?statement",
    re.IGNORECASE,
)
_FEWEST = 2
"""Links of a site around the content, below which it cannot be said that there is none to the statement."""


def statement_links(dom: Dom) -> list[StatementLink]:
    """Return the links to a statement, the clear ones first, else in document order."""
    found = [link for node in dom.select("a[href]") if (link := _link(node, dom)) is not None]
    return sorted(found, key=lambda link: not link.is_clear)


def _link(node: Node, dom: Dom) -> StatementLink | None:
    href = node.get("href").strip()
    if not href or href.startswith(("#", "mailto:", "tel:", "javascript:")) or _OTHER_SUBJECT.search(href):
        return None
    text = plain(node.name or node.get("aria-label") or node.text)
    if not text or len(text) > 120:
        return None
    is_clear = pattern("title", "exact").search(text) is not None and not _ABOUT.search(text)
    is_around = node.closest("header", "footer", "nav") is not None
    is_vague = (
        pattern("title", "vague").fullmatch(text.strip(" .:!")) is not None
        or (is_around and len(text) < 50 and (is_loose_title(text) or _is_loose_name(text, href)))
        or (_LIKELY_END.search(urlsplit(href).path) is not None and node.closest("footer") is not None)
        or (not is_clear and LIKELY_PATH.search(urlsplit(href).path) is not None)
    )
    if not (is_clear or is_vague):
        return None
    url = urljoin(dom.base_url, href)
    is_pdf = urlsplit(url).path.lower().endswith(".pdf") or "(pdf" in text.lower()
    return StatementLink(text, url, is_clear, is_pdf, Evidence(text, node.pointer().selector))


def _is_loose_name(text: str, href: str) -> bool:
    """Say whether a name begins with "toegankelijk" and leads to such a page: "Toegankelijk voor u"."""
    return (
        _STARTS.match(text) is not None
        and _LIKELY_PART.search(urlsplit(href).path) is not None
        and not pattern("title", "building").search(f"{text} {href}")
    )


def link_name(dom: Dom, links: Sequence[StatementLink]) -> str | None:
    """Return `clear`, `vague` or `none`; `None` where the page shows no menus or footer to look in."""
    if links:
        return "clear" if links[0].is_clear else "vague"
    around = {url for line in lines_of_page(dom) if line.is_chrome for _, url in line.links}
    return "none" if len(around) >= _FEWEST else None


def leads_elsewhere(link: StatementLink, dom: Dom) -> bool:
    """Say whether a link goes to the site of another body. Of a file every host is another than its own."""
    host = urlsplit(link.url).hostname or ""
    here = own_host(dom) or urlsplit(dom.base_url).hostname or ""
    return bool(host) and site_of(host) != site_of(here)


def found_by(links: Sequence[StatementLink], dom: Dom) -> str | None:
    """Return what the links of a page that is no statement say: `pdf`, `other domain`, `no`, or `None`.

    `None` where a link leads on within the site, so that one has to go and look.
    """
    clear = [link for link in links if link.is_clear or LIKELY_PATH.search(urlsplit(link.url).path)]
    if any(link.is_pdf and not leads_elsewhere(link, dom) for link in clear):
        return "pdf"
    if clear and all(leads_elsewhere(link, dom) for link in clear):
        return "pdf" if all(link.is_pdf for link in clear) else "other domain"
    if any(is_title(plain(node.text)) for node in dom.select("h1, h2")) and any(
        urlsplit(node.get("href")).path.lower().endswith(".pdf") for node in dom.select("a[href]")
    ):
        return "pdf"
    here = dom.url.partition("#")[0]
    heads = {plain(node.text).casefold() for node in dom.select("h1")}
    # A menu also names the page on which one is.
    onward = [
        link for link in links if link.url.partition("#")[0] != here and link.text.casefold() not in heads
    ]
    return None if onward else "no"
