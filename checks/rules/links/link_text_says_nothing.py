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
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LEVELS_UP = 5


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
    return plain in _phrases("thin") and not link.place


@cache
def _phrases(kind: str) -> frozenset[str]:
    source = files("checks").joinpath("data", "link_words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    return frozenset(phrase for language in LANGUAGES for phrase in table[language][kind])


def _context_says_something(dom: Dom, link: Node) -> bool:
    """Say whether the programmatically determined context of the link (WCAG 2.4.4) can explain it."""
    own = {link.index, *(node.index for node in link.descendants())}
    texts = [link.description, *(dom_text(dom, around, own) for around in _around(link))]
    texts += _header_cells(link)
    texts.append(_heading_above(link))
    return any(_has_content(text) for text in texts)


def _around(link: Node) -> Iterator[Node]:
    """Yield the elements whose text belongs to the link: its line, paragraph, list items and table cell."""
    yield link.block
    for node in link.ancestors:
        if node.tag in {"p", "li", "td", "th", "dd"} or node.role in {"listitem", "cell", "gridcell", "paragraph"}:
            yield node


def dom_text(dom: Dom, around: Node, without: set[int]) -> str:
    """Return the text in an element outside the link; of a bigger block only the link's own line."""
    is_line = around.tag not in {"p", "li", "td", "th", "dd"}
    pieces = (
        text
        for owner, shown, text in dom.pieces_below(around)
        if shown and owner.index not in without and not (is_line and owner.block != around)
    )
    return " ".join(pieces)


def _header_cells(link: Node) -> list[str]:
    """Return the header texts of the row and column that the link's table cell stands in."""
    cell = link.closest("td", "th")
    row = cell.parent if cell is not None else None
    table = cell.closest("table") if cell is not None else None
    if cell is None or row is None or table is None:
        return []
    column = [c for c in row.children if c.tag in {"td", "th"}].index(cell)
    headers = [c.visible_text for c in row.children if c.tag == "th" and c != cell]
    for other in table.select("tr"):
        cells = [c for c in other.children if c.tag in {"td", "th"}]
        # A header that spans several columns leaves fewer cells than columns in its row.
        above = cells[min(column, len(cells) - 1)] if cells else None
        if above is not None and above.tag == "th" and other != row:
            headers.append(above.visible_text)
    return headers


def _heading_above(link: Node) -> str:
    """Return the heading of the section that the link stands in, empty when none is near.

    A `h1` names the whole page and explains no single link. Source: WCAG technique H80.
    """
    inside = link
    for _, section in zip(range(_LEVELS_UP), link.ancestors, strict=False):
        if section.tag in {"main", "body", "html"} and inside.tag in {"main", "body"}:
            return ""
        before = [h for h in section.select(", ".join(_HEADINGS)) if h.index < link.index]
        if before:
            return before[-1].visible_text
        inside = section
    return ""


def _has_content(text: str) -> bool:
    words = _WORD.findall(text.casefold())
    return any(word not in _phrases("around") and len(word) > 1 for word in words)
