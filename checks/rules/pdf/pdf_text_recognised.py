"""Scanned pages with the invisible text of a program that recognised it: nobody may have read it over."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_passed, pdf_question
from checks.pdf_text import shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_WHOLE_PAGE = 0.7
_LEAST = 20
_WORD = re.compile(r"\S+")
_ODD = re.compile(r"[^\W\d_]\d+[^\W\d_]|[^\W_][|\\{}~^<>¦§]|^[^aeiouyáéèëïöü\W\d_]{5,}$|[a-z][A-Z][a-z]")
_MANY = 0.12
"""Part of the words."""


@check(
    id="pdf-text-recognised",
    title=N_("Text of scanned pages in the PDF was recognised by a program"),
    repair=N_("Publish the document itself, or read the recognised text over and tag it."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "recognised": N_(
            "Scanned pages with recognised text: {count} of {whole}. Is that text right? It begins "
            "with “{text}”."
        ),
        "odd": N_(
            "Scanned pages with recognised text: {count} of {whole}. Many of its words look wrong. Is "
            "it right? “{text}”"
        ),
    },
)
def pdf_text_recognised(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with such pages."""
    large = [page for page in pdf.pages if page.image_share >= _WHOLE_PAGE]
    pages = {page.number for page in large if page.hidden_letters >= _LEAST}
    if not pages:
        if any(page.letters for page in large):
            yield pdf_passed()
        return
    text = " ".join(block.text for block in pdf.blocks if block.page in pages)
    words = _WORD.findall(text)
    odd = sum(_ODD.search(word) is not None for word in words)
    key = "odd" if words and odd > _MANY * len(words) else "recognised"
    said = {"count": len(pages), "whole": len(pdf.pages), "text": shortened(text)}
    yield pdf_question(at_page(min(pages)), key, "7.1", checkpoint="08-001", **said)
