"""Tables as assistive technology gets them: rows of cells in a grid, from HTML and from ARIA roles alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from drempel.dom import Dom, Node

TABLES = ("table", "grid", "treegrid")
CELLS = frozenset({"cell", "gridcell"})
HEADERS = frozenset({"columnheader", "rowheader"})
MAX_COLUMNS = 1_000
"""What stands further to the right is left out."""

MAX_SPAN = 100
"""Columns; the HTML standard allows 1,000, but such a cell only means "all"."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it begins, counted from 0, and how far it reaches."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int

    @property
    def is_header(self) -> bool:
        """Say whether the browser gives it the role of a header."""
        return self.node.role in HEADERS


@dataclass(frozen=True)
class Table:
    """One data table of the accessibility tree."""

    node: Node
    rows: tuple[tuple[Node, ...], ...]
    """Cells by row, in document order."""

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells with their place in the grid (HTML standard, forming a table, simplified)."""
        taken: dict[int, int] = {}  # column → first row that is free below a cell with `rowspan`
        found = []
        for at, row in enumerate(self.rows):
            column = 0
            for node in row:
                while taken.get(column, 0) > at:
                    column += 1
                if column >= MAX_COLUMNS:
                    break
                columns = _span(node, "colspan", "aria-colspan") or 1
                rows = min(_span(node, "rowspan", "aria-rowspan") or len(self.rows), len(self.rows) - at)
                if rows > 1:
                    taken.update(dict.fromkeys(range(column, column + columns), at + rows))
                found.append(Cell(node, at, column, rows, columns))
                column += columns
        return tuple(found)


def data_tables(dom: Dom) -> Iterator[Table]:
    """Yield the tables that the browser takes for tables of data; layout tables are left out."""
    tables = dom.with_role(*TABLES)
    if not tables:
        return
    rows: dict[int, dict[int, list[Node]]] = {table.index: {} for table in tables}
    open_: list[Node] = []  # tables and rows around the place we are at, outermost first
    for node in dom.with_role(*TABLES, "row", *CELLS, *HEADERS):
        while open_ and not open_[-1].holds(node):
            open_.pop()
        if node.role in TABLES:
            open_.append(node)
        elif node.role == "row":
            if open_ and open_[-1].role in TABLES:
                rows[open_[-1].index][node.index] = []
                open_.append(node)
        elif len(open_) > 1 and open_[-1].role == "row":
            rows[open_[-2].index][open_[-1].index].append(node)
    for table in tables:
        yield Table(table, tuple(tuple(cells) for cells in rows[table.index].values()))


def covered(ranges: Iterable[tuple[int, int]], size: int) -> list[bool]:
    """Return for 0 to `size` - 1 whether a range (first, length) covers it."""
    steps = [0] * (size + 1)
    for first, length in ranges:
        if first < size:
            steps[first] += 1
            steps[min(first + length, size)] -= 1
    return [depth > 0 for depth in accumulate(steps[:size])]


def _span(node: Node, html: str, aria: str) -> int:
    """Return how many rows or columns a cell covers; 0 stands for all that follow."""
    value = node.get(html) if node.tag in {"td", "th"} else ""
    try:
        return max(0, min(int(value or node.get(aria) or 1), MAX_SPAN))
    except ValueError:
        return 1
