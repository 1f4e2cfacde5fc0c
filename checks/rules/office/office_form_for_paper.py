"""Lines of dots to write on: a form that can only be filled in on paper. Only a question."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_passed, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_DOTS = re.compile(r"(?:\.\s?){8,}|…(?:\s?…){2,}|_{6,}|(?:\.{3,}\s?/\s?){2}")
_LEAST = 2


@check(
    id="office-form-for-paper",
    title=N_("Form can be filled in on paper only"),
    repair=N_("Make a web form of it, or put fields with a title where the dots are."),
    kind=Kind.PRACTICE,
    who="motor",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "dots": N_(
            "Can people fill this in without printing? There are {count} lines to write on, from “{text}”."
        )
    },
)
def office_form_for_paper(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with lines to write on, or with fields."""
    lines = [one for one in document.body if _DOTS.search(one.text)]
    if len(lines) >= _LEAST and not document.fields:
        at = at_paragraph(document, lines[0].number)
        yield office_question(at, "dots", count=len(lines), text=shortened(lines[0].text))
    elif document.fields:
        yield office_passed()
