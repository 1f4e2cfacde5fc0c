"""Tables that only place text: one row of long texts, or tables in tables. Only a question."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_table, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_LONG = 120


@check(
    id="office-table-for-layout",
    title=N_("Table may be there for the layout only"),
    repair=N_("Use columns or tabs for the layout, and tables for data only."),
    requirements=("wcag:1.3.2",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "row": N_("Is the table only there to place text side by side? Is it right when read row by row?"),
        "nested": N_("Is the table only there for the layout? It stands inside another table."),
    },
)
def office_table_for_layout(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per table."""
    for table in document.tables:
        at = at_table(document, table)
        long = [text for row in table.texts for text in row if len(text) > _LONG]
        if table.is_nested:
            yield office_question(at, "nested")
        elif table.rows == 1 and table.columns > 1 and len(long) > 1:
            yield office_question(at, "row")
        else:
            yield office_passed(at)
