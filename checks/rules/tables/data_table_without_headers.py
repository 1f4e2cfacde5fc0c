"""Tables of data without header cells: a screen reader cannot say what a number is about.

`failed` where the first row is marked as header to the eye only, by bold letters or a colour of its own (WCAG
failure F91). A table of figures without such a row gets a question. Tables that the browser takes for layout
are left out.
"""

import re
from collections.abc import Iterator, Sequence

from checks.base import Result, cant_tell, check, failed, passed
from checks.tables import Table, data_tables
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

MAX_HEADER = 60
"""Characters of a cell that may be a header; longer text is content."""

MIN_ROWS_TO_ASK = 3
_LAYOUT = "h1, h2, h3, h4, h5, h6, ul, ol, dl, form, [role=heading]"
"""What cells of data seldom hold."""

_BOLD = 600
_FIGURE = re.compile(r"[\s€$£%+\-–—.,:/()]*\d[\d\s€$£%+\-–—.,:/()]*(?:\w{1,4}\.?)?")


@check(
    id="data-table-without-headers",
    title=N_("Table of data has no header cells"),
    repair=N_("Turn the titles of the columns and rows into header cells (th with scope)."),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:td-has-header",),
    messages={
        "looks": N_(
            "The first row looks like a row of headers (“{header}”), but its cells are ordinary cells."
        ),
        "figures": N_(
            "This table has figures and no header cells. Are there titles for its rows or columns?"
        ),
    },
)
def data_table_without_headers(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible data table with at least two rows and two columns."""
    for table in data_tables(dom):
        rows = [row for row in table.rows if row]
        if len(rows) < 2 or min(map(len, rows[:2])) < 2 or not table.node.is_visible:
            continue
        if any(cell.is_header for cell in table.cells) or table.node.select("th, table, [headers]"):
            # A header that the browser does not take for one, or a table for layout: not this problem.
            if any(cell.is_header for cell in table.cells):
                yield passed(table.node)
        elif table.node.select(_LAYOUT):
            continue  # columns of a page rather than data
        elif _looks_like_headers(rows):
            yield failed(table.node, "looks", header=rows[0][0].visible_text or rows[0][1].visible_text)
        elif len(rows) >= MIN_ROWS_TO_ASK and _is_of_figures(table):
            yield cant_tell(table.node, "figures")


def _looks_like_headers(rows: Sequence[Sequence[Node]]) -> bool:
    """Say whether the first row, and no other, is marked as a whole to the eye."""
    first, others = rows[0], rows[1:]
    texts = [cell.visible_text for cell in first]
    if not all(0 < len(text) <= MAX_HEADER for text in texts[1:]) or len(texts[0]) > MAX_HEADER:
        return False
    if all(map(_is_bold, (cell for cell in first if cell.visible_text))):
        return not any(all(map(_is_bold, row)) for row in others)
    if len(rows) < MIN_ROWS_TO_ASK:
        return False  # two rows of two colours may as well be stripes
    colours = {_background(cell) for cell in first}
    plain = {_background(cell) for row in others for cell in row}
    return len(colours) == 1 and not colours & plain and len(plain) <= 2


def _is_bold(cell: Node) -> bool:
    pieces = [owner for owner, shown, text in cell.dom.pieces_below(cell) if shown and text.strip()]
    return bool(pieces) and all(_weight(owner) >= _BOLD for owner in pieces)


def _weight(node: Node) -> int:
    weight = node.style("font-weight")
    return int(weight) if weight.isdigit() else 400


def _background(cell: Node) -> str:
    """Return the colour behind a cell, its own or that of its row or head."""
    for node in (cell, *cell.ancestors):
        if node.role in {"table", "grid", "treegrid"}:
            break
        colour = node.style("background-color")
        if colour and colour not in {"transparent", "rgba(0, 0, 0, 0)"}:
            return colour
    return ""


def _is_of_figures(table: Table) -> bool:
    """Say whether at least half of the cells behind the first column hold a figure."""
    texts = [cell.node.visible_text for cell in table.cells if cell.column > 0]
    figures = sum(_FIGURE.fullmatch(text) is not None for text in texts)
    return bool(figures) and figures * 2 >= len(texts)
