"""Documents without a title: people hear a file name instead.

The name of a file may do as title where it says what it is about (EN 301 549, 10.2.4.2, note 1). So a missing
title is a failure only where that name has no words.
"""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import WHOLE, office_failed, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument

_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_WORDS = frozenset(
    {"bijlage", "copy", "definitief", "doc", "docx", "document", "documents", "draft", "epub", "file",
     "final", "kopie", "map", "nieuw", "odt", "ontwerp", "rev", "scan", "tekst", "text", "versie",
     "version", "xlsx"}
)  # fmt: skip
_SUFFIX = re.compile(r"\.\w{2,5}$")


@check(
    id="office-title-missing",
    title=N_("Document has no title"),
    repair=N_("Fill in the title in the properties of the document."),
    requirements=("wcag:2.4.2",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "missing": N_("The properties of the document give no title, and its file name says nothing either."),
        "name": N_("The document has no title. Does its file name “{name}” say what it is about?"),
    },
)
def office_title_missing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result for the document."""
    if (document.title or "").strip():
        yield office_passed()
        return
    name = _SUFFIX.sub("", document.name.replace("\\", "/").rpartition("/")[2].partition("?")[0])
    words = [word for word in _WORD.findall(name.casefold()) if word not in _NO_WORDS]
    if words:
        yield office_question(WHOLE, "name", name=name)
    else:
        yield office_failed(WHOLE, "missing")
