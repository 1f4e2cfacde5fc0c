"""Cells of data for which no header can be found."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed, text_of
from checks.pdf_tables import rows_of, unheaded
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
        "none": N_("This table has no header cells at all (TH)."),
    },
)
def pdf_table_headers_missing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per table of at least two cells."""
    ids = {tag.id for tag in pdf.tags if tag.id and tag.kind in ("TH", "TD")}
    for index, _ in pdf.of_kind("Table"):
        at = at_tag(pdf, index)
        cells = [kid for row in rows_of(pdf, index) for kid in pdf.kids(row)]
        wrong = list(unheaded(pdf, index, ids))
        named = [one for one in wrong if one.unknown]
        plain = [one for one in wrong if not one.unknown]
        if named:
            unknown = ", ".join(dict.fromkeys(id_ for one in named for id_ in one.unknown))
            yield pdf_failed(at, "ids", "7.5-t02", count=len(named), ids=unknown)
        if plain:
            if any(pdf.tags[cell].kind == "TH" for cell in cells):
                text = text_of(pdf, plain[0].cell.index)
                yield pdf_failed(at, "scope", "7.5-t01", count=len(plain), text=text)
            else:
                yield pdf_failed(at, "none", "7.5-t01")
        if not wrong and cells:
            yield pdf_passed(at)
