"""Text in another language than the document says: it is read aloud with the wrong sounds.

A failure only for the document as a whole, with much text in a language that hardly can be another one. A
part that looks foreign gets a question: it may be a name, a quotation or a list.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, at_paragraph, office_failed, office_passed, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument, OfficeSpeeches

_MOST = 5
"""Questions about parts of one document."""


@check(
    id="office-language-differs",
    title=N_("Document says that it is in another language"),
    repair=N_("Select the text and set the language that it is in."),
    requirements=("wcag:3.1.1", "wcag:3.1.2"),
    scope="document",
    needs=(OfficeDocument, OfficeSpeeches),
    impact=Impact.SERIOUS,
    messages={
        "document": N_("The document says that its language is “{declared}”, and its text is in “{found}”."),
        "ask": N_("The document says that its language is “{declared}”. Is its text in “{found}”?"),
        "part": N_("Is this text in “{found}”? The document says that it is in “{declared}”: “{text}”"),
    },
)
def office_language_differs(document: OfficeDocument, speeches: OfficeSpeeches) -> Iterator[SiteResult]:
    """Yield one result per text of which the language can be told."""
    asked = 0
    for one in speeches.parts:
        at = WHOLE if one.is_document else at_paragraph(document, one.paragraph)
        said = {"declared": one.declared, "found": one.found}
        if not one.differs:
            yield office_passed(at)
        elif one.is_document and one.is_sure:
            yield office_failed(at, "document", **said)
        elif one.is_document:
            yield office_question(at, "ask", **said)
        elif asked < _MOST:
            asked += 1
            yield office_question(at, "part", text=shortened(one.text), **said)
