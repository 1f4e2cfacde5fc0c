"""Titles that nobody wrote: file names, and what programs fill in by themselves."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_pdf import WHOLE, pdf_failed, pdf_passed, pdf_question
from checks.titles import is_placeholder
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.pdf_document import PdfDocument

_BY_PROGRAM = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office \w+)|powerpoint[- ]presentatie)\b.*", re.I
)
_FILE = re.compile(
    r"\S.*\.(?:docx?|dotx?|xlsx?|pptx?|odt|ods|odp|rtf|indd|pub|pdf|p65|qxd|pages|tmp|eps|ai)", re.I
)
_EMPTY = re.compile(
    r"(?:document|dokument|presentatie|presentation|présentation|map|classeur|book|diavoorstelling|dia)\s?\d{0,3}"
    r"|(?:geen|zonder|no|sans) (?:titel|title|titre)"
    r"|titel|title|titre|naamloos ?-?\d*|untitled[ -]?\d*|slide \d+",
    re.I,
)


@check(
    id="pdf-title-says-nothing",
    title=N_("Title of the PDF does not say what it is about"),
    repair=N_(
        "Write in the properties of the document a title that says what it is about, and make the PDF anew."
    ),
    requirements=("wcag:2.4.2",),
    scope="document",
    needs=(PdfDocument,),
    impact=Impact.MODERATE,
    messages={
        "file": N_("The title is the name of a file: “{title}”."),
        "program": N_("The title was filled in by a program: “{title}”."),
        "empty": N_("The title is “{title}”. Does it say what the document is about?"),
    },
)
def pdf_title_says_nothing(pdf: PdfDocument) -> Iterator[SiteResult]:
    """Yield one result for a document with a title."""
    title = " ".join((pdf.metadata.title or "").split())
    if not title:
        return
    key = ""
    if _BY_PROGRAM.fullmatch(title):
        key = "program"
    elif _FILE.fullmatch(title):
        key = "file"
    elif _EMPTY.fullmatch(title) or is_placeholder(title):
        key = "empty"
    if key == "empty":
        yield pdf_question(WHOLE, key, "7.1", title=title, checkpoint="06-004")
    elif key:
        yield pdf_failed(WHOLE, key, "7.1", title=title, checkpoint="06-004")
    else:
        yield pdf_passed()
