"""Formulas that are tagged as ordinary text."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question
from checks.pdf_text import at_block, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_LONGEST = 120
_EQUALS = re.compile(r"[=≤≥≠≈≡∝]")
_OPERATOR = re.compile(
    r"[+−×÷±√∑∫∏∂∞^²³·/*]|[A-Za-z)]\s?[-–]\s?[A-Za-z\d(]|\b(?:sin|cos|tan|log|lim)\b|[^\W\d_]\d\b"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SYMBOL = re.compile(r"(?<![^\W_])[^\W\d_](?![^\W\d_])")
_ADDRESS = re.compile(r"https?:|www\.|@|\?\w+=|€|\$")


@check(
    id="pdf-formula-not-tagged",
    title=N_("Formula in the PDF is not tagged as a formula"),
    repair=N_("Tag the formula as Formula, with a text that says how it is read aloud."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "looks": N_("Is this a formula? It is tagged as ordinary text: “{text}”"),
    },
)
def pdf_formula_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per text that looks like a formula, and per formula."""
    for block in tagged(pdf, "paragraph", "heading", "list-item"):
        if _looks_so(block.text) and not inside(pdf, block.tag, "Formula", "Code", "Table", "Form"):
            text = shortened(block.text)
            yield pdf_question(at_block(pdf, block), "looks", "7.7", text=text, checkpoint="17-001")
    for index, _ in pdf.of_kind("Formula"):
        yield pdf_passed(at_tag(pdf, index))


def _looks_so(text: str) -> bool:
    """Tell whether a text has an equation with letters that stand for numbers, and hardly a word."""
    if len(text) > _LONGEST or not _EQUALS.search(text) or _ADDRESS.search(text):
        return False
    has_symbols = len(_SYMBOL.findall(text)) >= 2
    return has_symbols and _OPERATOR.search(text) is not None and len(_WORD.findall(text)) <= 1
