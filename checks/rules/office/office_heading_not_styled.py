"""Lines that look like headings and are none: short, bold or large, with text below.

Only a question: a bold line may also be a name or a remark.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import (
    WHOLE,
    at_paragraph,
    office_passed,
    office_question,
    shortened,
    stretches,
    usual_size,
)
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument, OfficeParagraph

_LONGEST = 90
"""Letters of a heading, at most."""
_LARGER = 1.2
_LONG_TEXT = 3000
"""Letters of a document in which people look for headings."""
_MOST = 15


@check(
    id="office-heading-not-styled",
    title=N_("Line looks like a heading and is none"),
    repair=N_("Give the line a heading style (Heading 1, Heading 2…)."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "bold": N_("Is “{text}” a heading? It is bold and stands alone, but has no heading style."),
        "large": N_("Is “{text}” a heading? It has large letters, but no heading style."),
        "none": N_("Are there parts that need a heading? The text is long and has none."),
    },
)
def office_heading_not_styled(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per heading and per line that looks like one; one for a long text without any."""
    if document.kind == "xlsx":
        return
    usual, found = usual_size(document), 0
    for stretch in stretches(document):
        for one, after in zip(stretch, [*stretch[1:], None], strict=True):
            if one.level or one.is_title:
                found += bool(one.text)
                yield office_passed(at_paragraph(document, one.number))
                continue
            key = _looks(one, usual)
            if not key or after is None or after.is_item or not _is_text(after):
                continue
            found += 1
            if found <= _MOST:
                yield office_question(at_paragraph(document, one.number), key, text=shortened(one.text))
    if not found and document.letters >= _LONG_TEXT:
        yield office_question(WHOLE, "none")


def _looks(one: OfficeParagraph, usual: float) -> str:
    """Return by what a line looks like a heading; empty where it does not."""
    text = one.text
    is_line = 2 < len(text) <= _LONGEST and not text.endswith((".", ",", ";", ":", "!")) and not one.is_item
    if (
        not is_line
        or not any(map(str.isalpha, text))
        or one.style in ("subtitle", "ondertitel", "date", "author")
    ):
        return ""
    if usual and one.size >= _LARGER * usual:
        return "large"
    return "bold" if one.is_bold else ""


def _is_text(one: OfficeParagraph) -> bool:
    return len(one.text) > _LONGEST // 2 and not one.is_bold and not one.level
