"""Pictures and charts without alternative text that are not marked as decoration either.

Drawings and what stands in headers and footers are often decoration: there the check only asks.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_picture, is_shown, office_failed, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_ASKED = ("shape", "group")


@check(
    id="office-picture-without-alternative",
    title=N_("Picture in the document has no alternative text"),
    repair=N_("Write an alternative text, or mark the picture as decorative."),
    requirements=("wcag:1.1.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.CRITICAL,
    messages={
        "picture": N_("The picture has no alternative text and is not marked as decorative."),
        "chart": N_("The chart or diagram has no alternative text."),
        "shape": N_("The drawing has no alternative text. Is it only decoration?"),
        "edge": N_("The picture in the header or footer has no alternative text. Is it only decoration?"),
    },
)
def office_picture_without_alternative(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per picture."""
    for picture in document.pictures:
        at = at_picture(document, picture)
        if picture.alt or picture.is_decorative or picture.has_empty_alt:
            yield office_passed(at)
        elif not is_shown(picture):
            continue
        elif picture.where in ("header", "footer"):
            yield office_question(at, "edge")
        elif picture.kind in _ASKED:
            yield office_question(at, "shape")
        else:
            yield office_failed(at, "chart" if picture.kind in ("chart", "diagram") else "picture")
