"""Tables of a PDF as a grid: which cell lies where, and which headers each cell has."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from drempel.model.pdf_document import PdfDocument, PdfTag

MAX_PLACES = 1_000_000
"""Places in one grid; larger spans are made up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its tag, its first row and column, and the rows and columns it takes."""

    index: int
    tag: PdfTag
    row: int
    column: int


@dataclass(slots=True)
class Grid:
    """The cells of a table, and what does not fit."""

    cells: list[Cell] = field(default_factory=list)
    width: int = 0
    """Columns of the first row that has cells."""
    has_overlap: bool = False
    short_column: int | None = None
    short_row: tuple[int, int, str] | None = None
    """Row, number of cells that it has, and the clause."""

    @property
    def is_regular(self) -> bool:
        """Tell whether all rows and columns are of one length, without cells on top of each other."""
        return not self.has_overlap and self.short_column is None and self.short_row is None


def rows_of(pdf: PdfDocument, index: int) -> Iterator[int]:
    """Yield the rows of a table, also those in its parts."""
    for kid in pdf.kids(index):
        kind = pdf.tags[kid].kind
        if kind == "TR":
            yield kid
        elif kind in ("THead", "TBody", "TFoot"):
            yield from (one for one in pdf.kids(kid) if pdf.tags[one].kind == "TR")


def grid_of(pdf: PdfDocument, index: int) -> Grid:
    """Return the cells of a table at their places, as ISO 14289-1 has them counted."""
    grid = Grid()
    taken: dict[tuple[int, int], int] = {}
    rows = list(rows_of(pdf, index))
    for row, tag in enumerate(rows):
        column = 0
        for kid in pdf.kids(tag):
            cell = pdf.tags[kid]
            if cell.kind not in ("TH", "TD"):
                continue
            while (row, column) in taken:
                column += 1
            grid.cells.append(Cell(kid, cell, row, column))
            if len(taken) + cell.rows * cell.columns > MAX_PLACES:
                return grid
            for down in range(cell.rows):
                for right in range(cell.columns):
                    grid.has_overlap |= taken.setdefault((row + down, column + right), kid) != kid
            column += cell.columns
    _measure(grid, taken, len(rows))
    return grid


def _measure(grid: Grid, taken: dict[tuple[int, int], int], rows: int) -> None:
    if not taken:
        return
    widths = [0] * rows
    for row, _ in taken:
        if row < rows:
            widths[row] += 1
        elif grid.short_column is None:
            grid.short_column = 0  # a cell reaches below the last row
    grid.width = widths[0]
    for row, width in enumerate(widths):
        if width != grid.width:
            grid.short_row = row, width, "7.2-t43" if width < grid.width else "7.2-t42"
            return


@dataclass(frozen=True, slots=True)
class Unheaded:
    """A cell of data that no header belongs to."""

    cell: Cell
    unknown: tuple[str, ...]
    """The ids it names that no cell has."""


def unheaded(cells: list[Cell], ids: set[str]) -> Iterator[Unheaded]:
    """Yield the cells of data without a header; `ids` are those of all cells of headers in the document."""
    down, along = _reach(cells)
    for cell in cells:
        if cell.tag.kind != "TD":
            continue
        unknown = tuple(one for one in cell.tag.headers if one not in ids)
        if cell.tag.headers and not unknown:
            continue
        columns = range(cell.column, cell.column + cell.tag.columns)
        rows = range(cell.row, cell.row + cell.tag.rows)
        if not any(column in down for column in columns) and not any(row in along for row in rows):
            yield Unheaded(cell, unknown)


def _reach(cells: list[Cell]) -> tuple[set[int], set[int]]:
    """Return the columns and the rows that have a header with a scope."""
    down: set[int] = set()
    along: set[int] = set()
    for cell in cells:
        if cell.tag.kind == "TH":
            if cell.tag.scope in ("Column", "Both"):
                down.update(range(cell.column, cell.column + min(cell.tag.columns, MAX_PLACES)))
            if cell.tag.scope in ("Row", "Both"):
                along.update(range(cell.row, cell.row + min(cell.tag.rows, MAX_PLACES)))
    return down, along
