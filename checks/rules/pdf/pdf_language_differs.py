"""Text in another language than the file says: it is read aloud with the wrong sounds.

A failure only for the document as a whole, with much text in a language that hardly can be another one. A
part that looks foreign gets a question: it may be a name, a quotation or a list.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, at_page, at_tag, pdf_failed, pdf_passed, pdf_question
from checks.pdf_text import shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import NONE, PdfDocument
from drempel.model.pdf_text import PdfSpeeches

_MOST = 5
"""Questions about parts of one document."""


@check(
    id="pdf-language-differs",
    title=N_("PDF says that it is in another language"),
    repair=N_(
        "Set the language of the document, and of each part in another language, and make the PDF anew."
    ),
    requirements=(
        "wcag:3.1.1",
        "wcag:3.1.2",
    ),
    scope="document",
    needs=(
        PdfDocument,
        PdfSpeeches,
    ),
    impact=Impact.SERIOUS,
    messages={
        "document": N_("The file says that its language is “{declared}”, and its text is in “{found}”."),
        "ask": N_("The file says that its language is “{declared}”. Is its text in “{found}”?"),
        "part": N_("Is this text in “{found}”? The file says that it is in “{declared}”: “{text}”"),
    },
)
def pdf_language_differs(pdf: PdfDocument, speeches: PdfSpeeches) -> Iterator[SiteResult]:
    """Yield one result per text of which the language can be told."""
    asked = 0
    for one in speeches.parts:
        at = WHOLE if one.is_document else at_tag(pdf, one.tag) if one.tag != NONE else at_page(one.page)
        said = {"declared": one.declared, "found": one.found}
        if not one.differs:
            yield pdf_passed(at)
        elif one.is_document and one.is_sure:
            yield pdf_failed(at, "document", "7.2", checkpoint="11-007", **said)
        elif one.is_document:
            yield pdf_question(at, "ask", "7.2", checkpoint="11-007", **said)
        elif asked < _MOST:
            asked += 1
            yield pdf_question(at, "part", "7.2", checkpoint="11-007", text=shortened(one.text), **said)
