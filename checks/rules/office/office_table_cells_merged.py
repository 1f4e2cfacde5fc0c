"""Tables of data with merged cells: a screen reader then tells the wrong header, or loses count."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_table, data_tables, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument


@check(
    id="office-table-cells-merged",
    title=N_("Table in the document has merged cells"),
    repair=N_("Make a simple table: each row with as many cells. Split a large table in smaller ones."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "merged": N_("{count} cells of the table are merged. Is it clear for each cell which header it has?")
    },
)
def office_table_cells_merged(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per table of data."""
    if document.kind == "epub":
        return  # HTML can say which header belongs to a cell
    for table in data_tables(document):
        at = at_table(document, table)
        yield office_question(at, "merged", count=table.merged) if table.merged else office_passed(at)
