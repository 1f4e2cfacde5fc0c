"""Headings whose level contradicts their look or their number, and text that is tagged as a heading."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.base import SiteResult, check
from checks.of_pdf import pdf_passed, pdf_question
from checks.pdf_text import at_block, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_LEVELS = ("H1", "H2", "H3", "H4", "H5", "H6")
_LARGER = 1.12
_LONG, _LONG_WITH_STOP = 250, 120
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[^\W\d]")


@check(
    id="pdf-heading-looks-otherwise",
    title=N_("Headings in the PDF do not fit how they look"),
    repair=N_("Give each heading the style of its level, and use heading styles for headings only."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "size": N_("Headings of level {low} are larger than those of level {high}. Are the levels right?"),
        "number": N_(
            "The heading “{text}” has number {number} and level {level}, others of that depth have "
            "level {other}. Is the level right?"
        ),
        "text": N_("Is this text of {letters} letters a heading? “{text}”"),
    },
)
def pdf_heading_looks_otherwise(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per heading level or heading that contradicts itself; else one for the document."""
    headings = [block for block in tagged(pdf, "heading") if pdf.tags[block.tag].kind in _LEVELS]
    if not headings:
        return
    found = [*_long(pdf, headings), *_sizes(pdf, headings), *_numbers(pdf, headings)]
    yield from found or [pdf_passed()]


def _level(pdf: PdfDocument, block: PdfBlock) -> int:
    return int(pdf.tags[block.tag].kind[1])


def _long(pdf: PdfDocument, headings: Sequence[PdfBlock]) -> Iterator[SiteResult]:
    for block in headings:
        letters = len(block.text)
        is_sentence = letters >= _LONG_WITH_STOP and block.text.endswith(".") and not block.is_bold
        if letters >= _LONG or is_sentence:
            at, text = at_block(pdf, block), shortened(block.text)
            yield pdf_question(at, "text", "7.1", letters=letters, text=text, checkpoint="01-006")


def _sizes(pdf: PdfDocument, headings: Sequence[PdfBlock]) -> Iterator[SiteResult]:
    sizes: dict[int, Counter[float]] = defaultdict(Counter)
    first: dict[int, PdfBlock] = {}
    for block in headings:
        sizes[_level(pdf, block)][block.size] += 1
        first.setdefault(_level(pdf, block), block)
    usual = {level: found.most_common(1)[0][0] for level, found in sizes.items()}
    for high, low in pairwise(sorted(usual)):
        if usual[low] >= _LARGER * usual[high]:
            at = at_block(pdf, first[low])
            yield pdf_question(at, "size", "7.4.2", low=low, high=high, checkpoint="14-003")


def _numbers(pdf: PdfDocument, headings: Sequence[PdfBlock]) -> Iterator[SiteResult]:
    numbered = [(block, match[1]) for block in headings if (match := _NUMBER.match(block.text))]
    levels: dict[int, Counter[int]] = defaultdict(Counter)
    for block, number in numbered:
        levels[number.count(".")][_level(pdf, block)] += 1
    for block, number in numbered:
        found = levels[number.count(".")]
        usual, times = found.most_common(1)[0]
        level = _level(pdf, block)
        if level != usual and times >= 3 and found[level] == 1:
            at, text = at_block(pdf, block), shortened(block.text)
            said = {"number": number, "level": level, "other": usual, "text": text}
            yield pdf_question(at, "number", "7.4.2", checkpoint="14-003", **said)
