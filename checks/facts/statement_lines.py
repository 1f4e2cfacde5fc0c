"""The lines of a statement: from a page, or from the text of a document; all that the readers look at.

A line is what stands between two breaks: a heading, a paragraph, a point of a list, a cell. What is folded
away (an accordion, a tab) counts; what no visitor can reach does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from checks.facts.folded import INLINE, folds_of
from checks.facts.statement_words import pattern
from drempel.dom import Dom, Node, fold

_INLINE = INLINE - {"button"}
"""A button with words in it stands alone: it opens what is below it."""
_UNREAD = frozenset({
    "head", "noscript", "option", "script", "select", "style", "svg", "template", "textarea", "title",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", "u", "font"})
_CHROME_ROLES = frozenset(
    {"banner", "contentinfo", "navigation", "complementary", "search", "dialog", "alertdialog"}
)
_CHROME_TAGS = frozenset({"nav", "footer", "dialog"})
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:site-?|page-?|main-?|global-?)?(?:header|footer|masthead|colophon|breadcrumbs?|navbar"
    r"|menu|top-?(?:bar|nav)?|foot|bottom|"
    r"cookie-?\w*)(?:$|[\s_-](?:wrapper|container|inner|region|bar))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–—•·*▪●]\s+|\*|(?:\d{1,2}|[a-z])[.)]\s+)", re.IGNORECASE)
_TYPED_POINT = re.compile(r"[-–•·*▪●✗✘❌]\s*(?=\w)|\d{1,2}[.)]\s+(?=\w)")
_NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)]|[IVX]+\.)\s+", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ASKS_MORE = re.compile(
    r"\b(?:voor|op|via|naar|aan|of|en|van|à|au|sur|ou|et|to|for|(?:web)?site)$", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S+@\S+|www\.|https?:", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]\.[a-z]{2,}", re.IGNORECASE)
_BROKEN_ADDRESS = re.compile(r"(?:www\.|https?://|@)[\w./-]*-$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:pagina|page|blz\.?)?\s*\d+(?:\s*(?:van|/|of|sur)\s*\d+)?", re.IGNORECASE)

BOLD_LEVEL, TERM_LEVEL = 7, 8
_HEADING_CLASS = re.compile(
    r"h([1-6])|(?:[\w-]+[-_])?(?:heading|subtitle|title|kop|titel|tussentitel)|(?:[\w-]+__|field-+)label"
)
_CAPITALS = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý' -]{5,60}[?:]?")
"""A line in capitals only, as "NIET-TOEGANKELIJKE INHOUD": a heading that is only typed."""
_FULL_LINE, _FILLED, _AMPLE = 50, 0.72, 0.75
MOST_LINES = 4_000
"""Lines of a page that are looked at; the longest statements have a tenth of this."""
MOST_IN_LINE = 20_000
"""Characters of a line that are looked at: a whole statement in one paragraph has less."""
_MOST_ADDRESS = 300
_MOST_HEADING = 110
_MOST_IN_CELL = 3
_MOST_TERM = 70


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `level` is 1 to 6 for a heading, 7 for one in bold only, 8 for a term or row header, else 0.

    `item` numbers the point of a list or the row of a table that the line belongs to, at the highest level.
    `ids` are the ids of the elements around it.
    """

    text: str
    level: int = 0
    item: int | None = None
    is_row: bool = False
    is_chrome: bool = False
    ids: frozenset[str] = frozenset()
    links: tuple[tuple[str, str], ...] = ()
    has_form: bool = False
    node: Node | None = None

    @property
    def selector(self) -> str:
        """Return where the line stands on the page; empty in a document."""
        return self.node.pointer().selector if self.node is not None else ""


def bare(text: str) -> str:
    """Return a text without bullet or number before it."""
    return _BULLET.sub("", _NUMBERED_HEADING.sub("", text)).strip()


def lines_of_page(dom: Dom) -> list[Line]:
    """Return the lines of a page in document order."""
    reachable = _Reach(dom)
    breaks = {dom.first_piece_after(node) for node in dom.select("br")}
    lines: list[Line] = []
    texts: list[str] = []
    owners: list[Node] = []
    owners_of: list[Node] = []
    block: Node | None = None

    def close() -> None:
        text = plain("".join(texts))[:MOST_IN_LINE]
        if text and block is not None:
            if asked := _asked_in_bold(texts, owners_of, block):
                lines.append(
                    replace(_line(asked, block, owners, reachable), level=BOLD_LEVEL, item=None, links=())
                )
                text = text[len(asked) :].strip()
            line = _line(text, block, owners, reachable)
            if line.item is None and not line.level and _TYPED_POINT.match(text) and not _names_reason(text):
                # "- de kaart", with a break after it, is a point of a list that is only typed.
                line = replace(line, item=-1 - len(lines))
            lines.append(line)
        texts.clear()
        owners.clear()
        owners_of.clear()

    for number, (owner, shown, text) in enumerate(dom.pieces()):
        if len(lines) >= MOST_LINES:
            break
        if number in breaks:
            close()
        if not reachable.is_read(owner, shown=shown):
            continue
        here = _block(owner)
        if here != block:
            close()
            block = here
        texts.append(_machine_date(owner) or text)
        owners_of.append(owner)
        if text.strip():
            owners.append(owner)
    close()
    return _with_forms(dom, lines)


def _asked_in_bold(texts: list[str], owners: list[Node], block: Node) -> str:
    """Return the question in bold with which a paragraph begins and that the rest answers; empty for none."""
    bold = list(
        takewhile(lambda one: not one[0].strip() or _is_bold(one[1], block), zip(texts, owners, strict=True))
    )
    asked = plain("".join(text for text, _ in bold))
    is_short = 0 < len(asked) <= _MOST_HEADING and asked.endswith("?")
    is_answered = len(asked) < len(plain("".join(texts)))
    is_paragraph = block.tag in {"p", "div"} and block.closest("li", "td", "dd") is None
    return asked if is_short and is_answered and is_paragraph else ""


def plain(text: str) -> str:
    """Return a text with single spaces, straight apostrophes and no soft hyphens."""
    return fold(text.replace("\u00ad", "").replace("’", "'").replace("‘", "'").replace("\u00a0", " "))


def _machine_date(owner: Node) -> str:
    """Return the day in `<time datetime>`: what it shows may be "vorige maand"."""
    found = _ISO_DAY.match(owner.get("datetime")) if owner.tag == "time" else None
    return found[0] if found else ""


class _Reach:
    """Says which texts a visitor can get to see."""

    def __init__(self, dom: Dom) -> None:
        self._folds = folds_of(dom)
        self._read: dict[int, bool] = {}
        self._chrome: dict[int, bool] = {}

    def is_read(self, owner: Node, *, shown: bool) -> bool:
        if owner.index not in self._read:
            self._read[owner.index] = not any(node.tag in _UNREAD for node in (owner, *owner.ancestors)) and (
                shown or self._folds.opens(owner)
            )
        return self._read[owner.index]

    def is_chrome(self, node: Node) -> bool:
        """Say whether an element is in the header, a menu, the footer or a dialog."""
        if node.index not in self._chrome:
            above = node.parent
            self._chrome[node.index] = _is_chrome(node) or (above is not None and self.is_chrome(above))
        return self._chrome[node.index]


def _is_chrome(node: Node) -> bool:
    if node.tag in {"html", "body", "main", "article", "h1", "h2"}:
        return False
    if node.role in _CHROME_ROLES or node.get("role") in _CHROME_ROLES or node.tag in _CHROME_TAGS:
        return node.closest("article", "main") is None or node.tag == "nav"
    if node.tag in {"vl-header", "vl-footer"}:
        return True
    names = f"{node.get('id')} {node.get('class')}".strip()
    return (
        node.tag in {"div", "ul", "section"}
        and bool(names and _CHROME_NAMES.search(names))
        and not node.select("h1")
    )


def _block(owner: Node) -> Node:
    for node in (owner, *owner.ancestors):
        display = node.style("display")
        if node.tag not in _INLINE and not (display.startswith("inline") and "-" not in display):
            return node
    return owner.dom.root


def _line(text: str, block: Node, owners: list[Node], reach: _Reach) -> Line:
    above = (block, *block.ancestors)
    item = next((node for node in reversed(above) if _is_point(node)), None)
    # The row of a table that lays out a page is none.
    row = next((n for n in reversed(above) if n.tag == "tr" and not _lays_out(n)), None)
    if row is not None and not row.select("td"):
        # Headers.
        row = None
    links = {node.index: node for owner in owners for node in (owner, *owner.ancestors) if node.tag == "a"}
    return Line(
        text=text,
        level=_level(text, block, above, owners),
        item=item.index if item is not None else row.index if row is not None else None,
        is_row=item is None and row is not None,
        is_chrome=reach.is_chrome(block),
        ids=frozenset(name for node in above if (name := node.get("id"))),
        links=tuple((plain(node.text), node.get("href").strip()) for node in links.values()),
        node=block,
    )


def _lays_out(node: Node) -> bool:
    """Say whether a cell or row holds a page, and is no data."""
    return bool(node.select("h1, h2, h3, table")) or len(node.select("p")) > _MOST_IN_CELL * max(
        1, len(node.select("td"))
    )


def _is_point(node: Node) -> bool:
    """Say whether an element is a point of a list, and not one that only names the reason for those in it."""
    if node.tag != "li" and node.get("role") != "listitem":
        return False
    around = node.parent
    if around is None or not around.select("ul, ol"):
        return True
    inner = node.select("ul, ol")
    name = plain(node.text).removesuffix(plain(inner[0].text) if inner else "").strip(" .:")
    return not _names_reason(name)


def _names_reason(text: str) -> bool:
    """Say whether a short text is the name of a reason, under which points stand."""
    found = (pattern("sections", reason).search(bare(text)) for reason in ("breach", "burden", "outside"))
    return len(text) <= _MOST_HEADING and any(one is not None and one.start() <= 25 for one in found)


def _level(text: str, block: Node, above: tuple[Node, ...], owners: list[Node]) -> int:
    for node in above[:4]:
        if node.tag in _HEADINGS:
            return _HEADINGS[node.tag]
        if node.role == "heading" and node != above[-1]:
            return int(node.ax.get("level") or 2)
        if node.tag == "summary":
            return BOLD_LEVEL
        if node.tag == "dt" or (node.tag == "th" and node.parent is not None and node.parent.select("td")):
            return TERM_LEVEL
        if node.tag == "button" and ("aria-controls" in node or "aria-expanded" in node):
            return BOLD_LEVEL
        if node.tag == "td" and _is_name_of_value(node) and len(text) <= _MOST_TERM:
            return TERM_LEVEL
        if node.tag == "td" and len(node.select("p")) > _MOST_IN_CELL:
            # A table that lays out the page.
            continue
        if node.tag in {"li", "td", "dd"}:
            return 0
    if len(text) <= _MOST_HEADING and (level := _level_by_class(block)):
        return level
    if _CAPITALS.fullmatch(text):
        return BOLD_LEVEL
    if len(text) <= _MOST_HEADING and owners and all(_is_bold(owner, block) for owner in owners):
        return BOLD_LEVEL if not text.endswith(".") else 0
    return 0


def _is_name_of_value(cell: Node) -> bool:
    """Say whether a cell is the first of two in a table without headers, in which every row is a pair."""
    row, table = cell.parent, cell.closest("table")
    if row is None or table is None or table.select("th"):
        return False
    rows = [one.select("td") for one in table.select("tr")]
    return (
        len(rows) > 1
        and all(len(cells) == 2 for cells in rows)
        and row.select("td")[0] == cell
        and all(0 < len(plain(cells[0].text)) <= _MOST_TERM for cells in rows)
    )


def _level_by_class(block: Node) -> int:
    """Return the level that the class of a block names: `h2`, `title`, `section-heading`; 0 for none."""
    for name in block.get("class").lower().split():
        if found := _HEADING_CLASS.fullmatch(name):
            return int(found[1]) if found[1] else BOLD_LEVEL
    return 0


def _is_bold(owner: Node, block: Node) -> bool:
    for node in (owner, *owner.ancestors):
        if node == block:
            return False
        if node.tag in _BOLD:
            return True
    return False


def _with_forms(dom: Dom, lines: list[Line]) -> list[Line]:
    """Mark the first line in each form with a field to write in: search boxes are no way to report."""
    starts = [
        form
        for form in dom.select("form")
        if form.select("textarea")
        or len(form.select("input[type=text], input[type=email], input:not([type])")) > 1
    ]
    for form in starts:
        at = next(
            (
                n
                for n, line in enumerate(lines)
                if line.node is not None and (line.node == form or form.holds(line.node))
            ),
            None,
        )
        if at is not None:
            lines[at] = replace(lines[at], has_form=True)
    return lines


# -- documents


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a document's text: lines that were only broken to fit the paper are joined."""
    joined = islice(_joined(text), MOST_LINES)
    return [_text_line(number, one[:MOST_IN_LINE]) for number, one in enumerate(joined)]


def _joined(text: str) -> Iterator[str]:
    waiting, last = "", ""
    raw_lines = text.replace("\r", "").split("\n")
    lengths = sorted(len(raw.strip()) for raw in raw_lines if raw.strip())
    # The widest lines show how wide the paper is; one in twenty may stick out.
    full = max(_FULL_LINE, round(_FILLED * lengths[int(len(lengths) * 0.95)])) if lengths else _FULL_LINE
    for raw in raw_lines:
        line = plain(raw)
        if _PAGE_NUMBER.fullmatch(line):
            continue
        if waiting and line and not _starts_anew(last, line, full):
            if len(waiting) < MOST_IN_LINE:
                # An address that was broken at its hyphen.
                glue = "" if _BROKEN_ADDRESS.search(waiting[-_MOST_ADDRESS:]) else " "
                waiting = f"{waiting}{glue}{line}"
        else:
            if waiting:
                yield waiting
            waiting = line
        last = line
    if waiting:
        yield waiting


def _starts_anew(before: str, line: str, full: int) -> bool:
    """Say whether a line begins something new; `full`: characters of a line that fills the paper."""
    if _BULLET.match(line):
        return True
    if _ADDRESS.match(line):
        return not _ASKS_MORE.search(before)
    if numbered := _NUMBERED_HEADING.match(line):
        # "7 december" is no heading, "7. Contact" and "7 Contact" are.
        return numbered[0].strip()[-1] in ".)" or not line[numbered.end()].islower()
    if line[0].islower():
        # A point without its bullet, where there was ample room above.
        return len(before) < full * _AMPLE and before[-1] != "-"
    # A line that fills the paper goes on below, if only no sentence ended there.
    return len(before) < full or before[-1] in ".:;!?"


def _text_line(number: int, text: str) -> Line:
    is_bullet = bool(_BULLET.match(text))
    looks_like_heading = len(text) <= 80 and text[-1] not in ".,;" and not re.search(r"[@\d]{2}", bare(text))
    looks_like_heading = looks_like_heading and not _HOST.search(text)
    numbered = bool(_NUMBERED_HEADING.match(text))
    if looks_like_heading and (not is_bullet or numbered) and len(bare(text).split()) <= 9:
        return Line(text, level=BOLD_LEVEL, item=number if is_bullet else None)
    return Line(text, item=number if is_bullet else None)
