"""What a page shows of the accessibility statement of its site: the statement itself, or the way to it."""

from datetime import date

import structlog

from checks.facts.statement import read_page
from checks.facts.statement_lines import plain
from checks.facts.statement_links import leads_elsewhere, link_name, statement_links
from checks.facts.statement_parts import is_title
from drempel.dom import Dom, Node
from drempel.model.statement_seen import StatementSeen

log = structlog.get_logger()

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def statement_seen(dom: Dom, day: date) -> StatementSeen:
    """Return the statement of a page and its link to one; of a document that is no HTML nothing is known."""
    if not dom.is_html:
        return StatementSeen()
    try:
        links = statement_links(dom)
        said = read_page(dom, day)
        return StatementSeen(
            statement=said,
            day=day.isoformat() if said is not None else "",
            link=links[0] if links else None,
            link_name=link_name(dom, links),
            leads_elsewhere=bool(links) and leads_elsewhere(links[0], dom),
        )
    except Exception as error:  # what a page says of a statement is one unit of work
        log.error("statement_broke", url=dom.url, error=type(error).__name__, exc_info=error)
        return StatementSeen()


def title_of(dom: Dom) -> Node:
    """Return the heading of the statement on a page, else its first heading, else the page."""
    heads = [node for node in dom.with_role("heading") if node.tag in _HEADINGS]
    named = (node for node in heads if is_title(plain(node.text)))
    return next(named, next((node for node in heads if node.tag == "h1"), dom.root))


def place_of(dom: Dom, seen: StatementSeen, field: str) -> Node:
    """Return the element that says a field of the statement, else its heading."""
    said = seen.on_page
    evidence = said.evidence.get(field) if said is not None else None
    if evidence is None or not evidence.selector:
        return title_of(dom)
    # Frame and shadow steps of a selector are no CSS.
    last = evidence.selector.rpartition(" >>> ")[2]
    found = (node for node in dom.select(last) if node.pointer().selector == evidence.selector)
    return next(found, title_of(dom))
