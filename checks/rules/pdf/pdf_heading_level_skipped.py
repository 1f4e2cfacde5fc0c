"""Headings that begin below level 1 or skip a level."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed, text_of
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_LEVELS = ("H1", "H2", "H3", "H4", "H5", "H6")


@check(
    id="pdf-heading-level-skipped",
    title=N_("Headings in the PDF skip a level"),
    repair=N_("Use the heading styles in order: first level 1, then 2, then 3."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "first": N_("The first heading has level {level}, not 1: “{text}”."),
        "skip": N_("After a heading of level {before} comes level {level}: “{text}”."),
    },
)
def pdf_heading_level_skipped(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per numbered heading."""
    before = 0
    for index, tag in pdf.of_kind(*_LEVELS):
        level = int(tag.kind[1])
        at, text = at_tag(pdf, index), text_of(pdf, index)
        if level <= before + 1:
            yield pdf_passed(at)
        elif before == 0:
            yield pdf_failed(at, "first", "7.4.2-t01", level=level, text=text)
        else:
            yield pdf_failed(at, "skip", "7.4.2-t01", before=before, level=level, text=text)
        before = level
