"""Cells of data for which no header can be found.

`failed` where a header has no scope (Matterhorn protocol, 15-003); a table without header cells, or in which
a column has none, gets a question. Tables whose rows do not fit together have a check of their own.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed, pdf_question, text_of
from checks.pdf_tables import grid_of, unheaded
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-table-headers-missing",
    title=N_("Cells in the PDF have no header"),
    repair=N_("Mark the headers of columns and rows as TH, and give them a scope."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "scope": N_("Cells of this table without a header that has a scope: {count}. The first is “{text}”."),
        "ids": N_("Cells of this table that name headers that do not exist: {count} ({ids})."),
        "none": N_("This table has no header cells (TH). Are there titles for its rows or columns?"),
        "some": N_(
            "Some cells of this table have no header, the first is “{text}”. Is there a title for "
            "its row or column?"
        ),
    },
)
def pdf_table_headers_missing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per table of which the grid is sound."""
    ids = {tag.id for tag in pdf.tags if tag.id and tag.kind in ("TH", "TD")}
    for index, _ in pdf.of_kind("Table"):
        at, grid = at_tag(pdf, index), grid_of(pdf, index)
        if not grid.is_regular or not grid.cells:
            continue
        headers = [cell for cell in grid.cells if cell.tag.kind == "TH"]
        wrong = list(unheaded(grid.cells, ids))
        named = [one for one in wrong if one.unknown]
        plain = [one for one in wrong if not one.unknown]
        if named:
            unknown = ", ".join(dict.fromkeys(id_ for one in named for id_ in one.unknown))
            yield pdf_failed(at, "ids", "7.5-t02", count=len(named), ids=unknown)
        if plain:
            text = text_of(pdf, plain[0].cell.index)
            if any(not cell.tag.scope for cell in headers):
                yield pdf_failed(at, "scope", "7.5-t01", count=len(plain), text=text)
            elif headers:
                yield pdf_question(at, "some", "7.5", text=text, checkpoint="15-005")
            else:
                yield pdf_question(at, "none", "7.5", checkpoint="15-001")
        if not wrong:
            yield pdf_passed(at)
