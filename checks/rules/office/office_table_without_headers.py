"""Tables of data in which no row is marked as header.

A failure where the first row looks like one (bold, or another colour behind it). Otherwise a question: not
each table has headers.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_table, beginning, data_tables, office_failed, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument


@check(
    id="office-table-without-headers",
    title=N_("Table in the document has no header row"),
    repair=N_(
        "Mark the first row as header: in Word “Repeat as header row”, in LibreOffice “Repeat heading”."
    ),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "looks": N_("The first row of the table looks like a header and is not marked so: “{text}”."),
        "ask": N_("Does the table have headers? None are marked. It begins with “{text}”."),
    },
)
def office_table_without_headers(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per table of data."""
    for table in data_tables(document):
        at = at_table(document, table)
        if table.header_rows or table.has_header_cells:
            yield office_passed(at)
        elif table.first_row_bold or table.first_row_filled or table.first_row_styled:
            yield office_failed(at, "looks", text=beginning(table))
        else:
            yield office_question(at, "ask", text=beginning(table))
