"""Tables inside a cell of another table: hard to follow by ear, and a sign of layout by tables."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind


@check(
    id="table-in-table",
    title=N_("Table stands inside a cell of another table"),
    repair=N_("Split the table into separate tables, or make the layout with CSS."),
    kind=Kind.PRACTICE,
    needs=(Dom,),
    impact=Impact.MINOR,
    who="blind",
    messages={"nested": N_("This table stands inside the cell of another table.")},
)
def table_in_table(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible table inside a table of data; further inside is not said again."""
    for table in dom.select("table table"):
        around = [above for above in table.ancestors if above.tag == "table"]
        if table.is_visible and len(around) == 1 and around[0].role == "table":
            yield failed(table, "nested") if table.role == "table" else passed(table)
