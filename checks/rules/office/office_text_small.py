"""Much text in letters of less than 9 points, in which people cannot enlarge it as on a page of the web."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_failed, office_passed, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_LEAST_POINTS = 9.0
_MUCH = 200
"""Letters: less may be a remark or a mark on a chart."""


@check(
    id="office-text-small",
    title=N_("Text in the document is very small"),
    repair=N_("Use letters of at least 11 points for text, and at least 9 for notes."),
    kind=Kind.PRACTICE,
    who="low-vision",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MINOR,
    messages={"small": N_("{letters} letters are smaller than 9 points. The text begins with “{text}”.")},
)
def office_text_small(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document whose sizes are known."""
    letters, first = 0, None
    is_known = False
    for one in document.body:
        for run in one.runs:
            is_known |= run.size > 0
            if 0 < run.size < _LEAST_POINTS:
                letters += sum(map(str.isalnum, run.text))
                first = first or one
    if first is not None and letters >= _MUCH:
        at = at_paragraph(document, first.number)
        yield office_failed(at, "small", letters=letters, text=shortened(first.text))
    elif is_known:
        yield office_passed()
