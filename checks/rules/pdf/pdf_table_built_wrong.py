"""Tables whose tags do not fit into each other as rows and cells."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from checks.pdf_tables import grid_of
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_PARTS = ("TR", "THead", "TBody", "TFoot", "Caption")
_PARENTS = {
    "TR": (("Table", "THead", "TBody", "TFoot"), "7.2-t04"),
    "THead": (("Table",), "7.2-t05"),
    "TBody": (("Table",), "7.2-t06"),
    "TFoot": (("Table",), "7.2-t07"),
    "TH": (("TR",), "7.2-t08"),
    "TD": (("TR",), "7.2-t09"),
}
"""Tag → where it may stand, and the clause."""
_KIDS = {
    "Table": (_PARTS, "7.2-t03"),
    "TR": (("TH", "TD"), "7.2-t10"),
    "THead": (("TR",), "7.2-t36"),
    "TBody": (("TR",), "7.2-t37"),
    "TFoot": (("TR",), "7.2-t38"),
}
"""Tag → what may stand in it, and the clause."""


@check(
    id="pdf-table-built-wrong",
    title=N_("Table in the PDF is put together wrongly"),
    repair=N_("Repair the tags of the table: rows (TR) in the table, cells (TH, TD) in the rows."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "kid": N_("“{kid}” stands directly in “{parent}”; that is not allowed there."),
        "parent": N_("“{tag}” stands in “{parent}” and not in the part of a table where it belongs."),
        "heads": N_("The table has {count} header parts (THead); only one is allowed."),
        "feet": N_("The table has {count} footer parts (TFoot); only one is allowed."),
        "body": N_("The table has a header or footer part, but no body (TBody)."),
        "captions": N_("The table has more than one caption."),
        "caption": N_("The caption is not the first or the last part of the table."),
        "overlap": N_("Cells of this table lie on top of each other: RowSpan or ColSpan is wrong."),
        "columns": N_("The columns of this table differ in length: RowSpan is wrong."),
        "rows": N_("The rows of this table differ in length: row {row} has {count} cells and not {usual}."),
    },
)
def pdf_table_built_wrong(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per table that is right, and one per fault."""
    for index, tag in enumerate(pdf.tags):
        if tag.kind in _PARENTS:
            parents, clause = _PARENTS[tag.kind]
            parent = pdf.parent_kind(index)
            if parent not in parents:
                yield pdf_failed(at_tag(pdf, index), "parent", clause, tag=tag.kind, parent=parent or "–")
        if tag.kind in _KIDS:
            kids, clause = _KIDS[tag.kind]
            wrong = [kind for kind in pdf.kid_kinds(index) if kind not in kids]
            if wrong:
                yield pdf_failed(at_tag(pdf, index), "kid", clause, kid=wrong[0], parent=tag.kind)
        if tag.kind == "Table":
            faults = [*_parts(pdf, index), *_grid(pdf, index)]
            yield from faults or [pdf_passed(at_tag(pdf, index))]


def _parts(pdf: PdfDocument, index: int) -> Iterator[SiteResult]:
    """Yield what is wrong with the parts of a table."""
    kinds, at = pdf.kid_kinds(index), at_tag(pdf, index)
    heads, feet, captions = (kinds.count(kind) for kind in ("THead", "TFoot", "Caption"))
    if heads > 1:
        yield pdf_failed(at, "heads", "7.2-t11", count=heads)
    if feet > 1:
        yield pdf_failed(at, "feet", "7.2-t12", count=feet)
    if "TBody" not in kinds and (heads or feet):
        for count, clause in ((feet, "7.2-t13"), (heads, "7.2-t14")):
            if count:
                yield pdf_failed(at, "body", clause)
    if captions > 1:
        yield pdf_failed(at, "captions", "7.2-t03")
    elif captions and "Caption" not in (kinds[0], kinds[-1]):
        yield pdf_failed(at, "caption", "7.2-t03")


def _grid(pdf: PdfDocument, index: int) -> Iterator[SiteResult]:
    """Yield what is wrong with the cells of a table as they lie side by side."""
    grid, at = grid_of(pdf, index), at_tag(pdf, index)
    if grid.has_overlap:
        yield pdf_failed(at, "overlap", "7.2-t15")
    elif grid.short_column is not None:
        yield pdf_failed(at, "columns", "7.2-t41")
    elif grid.short_row is not None:
        row, count, clause = grid.short_row
        yield pdf_failed(at, "rows", clause, row=row + 1, count=count, usual=grid.width)
