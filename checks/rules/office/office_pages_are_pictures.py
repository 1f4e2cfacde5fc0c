"""Documents that are little more than large pictures: scans that were put into a file; and pictures of text.

What stands on a picture is not seen here. But programs name pictures after what they are, and Word itself
writes into an alternative text that there is text on the picture.
"""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, at_picture, office_passed, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument, OfficePicture

_LARGE = 250.0
"""Points, about 9 centimetres: a picture that is larger both ways may be a page."""
_FEW = 60
"""Letters of text beside each such picture."""
_WIDE, _HIGH = 100.0, 24.0
"""Points: text on a smaller picture is hardly more than a word or a sign."""
_TELLING = re.compile(
    r"\b(?:met tekst,|schermopname|schermafbeelding|schermafdruk|screen ?(?:shot|print|dump)|print ?screen"
    r"|containing text,|contenant (?:du )?texte,|capture d.écran|gescand|scanned|numérisé)",
    re.IGNORECASE,
)
_SCAN = re.compile(r"(?:^|[/_ -])scan(?:[_ -]?\d|[_.-])", re.IGNORECASE)
"""In the name of a file: “scan” alone may as well be one of a hospital."""


@check(
    id="office-pages-are-pictures",
    title=N_("Document holds pictures instead of text"),
    repair=N_("Put the text itself into the document, not a scan or a picture of it."),
    requirements=("wcag:1.4.5",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.CRITICAL,
    messages={
        "ask": N_("There are {pictures} large pictures and hardly any text. Are they pictures of text?"),
        "named": N_(
            "The picture is called “{name}”. Is it a picture of text, such as a scan or a screenshot?"
        ),
        "one": N_("The document is one large picture with hardly any text. Is it a picture of text?"),
    },
)
def office_pages_are_pictures(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with large pictures, and one for each that is called one of text."""
    if document.kind == "xlsx":
        return
    pictures = [one for one in document.pictures if one.kind == "picture"]
    large = [one for one in pictures if min(one.width, one.height) >= _LARGE]
    if large and document.letters < _FEW * len(large):
        if len(large) > 1:
            yield office_question(WHOLE, "ask", pictures=len(large))
        else:
            yield office_question(WHOLE, "one")
        return
    if large:
        yield office_passed()
    for one in pictures:
        if one.width >= _WIDE and one.height >= _HIGH and not one.is_decorative and (name := _telling(one)):
            yield office_question(at_picture(document, one), "named", name=shortened(name))


def _telling(picture: OfficePicture) -> str:
    """Return what tells that a picture is one of text; empty where nothing does."""
    for told in (picture.alt, picture.name):
        if _TELLING.search(told):
            return told
    file = picture.file.rpartition("/")[2]
    return next((one for one in (picture.name, file) if _SCAN.search(one)), "")
