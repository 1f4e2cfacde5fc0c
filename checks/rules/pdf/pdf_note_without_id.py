"""Notes that cannot be pointed to, because their id is missing or not unique."""

from collections import Counter
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument


@check(
    id="pdf-note-without-id",
    title=N_("Note in the PDF cannot be found by programs"),
    repair=N_("Insert notes with the function for footnotes of the word processor, and make the PDF anew."),
    kind=Kind.PRACTICE,
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MINOR,
    who="blind",
    messages={
        "missing": N_("The note has no id, so that nothing can point to it."),
        "double": N_("Several notes have the same id “{id}”."),
    },
)
def pdf_note_without_id(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per note."""
    notes = list(pdf.of_kind("Note"))
    counts = Counter(tag.id for _, tag in notes)
    for index, tag in notes:
        if not tag.id:
            yield pdf_failed(at_tag(pdf, index), "missing", "7.9-t01")
        elif counts[tag.id] > 1:
            yield pdf_failed(at_tag(pdf, index), "double", "7.9-t02", id=tag.id)
        else:
            yield pdf_passed(at_tag(pdf, index))
