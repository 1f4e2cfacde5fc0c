"""Rows of a data table with more or fewer columns than the others: cells stand below the wrong header."""

from collections import Counter
from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.tables import Table, data_tables
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MIN_ROWS = 3
"""In a smaller table one cannot say which row is the odd one."""

MAX_ROWSPAN = 50
"""Rows that are counted as reached by a cell above."""


@check(
    id="table-rows-unequal",
    title=N_("Rows of a table do not have the same number of columns"),
    repair=N_("Give each row a cell for each column, and use colspan and rowspan where cells are joined."),
    kind=Kind.PRACTICE,
    needs=(Dom,),
    impact=Impact.MINOR,
    who="blind",
    messages={"unequal": N_("This row has {columns} columns, the others have {usual}.")},
)
def table_rows_unequal(dom: Dom) -> Iterator[Result]:
    """Yield one result per data table with at least three rows; the target is its first odd row."""
    for table in data_tables(dom):
        if not table.node.is_visible or len(table.rows) < MIN_ROWS or table.node.tag != "table":
            continue
        widths = _widths(table)
        counts = Counter(widths.values())
        usual, times = counts.most_common(1)[0]
        if times * 2 <= len(widths):
            continue  # no width is usual: not a grid
        odd = next((at for at, width in widths.items() if width != usual), None)
        if odd is None:
            yield passed(table.node)
        else:
            row = table.rows[odd][0].parent or table.node
            yield failed(row, "unequal", columns=widths[odd], usual=usual)


def _widths(table: Table) -> dict[int, int]:
    """Return for each row with cells where its last cell ends, those that reach down into it included."""
    ends: dict[int, int] = {}
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rows, cell.row + MAX_ROWSPAN)):
            ends[row] = max(ends.get(row, 0), cell.column + cell.columns)
    return {row: end for row, end in ends.items() if table.rows[row]}
