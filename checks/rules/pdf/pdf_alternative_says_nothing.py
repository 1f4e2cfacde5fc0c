"""Alternative texts of pictures that say nothing: file names, words for "picture", the caption once more."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_failed, pdf_passed, pdf_question
from checks.pdf_text import real
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_FILE = re.compile(r"\S[^.!?]*\.(?:jpe?g|png|gif|tiff?|bmp|svg|webp|eps|emf|wmf|psd|ai|pdf)", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:(?:de|het|een|the|an?|la|le|une?|das|ein|eine) )?"
    r"(?:image|afbeelding|foto|photo|picture|plaatje|bild|figuur"
    r"|figure|fig|illustratie|illustration|grafiek|graphic|graph|chart|graphique|diagram|schema|logo|icoon|icon"
    r"|tekening|screenshot|schermafbeelding|object|alt|alt text|alternatieve tekst|description|beschrijving"
    r"|formula|formule|equation)(?: ?\d{1,4}| [a-z])?"
)
_DECORATION = re.compile(
    r"(?:decorative|decoratief|decoratie|decoration|versiering|spacer|blank|leeg|empty"
    r"|horizontal line|line|lijn"
    r"|streep|ligne|trait|border|rand|kader|background|achtergrond|fond|bullet|opsommingsteken)"
    r"(?: (?:image|picture|line|element|afbeelding|foto))?"
)
_SAME = 4
_THIN = 4.0
"""Points: a picture that is not higher or wider is a line."""


@check(
    id="pdf-alternative-says-nothing",
    title=N_("Alternative text in the PDF says nothing"),
    repair=N_("Write in the alternative text what the picture shows, or mark a decoration as artifact."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "file": N_("The alternative text is the name of a file: “{alt}”."),
        "generic": N_("The alternative text “{alt}” fits any picture. What is to be seen?"),
        "decoration": N_(
            "The alternative text “{alt}” is that of a decoration. Can the picture be marked as artifact?"
        ),
        "line": N_("The picture is only a line. Can it be marked as artifact?"),
        "repeats": N_(
            "The alternative text repeats the text beside the picture. Is there more to tell? “{alt}”"
        ),
        "same": N_("Pictures with the same alternative text: {count}. Do they show the same? “{alt}”"),
    },
)
def pdf_alternative_says_nothing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per figure and formula with an alternative text."""
    texts = {
        _plain(block.text) for block in real(pdf, "paragraph", "caption", "heading") if len(block.text) > 9
    }
    lines = _lines(pdf)
    seen: dict[str, list[int]] = {}
    for index, tag in pdf.of_kind("Figure", "Formula"):
        alt, at = " ".join((tag.alt or "").split()), at_tag(pdf, index)
        if index in lines:
            yield pdf_question(at, "line", "7.1", checkpoint="01-001")
        elif not alt:
            continue
        elif _FILE.fullmatch(alt):
            yield pdf_failed(at, "file", "7.3", alt=alt, checkpoint="13-004")
        elif _GENERIC.fullmatch(_plain(alt)):
            yield pdf_question(at, "generic", "7.3", alt=alt, checkpoint="13-004")
        elif _DECORATION.fullmatch(_plain(alt)):
            yield pdf_question(at, "decoration", "7.1", alt=alt, checkpoint="01-001")
        elif tag.kind == "Figure" and _plain(alt) in texts:
            yield pdf_question(at, "repeats", "7.3", alt=alt, checkpoint="13-004")
        else:
            seen.setdefault(alt, []).append(index)
            yield pdf_passed(at)
    for alt, indexes in seen.items():
        if len(indexes) >= _SAME:
            at = at_tag(pdf, indexes[0])
            yield pdf_question(at, "same", "7.3", count=len(indexes), alt=alt, checkpoint="13-004")


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .:;!?\"'“”").split())


def _lines(pdf: PdfDocument) -> set[int]:
    """Return the figures that hold nothing but an image of a line."""
    thin: set[int] = set()
    other = {block.tag for block in real(pdf, "figure")}
    for picture in pdf.pictures:
        is_thin = min(picture.right - picture.left, picture.top - picture.bottom) <= _THIN
        (thin if is_thin else other).add(picture.tag)
    return thin - other
