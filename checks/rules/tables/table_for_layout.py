"""Tables that only put parts of the page beside each other: by ear their order may be another one."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind

_DATA = "th, caption, [headers], [scope], thead, tfoot"
_PARTS = "h1, h2, h3, h4, h5, h6, ul, ol, dl, form, table, nav, section, article, [role=heading]"
"""What cells of data seldom hold."""
MIN_PARAGRAPHS = 2
"""In one cell."""


@check(
    id="table-for-layout",
    title=N_("Table is used for the layout of the page"),
    repair=N_("Make the layout with CSS; as long as the table stays, give it role=presentation."),
    kind=Kind.PRACTICE,
    who="blind",
    needs=(Dom,),
    impact=Impact.MINOR,
    messages={"layout": N_("This table has no headers, and parts of a page in its cells.")},
)
def table_for_layout(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible table that is in no other one."""
    for table in dom.select("table"):
        if not table.is_visible or any(above.tag == "table" for above in table.ancestors):
            continue
        if table.get("role") or table.select(_DATA):
            yield passed(table)
        elif any(map(_is_part_of_page, table.select("td"))):
            yield failed(table, "layout")
        else:
            yield passed(table)


def _is_part_of_page(cell: Node) -> bool:
    row = cell.parent
    has_neighbour = row is not None and any(c != cell and c.visible_text for c in row.children)
    paragraphs = [p for p in cell.children if p.tag == "p" and p.visible_text]
    return has_neighbour and (len(paragraphs) >= MIN_PARAGRAPHS or bool(cell.select(_PARTS)))
