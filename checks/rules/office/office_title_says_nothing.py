"""Titles that nobody wrote for the document: those of a template, of a program, or the name of a file."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_failed, office_passed
from checks.titles import is_placeholder
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_FILE = re.compile(r"[^\s/]+\.(?:docx?|dotx?|odt|ott|xlsx?|epub|pdf|rtf)", re.IGNORECASE)


@check(
    id="office-title-says-nothing",
    title=N_("Title of the document says nothing"),
    repair=N_("Write a title that says what the document is about."),
    requirements=("wcag:2.4.2",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "file": N_("The title is the name of a file: “{title}”."),
        "empty": N_("The title “{title}” fits any document."),
    },
)
def office_title_says_nothing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with a title."""
    title = (document.title or "").strip()
    if not title:
        return
    if _FILE.fullmatch(title):
        yield office_failed(WHOLE, "file", title=title)
    elif is_placeholder(title):
        yield office_failed(WHOLE, "empty", title=title)
    else:
        yield office_passed()
