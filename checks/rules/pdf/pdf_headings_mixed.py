"""Headings with and without a level in one document."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument

_LEVELS = ("H1", "H2", "H3", "H4", "H5", "H6")


@check(
    id="pdf-headings-mixed",
    title=N_("PDF mixes headings with and without a level"),
    repair=N_("Choose one way: headings with a level (H1 to H6) in the whole document."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    who="blind",
    messages={
        "plain": N_("This heading has no level (H), while others in the document have one."),
        "numbered": N_("This heading has a level ({kind}), while others in the document have none (H)."),
        "several": N_("This part has {count} headings without a level; only one is allowed."),
    },
)
def pdf_headings_mixed(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield results where headings without a level are used."""
    plain = list(pdf.of_kind("H"))
    numbered = list(pdf.of_kind(*_LEVELS))
    if not plain:
        return
    if numbered:
        yield pdf_failed(at_tag(pdf, plain[0][0]), "plain", "7.4.4-t02")
        index, tag = numbered[0]
        yield pdf_failed(at_tag(pdf, index), "numbered", "7.4.4-t03", kind=tag.kind)
    for parent in dict.fromkeys(pdf.parent(index) for index, _ in plain):
        count = sum(pdf.parent(index) == parent for index, _ in plain)
        first = next(index for index, _ in plain if pdf.parent(index) == parent)
        if count > 1:
            yield pdf_failed(at_tag(pdf, first), "several", "7.4.4-t01", count=count)
        elif not numbered:
            yield pdf_passed(at_tag(pdf, first))
