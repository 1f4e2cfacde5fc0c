"""Forms that people have to print, fill in by hand and sign.

Dotted lines behind words such as "Naam" or "Datum" in a file without form fields are a strong sign. A
sentence that tells people to print gets a question, as does a file that prints itself.
"""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed, pdf_question
from checks.pdf_text import at_block, real, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.pdf_document import PdfDocument

_DOTS = re.compile(r"\.{6,}|(?:\. ){6,}|…{3,}|_{5,}|(?:…\s?){3,}")
_CONTENTS = re.compile(r"(?:\.\s?){6,}\s*\d{1,4}$")
_LEAST = 3
_ASKS = re.compile(
    r"\b(?:voor|achter|familie)?na(?:am|men)\b|\badres\b|\bstraat\b|\bgemeente\b|\bdatum\b"
    r"|\bgeboren|\bgeboorte"
    r"|\bhandtekening|\btelefoon|\be-?mail|\brekening|\brijksregister|\bondergetekende|\bpostcode\b|\bwoonplaats"
    r"|\bnom\b|\bprénom|\badresse\b|\bdate\b|\bsignature\b|\btéléphone|\bname\b|\baddress\b"
    r"|\bphone\b|\bIBAN\b"
    r"|\bonderneming|\bbedrag\b|\bfunctie\b|\bnummer\b",
    re.IGNORECASE,
)
_PRINT = re.compile(
    r"\b(?:print|druk)(?:t)? (?:u )?(?:dit|het|de|deze) (?:\w+ ){0,2}?"
    r"(?:formulier|document|pagina|brief|aanvraag)\w*"
    r"|\b(?:formulier|document|aanvraag)\w* (?:\w+ ){0,3}?"
    r"(?:af te drukken|afdrukken|uitprinten|uit te printen|printen)"
    r"|\bimprimez (?:ce|le|cette|la) \w+|\bà imprimer et (?:à )?(?:signer|compléter|remplir)"
    r"|\bprint (?:this|the) (?:form|document)\b",
    re.IGNORECASE,
)
_PRINT_SIGN = re.compile(
    r"\b(?:af ?(?:te )?(?:drukken|gedrukt)|(?:uit)?(?:printen|geprint)|uit te printen"
    r"|(?:druk|print)(?:t)?(?: u)? (?:\w+ ){0,4}(?:af|uit))\b[^.!?]{0,60}?"
    r"\b(?:onderteken|handteken|teken(?!ing|s\b))\w*"
    r"|\bprintt?\b[^.!?]{0,60}?\b(?:onderteken|handteken)\w*"
    r"|\bimprim(?:er|ez|é)\w*\b[^.!?]{0,60}?\bsign(?:er|ez|é)\w*"
    r"|\bprint\b[^.!?]{0,60}?\bsign\b",
    re.IGNORECASE,
)
"""Words that ask people to print and to sign: “afdrukken, invullen en ondertekenen”."""

_BESIDE = 60


@check(
    id="pdf-form-for-paper",
    title=N_("PDF is a form for paper"),
    repair=N_("Make a form on the website of it, or at least give the PDF form fields."),
    kind=Kind.PRACTICE,
    who="disability",
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "dotted": N_(
            "Dotted lines to fill in by hand: {count}. The file has no form fields. The first is “{text}”."
        ),
        "lines": N_("Dotted lines: {count}. Must people fill them in by hand? The first is “{text}”."),
        "print": N_("Must people print this document? “{text}”"),
        "print-sign": N_("Must people print this document and sign it by hand? “{text}”"),
        "prints": N_("A script in the file prints it. Must people print this document?"),
    },
)
def pdf_form_for_paper(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per sign of a form for paper; else one where there is text."""
    has_fields = any(one.is_field for one in pdf.annotations)
    blocks = real(pdf)
    dotted = [
        one
        for one in blocks
        if one.kind != "contents"
        and _may_have_dots(one.text)
        and _DOTS.search(one.text)
        and not _CONTENTS.search(one.text)
    ]
    count = sum(len(_DOTS.findall(one.text)) for one in dotted)
    is_found = False
    if count >= _LEAST and not has_fields:
        is_found = True
        at, text = at_block(pdf, dotted[0]), shortened(dotted[0].text)
        asks = sum(_ASKS.search(one.text) is not None for one in dotted)
        if asks >= _LEAST:
            yield pdf_failed(at, "dotted", count=count, text=text)
        else:
            yield pdf_question(at, "lines", count=count, text=text)
    for block in blocks:
        if not _may_say_print(block.text):
            continue
        signed = _PRINT_SIGN.search(block.text)
        if (match := signed or _PRINT.search(block.text)) is not None:
            is_found = True
            text = _around(block.text, match.start(), match.end())
            yield pdf_question(at_block(pdf, block), "print-sign" if signed else "print", text=text)
            break
    if "print" in pdf.scripts:
        is_found = True
        yield pdf_question(WHOLE, "prints")
    if blocks and not is_found:
        yield pdf_passed()


def _may_have_dots(text: str) -> bool:
    """Tell whether a look with the expression is worth its time."""
    return "..." in text or ". . " in text or "…" in text or "___" in text


def _may_say_print(text: str) -> bool:
    """Tell whether a look with the expression is worth its time."""
    said = text.lower()
    return "print" in said or "druk" in said or "imprim" in said


def _around(text: str, start: int, end: int) -> str:
    """Return a place in a text with what stands beside it."""
    first, last = max(0, start - _BESIDE), min(len(text), end + _BESIDE)
    return ("…" if first else "") + text[first:last].strip() + ("…" if last < len(text) else "")
