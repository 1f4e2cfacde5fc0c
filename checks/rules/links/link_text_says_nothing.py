"""Links whose text does not say where they lead, such as "klik hier" and "lees meer"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from checks.base import Ground, Result, cant_tell, check, failed, passed
from checks.link_words import ENDS, phrases, plain, says_nothing_alone
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_ONLY_SIGNS = re.compile(r"[\s.,:;…_*·•>»›→<«‹←|/–—-]+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
MAX_HEADERS = 200
"""Header cells of one table that are looked at."""

_THIS_ONE = re.compile(
    r"(?:dit|dat|deze|die|this|that|these|those|ce|cet|cette|ces|diese[rs]?)\s+[^\W\d_]+", re.IGNORECASE
)
"""A word that points at what was said before and one noun: alone it does not tell which one."""

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
        "lone-word": N_("Does the link text “{text}”, alone on its line, say where the link leads?"),
    },
    # Level A accepts that the sentence, list item or table cell around a link explains it; AAA does not.
    grounds={
        "in-context": Ground(Kind.BEYOND, Impact.MODERATE, ("wcag:2.4.9",), ("aizyf1",)),
        "lone-word": Ground(Kind.NORM, Impact.MODERATE, ("wcag:2.4.4",), ("5effbb",)),
    },
)
def link_text_says_nothing(dom: Dom) -> Iterator[Result]:
    """Yield one result per link with a name."""
    context = _Context(dom)
    for link in dom.with_role("link"):
        name = link.name.strip()
        if not name:
            continue  # axe-core's subject
        if not _says_nothing(name, link):
            if _THIS_ONE.fullmatch(name.strip(ENDS)) and context.explains(link):
                yield failed(link, "in-context", text=name)
            elif _is_lone_word_of_text_above(name, link):
                yield cant_tell(link, "lone-word", text=name)
            else:
                yield passed(link)
        elif context.explains(link):
            yield failed(link, "in-context", text=name)
        else:
            yield failed(link, "alone", text=name)


def _says_nothing(name: str, link: Node) -> bool:
    if _ONLY_SIGNS.fullmatch(name):
        return True
    if says_nothing_alone(name):
        return True
    return plain(name) in phrases("thin") and _MENUS.isdisjoint(link.place.split("/"))


def _is_lone_word_of_text_above(name: str, link: Node) -> bool:
    """Say whether a link is one word alone in its paragraph, taken from the paragraph above it."""
    word = name.casefold().strip(ENDS)
    line = link.parent
    if not word.isalpha() or line is None or line.tag not in {"p", "div"} or len(line.element) > 1:
        return False
    if line.own_text.strip(ENDS) or line.closest("li", "td", "th", "nav") is not None:
        return False
    above = line.previous_element()
    if above is None or above.tag != "p" or not _MENUS.isdisjoint(link.place.split("/")):
        return False
    return word in _WORD.findall(above.visible_text.casefold())


class _Context:
    """What stands around the links of one page; each part is read once, however many links it has."""

    def __init__(self, dom: Dom) -> None:
        self._dom = dom
        self._telling: dict[tuple[int, bool], list[Node]] = {}
        self._rows: dict[int, dict[str, set[Node | None]]] = {}
        self._headers: dict[int, list[Node]] = {}

    @cached_property
    def _headings(self) -> list[Node]:
        """Return the headings that do not name the whole page, in order."""
        return [h for h in self._dom.with_role("heading") if h.ax.get("level", 2) > 1]

    @cached_property
    def _links_by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for link in self._dom.with_role("link"):
            found.setdefault(link.name, []).append(link.index)
        return found

    def explains(self, link: Node) -> bool:
        """Say whether the programmatically determined context of the link (WCAG 2.4.4) can explain it."""
        return (
            _has_content(link.description)
            or self._has_text_around(link)
            or any(_has_content(header.visible_text) for header in self._header_cells(link))
            or _has_content(self._heading_above(link))
        )

    def _has_text_around(self, link: Node) -> bool:
        """Say whether its line, or the paragraph, list items and cell around it, tell something more."""
        wholes = [n for n in link.ancestors if n.tag in _WHOLE_TAGS or n.role in _WHOLE_ROLES]
        parts = [(link.block, True), *((whole, False) for whole in wholes)]
        return any(
            owner != link and not link.holds(owner)
            for part, is_line in parts
            for owner in self._telling_in(part, is_line=is_line)
        )

    def _telling_in(self, part: Node, *, is_line: bool) -> list[Node]:
        """Return the elements below a part whose own text has words that tell something."""
        key = part.index, is_line
        if key not in self._telling:
            self._telling[key] = [
                owner
                for owner, shown, text in self._dom.pieces_below(part)
                if shown and _has_content(text) and (not is_line or owner.block == part)
            ]
        return self._telling[key]

    def _header_cells(self, link: Node) -> Iterator[Node]:
        """Yield the header cells of the row and column that the link's table cell stands in."""
        cell, table = link.closest("td", "th"), link.closest("table")
        if cell is None or cell.parent is None or table is None:
            return
        column = _cells_beside(cell).index(cell)
        # A column header above the same link in several rows does not tell which row.
        is_in_many_rows = len(self._rows_with(table).get(link.name, ())) > 1
        for header in self._headers_of(table):
            beside = _cells_beside(header)
            at = beside.index(header)
            # A header that spans several columns leaves fewer cells than columns in its row.
            is_above = at == column or (column > at == len(beside) - 1)
            is_of_column = header.get("colspan", "1").strip() in {"", "1"} and not is_in_many_rows
            if header != cell and ((is_above and is_of_column) or header.parent == cell.parent):
                yield header

    def _headers_of(self, table: Node) -> list[Node]:
        if table.index not in self._headers:
            self._headers[table.index] = table.select("th")[:MAX_HEADERS]
        return self._headers[table.index]

    def _rows_with(self, table: Node) -> dict[str, set[Node | None]]:
        """Return for each name of a link the rows of the table with such a link in a data cell."""
        if table.index not in self._rows:
            rows: dict[str, set[Node | None]] = {}
            for link in table.select("a[href]"):
                if (cell := link.closest("td")) is not None:
                    rows.setdefault(link.name, set()).add(cell.parent)
            self._rows[table.index] = rows
        return self._rows[table.index]

    def _heading_above(self, link: Node) -> str:
        """Return the heading of the section that the link stands in, empty when it explains nothing.

        A `h1` names the whole page and explains no single link; neither does a heading above several links
        with the same text. Source: WCAG technique H80.
        """
        at = bisect_left(self._headings, link.index, key=lambda heading: heading.index) - 1
        if at < 0 or self._headings[at].place != link.place:
            return ""
        heading = self._headings[at]
        alike = self._links_by_name.get(link.name, [])
        before = bisect_left(alike, link.index) - 1
        return "" if before >= 0 and alike[before] > heading.index else heading.name


def _cells_beside(cell: Node) -> list[Node]:
    row = cell.parent
    return [c for c in row.children if c.tag in {"td", "th"}] if row is not None else [cell]


def _has_content(text: str) -> bool:
    words = _WORD.findall(text.casefold())
    return any(word not in phrases("around") and len(word) > 1 for word in words)
