"""Pictures that stand in a tag for text, and running text that is tagged as a picture."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_tag, pdf_passed, pdf_question
from checks.pdf_text import at_block, shortened, tagged
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument

_SMALL = 14.0
"""Points: smaller pictures stand for a bullet or a letter."""

_RUNNING = re.compile(r"(?:[^\W\d_]{2,}[ ,]+){6,}[^\W\d_]{2,}[.!?]")
_MAY_HOLD = frozenset({"Figure", "Formula", "Form", "Link", "Annot", "Lbl", "Warichu"})


@check(
    id="pdf-picture-tagged-as-text",
    title=N_("Picture in the PDF is tagged as text, or text as picture"),
    repair=N_("Tag pictures as Figure with an alternative text, and text as text."),
    requirements=(
        "wcag:1.1.1",
        "wcag:1.3.1",
    ),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "picture": N_(
            "A picture stands here in a tag for text ({tag}). Does it show something? Then it needs a "
            "tag Figure with a text."
        ),
        "text": N_("This text is tagged as a picture. Can it be tagged as text? “{text}”"),
    },
)
def pdf_picture_tagged_as_text(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per picture in a tag, and per figure with running text."""
    seen: set[int] = set()
    for picture in pdf.pictures:
        if picture.tag == NONE or picture.is_artifact or picture.tag in seen:
            continue
        seen.add(picture.tag)
        at = at_tag(pdf, picture.tag)
        size = min(picture.right - picture.left, picture.top - picture.bottom)
        if size >= _SMALL and not _is_told(pdf, picture.tag):
            tag = pdf.tags[picture.tag].kind or pdf.tags[picture.tag].name
            yield pdf_question(at, "picture", "7.3", tag=tag, checkpoint="13-001")
        else:
            yield pdf_passed(at)
    holding = {picture.tag for picture in pdf.pictures}
    for block in tagged(pdf, "figure"):
        is_figure = pdf.tags[block.tag].kind == "Figure"
        if is_figure and block.tag not in holding and _RUNNING.search(block.text):
            text = shortened(block.text)
            yield pdf_question(at_block(pdf, block), "text", "7.1", text=text, checkpoint="01-006")


def _is_told(pdf: PdfDocument, index: int) -> bool:
    """Tell whether a tag may hold a picture, or says what is on it."""
    while index != NONE:
        tag = pdf.tags[index]
        if tag.kind in _MAY_HOLD or tag.alt or tag.actual_text is not None:
            return True
        index = tag.parent
    return False
