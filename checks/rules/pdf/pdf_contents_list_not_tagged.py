"""Lists of contents that are tagged as ordinary text, or as an ordinary list."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question
from checks.pdf_text import at_block, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_ENTRY = re.compile(r"[^\W\d_].*(?:(?:\.\s?){4,}|…{2,}|\s_{4,})\s*\d{1,4}\s*$")
_LEAST = 3


@check(
    id="pdf-contents-list-not-tagged",
    title=N_("List of contents in the PDF is not tagged as one"),
    repair=N_("Insert the list of contents with the function of the word processor, and make the PDF anew."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "lines": N_(
            "Lines that end in a page number: {count}. Is this a list of contents? It begins with “{text}”."
        ),
    },
)
def pdf_contents_list_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per run of lines that looks like a list of contents, and per one that is tagged so."""
    run: list[PdfBlock] = []
    for block in (*tagged(pdf), None):
        if (
            block is not None
            and block.text.rstrip()[-1:].isdecimal()
            and _ENTRY.search(block.text)
            and not inside(pdf, block.tag, "TOC", "TOCI", "Table", "Index")
        ):
            run.append(block)
            continue
        if len(run) >= _LEAST:
            at, text = at_block(pdf, run[0]), shortened(run[0].text)
            yield pdf_question(at, "lines", "7.2", count=len(run), text=text, checkpoint="09-003")
        run = []
    for index, _ in pdf.of_kind("TOC"):
        yield pdf_passed(at_tag(pdf, index))
