"""What the checks of PDF files share: results that point into a document, and looks at its tags.

A place is told as readers can find it: `#page=3` is how browsers open a page of a PDF (RFC 8118), and the
path of tags is what an editor shows in its tree. `clause` is the rule of PDF/UA-1 (ISO 14289-1) with the
number of the test, e.g. `7.18.1-t02`; empty where none is meant. Where a person has to look, the number of a
test is left out, and `checkpoint` names the condition of the Matterhorn protocol instead, e.g. `14-001`.
"""

from checks.base import MAX_PARAM, SiteResult
from drempel.model.finding import Outcome, Pointer
from drempel.model.pdf_document import NONE, PdfAnnotation, PdfDocument, PdfFont

WHOLE = Pointer("document")
"""The file as a whole."""


def pdf_failed(at: Pointer, key: str, /, clause: str = "", **params: object) -> SiteResult:
    """Return that something in a PDF is a barrier, or breaks a clause of PDF/UA-1."""
    return SiteResult(Outcome.FAILED, at, key, _params(clause, params))


def pdf_question(at: Pointer, key: str, /, clause: str = "", **params: object) -> SiteResult:
    """Return that a person has to look; the message is the question to ask."""
    return SiteResult(Outcome.CANT_TELL, at, key, _params(clause, params))


def pdf_passed(at: Pointer = WHOLE, /) -> SiteResult:
    """Return that something was looked at and is no barrier for this check."""
    return SiteResult(Outcome.PASSED, at)


def _params(clause: str, params: dict[str, object]) -> dict[str, str]:
    texts = {name: " ".join(str(value).split()) for name, value in params.items()}
    texts = {name: v if len(v) <= MAX_PARAM else v[: MAX_PARAM - 1] + "…" for name, v in texts.items()}
    return {**texts, "clause": clause} if clause else texts


def at_page(number: int, what: str = "", snippet: str = "") -> Pointer:
    """Return a pointer to a page, or to something on it."""
    selector = f"#page={number}" if number else "document"
    return Pointer(f"{selector} {what}" if what else selector, snippet[:MAX_PARAM], structure=what)


def at_tag(pdf: PdfDocument, index: int) -> Pointer:
    """Return a pointer to a tag: its page, its path in the tree, and its text."""
    tag = pdf.tags[index]
    path = _path(pdf, index)
    structure = " > ".join(pdf.tags[one].kind or pdf.tags[one].name for one in path)
    shown = " > ".join(_with_place(pdf, one) for one in path)
    return Pointer(
        f"#page={tag.page} {shown}" if tag.page else shown,
        text_of(pdf, index)[:MAX_PARAM],
        structure=structure,
    )


def _path(pdf: PdfDocument, index: int) -> list[int]:
    path = []
    while index != NONE:
        path.append(index)
        index = pdf.tags[index].parent
    return path[::-1]


def _with_place(pdf: PdfDocument, index: int) -> str:
    """Return the name of a tag, with its number among those beside it that are called the same."""
    tag = pdf.tags[index]
    beside = pdf.roots if tag.parent == NONE else pdf.tags[tag.parent].kids
    same = [one for one in beside if pdf.tags[one].name == tag.name]
    return tag.name if len(same) < 2 else f"{tag.name}[{same.index(index) + 1}]"


def at_annotation(pdf: PdfDocument, annotation: PdfAnnotation) -> Pointer:
    """Return a pointer to an annotation."""
    text = annotation.contents or annotation.field_name
    if not text and annotation.tag != NONE:
        text = text_of(pdf, annotation.tag)
    return at_page(annotation.page, annotation.kind, text)


def at_font(font: PdfFont) -> Pointer:
    """Return a pointer to the page where a font is used first."""
    return at_page(font.page, f"font {font.name or font.kind}")


def text_of(pdf: PdfDocument, index: int) -> str:
    """Return the text in a tag and in the tags below it, as far as it was kept."""
    parts: list[str] = []
    waiting, size = [index], 0
    while waiting and size < MAX_PARAM:
        tag = pdf.tags[waiting.pop()]
        if tag.text:
            parts.append(tag.text)
            size += len(tag.text)
        waiting += reversed(tag.kids)
    return " ".join(parts)


def shown_codes(codes: tuple[int, ...]) -> str:
    """Return codes of a font for people who look for them."""
    return ", ".join(f"0x{code:02X}" for code in codes)


def is_blank(text: str | None) -> bool:
    """Tell whether there is no text, or only space."""
    return not (text or "").strip()
