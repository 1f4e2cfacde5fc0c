"""Header cells of a table that are the header of nothing.

Milder than ACT rule d0f69e where a table is still right for readers: a row header counts as a cell below the
header of its column, and empty cells count. A table of headers alone, as when a search found nothing, is
advice.
"""

from collections.abc import Iterator, Mapping, Sequence

from checks.base import Ground, Result, check, failed, passed
from checks.tables import Cell, Table, covered, data_tables
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CELLS = 10_000
"""Cells of one table that are compared."""


@check(
    id="header-cell-without-cells",
    title=N_("Header cell of a table belongs to no cell"),
    repair=N_("Give each header the cells it is about, or turn it into an ordinary cell."),
    requirements=("wcag:1.3.1",),
    act=("d0f69e",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    same_as=("axe:th-has-data-cells",),
    overrules=("axe:th-has-data-cells",),
    messages={
        "alone": N_("No cell of the table belongs to the header “{header}”."),
        "only-headers": N_("The table has the header “{header}”, but no cells with data."),
    },
    grounds={"only-headers": Ground(Kind.PRACTICE, Impact.MINOR, (), ("d0f69e",))},
    who="blind",
)
def header_cell_without_cells(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible header cell with text, in tables whose cells are all in the page."""
    for table in data_tables(dom):
        if len(table.cells) <= MAX_CELLS and not _is_partly_elsewhere(table):
            yield from _headers(table)


def _headers(table: Table) -> Iterator[Result]:
    data = [cell for cell in table.cells if not cell.is_header]
    named = {word for cell in table.cells for word in cell.node.get("headers").split()}
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    columns = covered(((cell.column, cell.columns) for cell in data), width)
    rows = covered(((cell.row, cell.rows) for cell in data), len(table.rows))
    beside: dict[int, set[int]] = {}  # column → rows with a row header in it
    for cell in table.cells:
        if cell.node.role == "rowheader":
            beside.setdefault(cell.column, set()).add(cell.row)
    for header in table.cells:
        if not header.is_header or not header.node.is_visible or not header.node.name.strip():
            continue
        text = header.node.name
        if not data:
            yield failed(header.node, "only-headers", header=text)
        elif header.node.get("id") in named or _heads(header, columns, rows, beside):
            yield passed(header.node)
        else:
            yield failed(header.node, "alone", header=text)


def _heads(
    header: Cell, columns: Sequence[bool], rows: Sequence[bool], beside: Mapping[int, set[int]]
) -> bool:
    """Say whether cells stand in the column of the header, or in its row where it may be a row header."""
    own_columns = range(header.column, header.column + header.columns)
    in_column = any(columns[at] for at in own_columns)
    in_row = any(rows[header.row : header.row + header.rows])
    if header.node.role == "rowheader":
        return in_row or (_is_undecided(header) and in_column)
    if in_column or (_is_undecided(header) and in_row):
        return True
    return any(beside.get(at, set()) - {header.row} for at in own_columns)


def _is_undecided(header: Cell) -> bool:
    """Say whether the page leaves it to the browser what the header is of."""
    return header.node.tag == "th" and "scope" not in header.node and "role" not in header.node


def _is_partly_elsewhere(table: Table) -> bool:
    """Say whether cells may stand elsewhere or be loaded later, so that nothing can be concluded."""
    own = table.node
    return (
        "aria-colcount" in own
        or "aria-rowcount" in own
        or "aria-owns" in own
        or own.get("aria-busy") == "true"
        or bool(own.select("[aria-owns], [aria-colindex]"))
    )
