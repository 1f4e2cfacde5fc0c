"""Links right after one another that lead to the same address."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_BLOCKS = frozenset(
    {"body", "main", "nav", "section", "article", "header", "footer", "ul", "ol", "table", "tbody", "tr"}
)


@check(
    id="adjacent-links-same-target",
    title=N_("Two links beside each other lead to the same address"),
    repair=N_("Put the image and the text together in one link, and leave the alt text of the image empty."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"twice": N_("The link “{text}” leads to the same address as the link just before it.")},
)
def adjacent_links_same_target(dom: Dom) -> Iterator[Result]:
    """Yield one result per exposed link that comes right after another one."""
    before: Node | None = None
    for link in dom.select("a[href]"):
        href = link["href"]
        if not link.is_exposed or not link.is_visible or not _names_a_place(href):
            continue
        if before is not None and not before.holds(link) and _are_neighbours(dom, before, link):
            if href == before["href"] and link.get("target") == before.get("target"):
                yield failed(link, "twice", text=link.name or href)
            else:
                yield passed(link)
        before = link


def _names_a_place(href: str) -> bool:
    """Say whether a link leads somewhere; of a script nobody knows what it does."""
    return bool(href.strip(" #")) and not href.strip().lower().startswith("javascript:")


def _are_neighbours(dom: Dom, one: Node, other: Node) -> bool:
    """Say whether nothing but white space stands between two links of one small part of the page."""
    above = next((node for node in other.ancestors if node.holds(one)), None)
    if above is None:
        return False  # one of them stands in a frame
    if above.tag in _BLOCKS and other.parent is not above:
        return False
    between = dom.texts_between(one, other)
    return not any(text.strip() and owner is not one and not one.holds(owner) for owner, text in between)
