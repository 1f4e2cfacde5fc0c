"""Titles of tables that stand in a cell over the whole width instead of in a caption."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from checks.tables import data_tables
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

MAX_CAPTION = 120
"""Characters; longer text is content."""


@check(
    id="caption-typed-in-cell",
    title=N_("Title of the table is typed in a cell"),
    repair=N_("Move the title to a caption element and remove the row."),
    kind=Kind.PRACTICE,
    needs=(Dom,),
    impact=Impact.MODERATE,
    who="blind",
    same_as=("axe:table-fake-caption",),
    messages={"cell": N_("“{text}” stands in a cell over the whole width, above the table.")},
)
def caption_typed_in_cell(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible data table of at least two columns and three rows without a caption."""
    for table in data_tables(dom):
        rows = [row for row in table.rows if row]
        if table.node.tag != "table" or len(rows) < 3 or not table.node.is_visible:
            continue
        if table.node.name.strip() or any(child.tag == "caption" for child in table.node.children):
            yield passed(table.node)
            continue
        width = max(cell.column + cell.columns for cell in table.cells)
        first = table.cells[0]
        text = first.node.visible_text
        if width > 1 and len(rows[0]) == 1 and first.columns == width and 0 < len(text) <= MAX_CAPTION:
            if len(rows[1]) > 1:
                yield failed(table.node, "cell", text=text)
        else:
            yield passed(table.node)
