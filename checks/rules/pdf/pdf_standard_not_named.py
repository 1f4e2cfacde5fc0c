"""PDF files that do not say that they follow PDF/UA, or say it wrongly."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-standard-not-named",
    title=N_("PDF does not say that it follows the standard for accessible PDF"),
    repair=N_("Repair the other problems first; then save the file as PDF/UA."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="blind",
    messages={
        "missing": N_("The properties of the file do not name PDF/UA."),
        "part": N_("The properties of the file name part “{part}” of PDF/UA; that should be 1."),
        "prefix": N_("The mark of PDF/UA is written under a wrong prefix ({keys})."),
    },
)
def pdf_standard_not_named(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for the document, and one for each fault in its mark."""
    said = pdf.metadata
    if not said.is_there or not said.is_readable:
        return  # told by the check on the title
    if said.ua_part is None and not said.wrong_prefixes:
        yield pdf_failed(WHOLE, "missing", "5-t01")
        return
    if said.ua_part is not None and said.ua_part != "1":
        yield pdf_failed(WHOLE, "part", "5-t02", part=said.ua_part)
    elif not said.wrong_prefixes:
        yield pdf_passed()
    for key, clause in (("part", "5-t03"), ("amd", "5-t04"), ("corr", "5-t05")):
        if key in said.wrong_prefixes:
            yield pdf_failed(WHOLE, "prefix", clause, keys=key)
