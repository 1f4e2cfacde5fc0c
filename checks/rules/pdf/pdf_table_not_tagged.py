"""Text that stands in rows and columns without being tagged as a table.

Three rows with the same two columns, or two rows with three columns, are the least.
"""

from collections.abc import Iterator, Sequence

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_passed, pdf_question
from checks.pdf_text import at_block, by_page, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_SAME = 3.0
"""Points that the columns of two rows may differ."""

_FEWEST_ROWS, _FEWEST_WIDE_ROWS = 3, 2
_LONGEST = 60
"""Letters of a row with one cell per column; longer ones are columns of running text."""


@check(
    id="pdf-table-not-tagged",
    title=N_("Text in the PDF stands like a table and is not tagged as one"),
    repair=N_("Make tables with the table function, not with tabs or spaces, and make the PDF anew."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "rows": N_(
            "Text stands in {rows} rows and {columns} columns here. Is it a table? It begins with “{text}”."
        ),
    },
)
def pdf_table_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page that has text outside of tables."""
    for page, blocks in by_page([one for one in tagged(pdf, "paragraph") if _is_free(pdf, one)]).items():
        grid = _grid(blocks)
        if grid:
            first, columns = grid[0]
            said = {"rows": len(grid), "columns": len(columns), "text": shortened(first.text)}
            yield pdf_question(at_block(pdf, first), "rows", "7.5", checkpoint="01-006", **said)
        elif len(blocks) > 1:
            yield pdf_passed(at_page(page))


Row = tuple[PdfBlock, tuple[float, ...]]


def _is_free(pdf: PdfDocument, block: PdfBlock) -> bool:
    return not inside(pdf, block.tag, "Table", "TOC", "Form", "Figure", "Note", "Index", "L")


def _grid(blocks: Sequence[PdfBlock]) -> list[Row]:
    """Return the longest run of rows with the same columns, where it is long enough."""
    best: list[Row] = []
    run: list[Row] = []
    for row in _rows(blocks):
        if run and _fits(run[-1][1], row[1]):
            run.append(row)
        else:
            run = [row] if len(row[1]) > 1 else []
        enough = _FEWEST_WIDE_ROWS if run and len(run[0][1]) > 2 else _FEWEST_ROWS
        if len(run) >= enough and len(run) > len(best):
            best = list(run)
    return best


def _rows(blocks: Sequence[PdfBlock]) -> Iterator[Row]:
    """Yield each row with the left ends of its cells."""
    row: list[PdfBlock] = []
    for block in (*blocks, None):
        if block is not None and row and _is_beside(row[-1], block):
            row.append(block)
            continue
        if row:
            lefts = row[0].parts if len(row) == 1 else tuple(one.left for one in row)
            is_short = all(len(one.text) <= _LONGEST for one in row) or len(row) == 1
            yield row[0], lefts if is_short else ()
        row = [block] if block is not None else []


def _is_beside(before: PdfBlock, block: PdfBlock) -> bool:
    return abs(before.top - block.top) < 0.5 * block.size and block.left > before.right


def _fits(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) > 1 and all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))
