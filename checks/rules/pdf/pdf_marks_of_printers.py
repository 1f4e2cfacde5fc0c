"""Marks for printers that readers would meet."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_annotation, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import NONE, PdfDocument


@check(
    id="pdf-marks-of-printers",
    title=N_("PDF holds marks that are meant for printers"),
    repair=N_("Export the file without printer marks and trapping."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="blind",
    messages={
        "trap": N_("The page holds data for printing presses (TrapNet); that is not allowed."),
        "mark": N_("A printer mark is in a tag, so that it is read aloud."),
    },
)
def pdf_marks_of_printers(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per such mark that readers meet."""
    for one in pdf.annotations:
        if not one.is_seen:
            continue
        if one.kind == "TrapNet":
            yield pdf_failed(at_annotation(pdf, one), "trap", "7.18.2-t01")
        elif one.kind == "PrinterMark":
            if one.tag == NONE:
                yield pdf_passed(at_annotation(pdf, one))
            else:
                yield pdf_failed(at_annotation(pdf, one), "mark", "7.18.8-t01")
