"""Tags that are called after one thing and stand for another, e.g. `Kop1` for an ordinary paragraph."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question, text_of
from checks.pdf_text import shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_HEADING = re.compile(r"(?:heading|head|header|kop|koptekst|titre|überschrift|h)[ _-]?([1-6])", re.IGNORECASE)
_TEXTS = (
    "P",
    "Span",
    "Div",
    "LBody",
    "TD",
    "NonStruct",
    "BlockQuote",
    "Caption",
    "Note",
    "Sect",
    "Part",
    "Quote",
    "Lbl",
    "Art",
)
_NAMED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(
            r"(?:paragraph|paragraaf|para|alinea|body ?text|text ?body|standaard|normal|plattetekst)", re.I
        ),
        _TEXTS,
    ),
    (re.compile(r"(?:table|tabel|tableau|tabelle)", re.I), ("Table", "Div", "Sect", "NonStruct")),
    (
        re.compile(r"(?:figure|image|picture|afbeelding|foto|figuur|inlineshape|graphic)", re.I),
        ("Figure", "Formula", "Form"),
    ),
    (re.compile(r"(?:list|lijst|liste|ul|ol)", re.I), ("L", "LI", "LBody", "P", "Div", "TOC")),
    (re.compile(r"(?:listitem|list_item|li|lijstitem)", re.I), ("LI", "LBody", "P", "TOCI")),
    (
        re.compile(r"(?:footnote|endnote|voetnoot|eindnoot)", re.I),
        ("Note", "Div", "P", "Span", "Lbl", "Reference", "Link"),
    ),
)


@check(
    id="pdf-tag-contradicts-name",
    title=N_("Name of a tag in the PDF contradicts what it stands for"),
    repair=N_("Correct the role map, so that each tag stands for what its name says."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "other": N_(
            "The tag “{name}” stands for {kind} here. Its name says {wanted}. Which one is right? The "
            "text is “{text}”."
        ),
    },
)
def pdf_tag_contradicts_name(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per name of a tag that is no standard name and says what the tag is."""
    seen: set[str] = set()
    for index, tag in enumerate(pdf.tags):
        if tag.name in seen or not tag.kind or tag.name == tag.kind:
            continue
        wanted = _wanted(tag.name)
        if not wanted:
            continue
        seen.add(tag.name)
        at = at_tag(pdf, index)
        if tag.kind in wanted:
            yield pdf_passed(at)
        else:
            said = {
                "name": tag.name,
                "kind": tag.kind,
                "wanted": wanted[0],
                "text": shortened(text_of(pdf, index)),
            }
            yield pdf_question(at, "other", "7.1", checkpoint="02-002", **said)


def _wanted(name: str) -> tuple[str, ...]:
    """Return the standard types that fit the name of a tag; nothing where it says nothing."""
    if match := _HEADING.fullmatch(name):
        return (f"H{match[1]}", "H")
    return next((kinds for pattern, kinds in _NAMED if pattern.fullmatch(name)), ())
