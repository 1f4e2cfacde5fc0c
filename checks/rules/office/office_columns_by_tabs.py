"""Columns made with tabs or rows of spaces. Only a question: read line by line they may be right."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_passed, office_question, shortened, stretches
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument, OfficeParagraph

_LEAST = 3
_LEADER = re.compile(r"\d{1,4}$")


@check(
    id="office-columns-by-tabs",
    title=N_("Columns are made with tabs"),
    repair=N_("Make a real table of these lines, or real columns."),
    requirements=("wcag:1.3.2",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={"tabs": N_("Are the {count} lines from “{text}” a table or columns? They are made with tabs.")},
)
def office_columns_by_tabs(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per row of lines with tabs, and one for a text without."""
    found = False
    for stretch in stretches(document):
        row: list[OfficeParagraph] = []
        for one in (*stretch, None):
            # A number after the tab may be the page in a list of contents.
            if one is not None and one.tabs and not (one.tabs == 1 and _LEADER.search(one.text)):
                row.append(one)
                continue
            if len(row) >= _LEAST:
                found = True
                at = at_paragraph(document, row[0].number)
                yield office_question(at, "tabs", count=len(row), text=shortened(row[0].text))
            row = []
    if not found and document.letters and document.kind in ("docx", "odt", "rtf"):
        yield office_passed()
