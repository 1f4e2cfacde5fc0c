"""Text boxes that float over the page: they are read at another place than they are seen, or not at all."""

import itertools
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_LEAST = 20
"""Letters in the box."""


@check(
    id="office-text-box-floats",
    title=N_("Text stands in a box that floats over the page"),
    repair=N_("Put the text in the page itself, or set the box “In line with text”."),
    requirements=("wcag:1.3.2",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "box": N_("Is this text in the right place when the document is read from top to bottom? “{text}”")
    },
)
def office_text_box_floats(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per box with text."""
    for number in document.boxes:
        one = document.paragraph(number)
        rest = itertools.takewhile(lambda p: p.where == "box", document.paragraphs[number - 1 :])
        text = " ".join(p.text for p in itertools.islice(rest, 20))
        if one is not None and one.where == "box" and sum(map(str.isalnum, text)) >= _LEAST:
            yield office_question(at_paragraph(document, number), "box", text=shortened(text))
