"""Links whose text does not say where they lead, such as "klik hier" and "lees meer"."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from checks.base import Ground, Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

LANGUAGES = ("nl", "fr", "en")
_ENDS = " \t\n.:;,!?…-–—>»›→<«‹←·•*\"'“”‘’()[]|"
_ONLY_DOTS = re.compile(r"[\s.,:;…_*·•-]+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
MAX_HEADERS = 200
"""Header cells of one table that are looked at."""

_MENUS = frozenset({"nav", "header", "footer"})
_WHOLE_TAGS = frozenset({"p", "li", "td", "th", "dd"})
_WHOLE_ROLES = frozenset({"paragraph", "listitem", "cell", "gridcell"})


@check(
    id="link-text-says-nothing",
    title=N_("Link text does not say where the link leads"),
    repair=N_("Write in the link text where it leads, so that it makes sense without the rest of the page."),
    requirements=("wcag:2.4.4", "wcag:2.4.9"),
    act=("5effbb", "aizyf1"),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "alone": N_("The link text “{text}” does not say where the link leads, and nothing around it does."),
        "in-context": N_("The link text “{text}” only makes sense together with the text around it."),
    },
    # Level A accepts that the sentence, list item or table cell around a link explains it; AAA does not.
    grounds={"in-context": Ground(Kind.BEYOND, Impact.MODERATE, ("wcag:2.4.9",), ("aizyf1",))},
)
def link_text_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per link with a name."""
    for link in dom.with_role("link"):
        name = link.name.strip()
        if not name:
            continue  # axe-core's subject
        if not _says_nothing(name, link):
            yield passed(link)
        elif _context_says_something(dom, link):
            yield failed(link, "in-context", text=name)
        else:
            yield failed(link, "alone", text=name)


def _says_nothing(name: str, link: Node) -> bool:
    if _ONLY_DOTS.fullmatch(name):
        return True
    plain = name.casefold().replace("’", "'").strip(_ENDS)
    if plain in _phrases("bare"):
        return True
    return plain in _phrases("thin") and _MENUS.isdisjoint(link.place.split("/"))


@cache
def _phrases(kind: str) -> frozenset[str]:
    source = files("checks").joinpath("data", "link_words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    return frozenset(phrase for language in LANGUAGES for phrase in table[language][kind])


def _context_says_something(dom: Dom, link: Node) -> bool:
    """Say whether the programmatically determined context of the link (WCAG 2.4.4) can explain it."""
    texts = [link.description, *_around(dom, link), *_header_cells(link), _heading_above(dom, link)]
    return any(_has_content(text) for text in texts)


def _around(dom: Dom, link: Node) -> Iterator[str]:
    """Yield the texts that belong to the link: its line, and the paragraph, list items and cell around it."""
    own = {link.index, *(node.index for node in link.descendants())}
    line = link.block
    yield " ".join(
        text
        for owner, shown, text in dom.pieces_below(line)
        if shown and owner.index not in own and owner.block == line
    )
    for node in link.ancestors:
        if node.tag in _WHOLE_TAGS or node.role in _WHOLE_ROLES:
            yield " ".join(
                text for owner, shown, text in dom.pieces_below(node) if shown and owner.index not in own
            )


def _header_cells(link: Node) -> list[str]:
    """Return the header texts of the row and column that the link's table cell stands in."""
    cell = link.closest("td", "th")
    table = link.closest("table")
    if cell is None or cell.parent is None or table is None:
        return []
    column = _cells_beside(cell).index(cell)
    headers = []
    for header in table.select("th")[:MAX_HEADERS]:
        beside = _cells_beside(header)
        at = beside.index(header)
        # A header that spans several columns leaves fewer cells than columns in its row.
        is_above = at == column or (column > at == len(beside) - 1)
        if header != cell and (is_above or header.parent == cell.parent):
            headers.append(header.visible_text)
    return headers


def _cells_beside(cell: Node) -> list[Node]:
    row = cell.parent
    return [c for c in row.children if c.tag in {"td", "th"}] if row is not None else [cell]


def _heading_above(dom: Dom, link: Node) -> str:
    """Return the heading of the section that the link stands in, empty when it explains nothing.

    A `h1` names the whole page and explains no single link; neither does a heading above several links
    with the same text. Source: WCAG technique H80.
    """
    above = [h for h in dom.with_role("heading") if h.index < link.index and h.ax.get("level", 2) > 1]
    if not above or above[-1].place != link.place:
        return ""
    heading = above[-1]
    same = (other for other in dom.with_role("link") if other.name == link.name and other != link)
    return "" if any(heading.index < other.index < link.index for other in same) else heading.name


def _has_content(text: str) -> bool:
    words = _WORD.findall(text.casefold())
    return any(word not in _phrases("around") and len(word) > 1 for word in words)
