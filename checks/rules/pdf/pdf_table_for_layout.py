"""Tables that only put text in its place: one cell, column or row, or running text, without headers."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question
from checks.pdf_tables import grid_of
from checks.pdf_text import below
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_MUCH = 300
"""Letters of a cell from which on it holds running text."""


@check(
    id="pdf-table-for-layout",
    title=N_("Table in the PDF holds no data"),
    repair=N_("Use tables for data only, and columns or styles for the place of text."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "cell": N_("This table has only one cell. Does it hold data?"),
        "row": N_("This table has only one row. Does it hold data?"),
        "column": N_("This table has only one column. Does it hold data?"),
        "long": N_("The cells of this table hold much text and it has no headers. Does it hold data?"),
    },
)
def pdf_table_for_layout(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per table."""
    for index, _ in pdf.of_kind("Table"):
        grid, at = grid_of(pdf, index), at_tag(pdf, index)
        rows = {cell.row for cell in grid.cells}
        if not grid.cells or any(cell.tag.kind == "TH" for cell in grid.cells):
            yield pdf_passed(at)
        elif len(grid.cells) == 1 or len(rows) == 1 or grid.width == 1:
            what = "cell" if len(grid.cells) == 1 else "row" if len(rows) == 1 else "column"
            yield pdf_question(at, what, "7.5", checkpoint="15-004")
        elif sum(_letters(pdf, cell.index) > _MUCH for cell in grid.cells) > len(grid.cells) / 2:
            yield pdf_question(at, "long", "7.5", checkpoint="15-004")
        else:
            yield pdf_passed(at)


def _letters(pdf: PdfDocument, index: int) -> int:
    return sum(len(pdf.tags[at].text) for at in below(pdf, index))
