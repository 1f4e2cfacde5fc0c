"""Tables that say they are for layout (`role="presentation"`), with headers or a caption all the same."""

from collections.abc import Iterator

from checks.base import Result, check, failed, passed
from drempel.dom import Dom, Node
from drempel.i18n import N_
from drempel.model.finding import Impact

_PARTS = "th, caption"


@check(
    id="layout-table-with-headers",
    title=N_("Table says it is for layout, but has headers or a caption"),
    repair=N_(
        "Remove role=presentation from a table of data, or the headers and caption from one for layout."
    ),
    requirements=("wcag:1.3.1",),
    needs=(Dom,),
    impact=Impact.SERIOUS,
    messages={
        "headers": N_("The table has role “{role}” and yet <{tag}> with “{text}”: is it data or layout?"),
        "summary": N_("The table has role “{role}” and yet a summary: “{text}”."),
    },
)
def layout_table_with_headers(dom: Dom) -> Iterator[Result]:
    """Yield one result per visible table that an author calls layout.

    Whichever it is, one of two documented failures applies: F46 (layout with headers) or F92 (data without).
    """
    for table in dom.select("table[role]"):
        role = next(iter(table["role"].lower().split()), "")
        if role not in {"none", "presentation"} or not table.is_visible:
            continue
        part = next((node for node in table.select(_PARTS) if _is_own(node, table)), None)
        if part is not None:
            yield failed(table, "headers", role=role, tag=part.tag, text=part.visible_text)
        elif summary := table.get("summary").strip():
            yield failed(table, "summary", role=role, text=summary)
        else:
            yield passed(table)


def _is_own(part: Node, table: Node) -> bool:
    """Say whether a part with text belongs to this table, and not to one inside a cell."""
    around = next((above for above in part.ancestors if above.tag == "table"), None)
    # A `th` with a role is whatever that role says.
    return around == table and "role" not in part and bool(part.visible_text)
