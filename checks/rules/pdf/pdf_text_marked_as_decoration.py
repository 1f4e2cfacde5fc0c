"""Text in the middle of a page that is marked as decoration, so that nobody hears it.

Running heads stand at the edges or come back on other pages; a watermark is set at an angle or is large.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import at_page, pdf_passed, pdf_question
from checks.pdf_text import heights, is_at_edge, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument
from drempel.model.pdf_text import PdfBlock

_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
_DIGITS = re.compile(r"\d+")
_EDGE = 0.13
_WATERMARK = 40
"""Points from which on letters are those of a watermark."""

_MOST = 10


@check(
    id="pdf-text-marked-as-decoration",
    title=N_("Text in the PDF is marked as decoration"),
    repair=N_("Tag the text, so that it is read aloud."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.SERIOUS,
    messages={
        "text": N_(
            "This text is marked as decoration and is not read aloud. Does it belong to the content? “{text}”"
        ),
    },
)
def pdf_text_marked_as_decoration(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result per page with such text, and one for a tagged document without it."""
    if not pdf.has_tree:
        return
    high = heights(pdf)
    artifacts = [one for one in pdf.blocks if one.kind == "artifact" and _WORDS.search(one.text)]
    pages: dict[str, set[int]] = defaultdict(set)
    for one in artifacts:
        pages[_DIGITS.sub("0", one.text)].add(one.page)
    found: dict[int, PdfBlock] = {}
    for one in artifacts:
        is_lone = len(pages[_DIGITS.sub("0", one.text)]) == 1
        if is_lone and not is_at_edge(one, high.get(one.page, 0), _EDGE) and one.size < _WATERMARK:
            found.setdefault(one.page, one)
    for page, one in list(found.items())[:_MOST]:
        yield pdf_question(
            at_page(page, snippet=one.text), "text", "7.1", text=shortened(one.text), checkpoint="01-002"
        )
    if not found:
        yield pdf_passed()
