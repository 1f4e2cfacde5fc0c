"""Lists that were typed by hand with dashes, bullets or numbers, and lists that do not say how they count."""

import re
from collections.abc import Iterator, Sequence

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question, text_of
from checks.pdf_text import at_block, inside, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_SIGN = re.compile(
    r"(?:(?P<bullet>[•●▪■□◦○‣·➢➤✓✔→–—*\uf0b7\uf0a7\uf0d8-]|o(?= ))"
    r"|(?P<number>\(?(?:\d{1,2}|[a-z])[.)]))(?:\s|$)"
)
_ORDERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]?")
_COUNTING = frozenset({"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha", "Ordered"})
_LEAST, _LEAST_DASHES, _LINES = 2, 3, 2
"""Dashes may stand before what people say in a dialogue."""


@check(
    id="pdf-list-not-tagged",
    title=N_("List in the PDF is not tagged as a list"),
    repair=N_("Make lists with the list buttons of the word processor, and make the PDF anew."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "typed": N_(
            "Paragraphs after each other that begin with a bullet or a number: {count}. Is this a "
            "list? The first is “{text}”."
        ),
        "lines": N_(
            "Lines in one paragraph that begin with a bullet or a number: {count}. Is this a list? “{text}”"
        ),
        "numbering": N_(
            "The items of this list have numbers or letters, and the list does not say so "
            "(ListNumbering). Is the order part of what it says?"
        ),
    },
)
def pdf_list_not_tagged(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per list, and per run of paragraphs that looks like one."""
    blocks = tagged(pdf)
    for run in _runs(pdf, blocks):
        at, text = at_block(pdf, run[0]), shortened(run[0].text)
        yield pdf_question(at, "typed", "7.6", count=len(run), text=text, checkpoint="16-003")
    for block in blocks:
        if block.kind == "paragraph" and block.breaks >= _LINES and _SIGN.match(block.text):
            at, text = at_block(pdf, block), shortened(block.text)
            yield pdf_question(at, "lines", "7.6", count=block.breaks + 1, text=text, checkpoint="16-003")
    for index, tag in pdf.of_kind("L"):
        labels = [
            text_of(pdf, kid)
            for item in pdf.kids(index)
            for kid in pdf.kids(item)
            if pdf.tags[kid].kind == "Lbl"
        ]
        if len(labels) > 1 and all(map(_ORDERED.fullmatch, labels)) and tag.numbering not in _COUNTING:
            yield pdf_question(at_tag(pdf, index), "numbering", "7.6", checkpoint="16-001")
        else:
            yield pdf_passed(at_tag(pdf, index))


def _runs(pdf: PdfDocument, blocks: Sequence[PdfBlock]) -> Iterator[list[PdfBlock]]:
    """Yield paragraphs after each other that begin with the same bullet, or with numbers that count on."""
    run: list[PdfBlock] = []
    for block in (*blocks, None):
        if block is not None and _may_be_item(pdf, block) and (not run or _goes_on(run[-1], block)):
            run.append(block)
            continue
        if len(run) >= (_LEAST_DASHES if run and run[0].text[0] in "-–—" else _LEAST):
            yield run
        run = [block] if block is not None and _may_be_item(pdf, block) else []


def _may_be_item(pdf: PdfDocument, block: PdfBlock) -> bool:
    if block.kind != "paragraph" or _SIGN.match(block.text) is None:
        return False
    return not inside(pdf, block.tag, "L", "TOC", "Table", "Note", "Figure") and not block.is_bold


def _goes_on(before: PdfBlock, block: PdfBlock) -> bool:
    one, other = _SIGN.match(before.text), _SIGN.match(block.text)
    if one is None or other is None or abs(before.size - block.size) > 0.1 * before.size:
        return False
    if one["bullet"] or other["bullet"]:
        return one["bullet"] == other["bullet"]
    return _place(other["number"]) == _place(one["number"]) + 1


def _place(number: str) -> int:
    plain = number.strip("().")
    return int(plain) if plain.isdecimal() else ord(plain)
