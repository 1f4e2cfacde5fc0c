"""Lines that begin with a dash or a number and are no list to the program. Only a question."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_passed, office_question, shortened, stretches
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument, OfficeParagraph

_LEAST = 3
_BULLET = re.compile(r"[-–—•·∙●○◦▪■□◆❖►➢➤✓✔*]\s*(?=\w)")
_NUMBER = re.compile(r"(?:\d{1,2}|[a-h])\s?[.)]\s*(?=[^\W\d])")
_LONGEST = 300


@check(
    id="office-list-typed-by-hand",
    title=N_("List in the document is typed by hand"),
    repair=N_("Select the lines and make a list of them with the button for lists."),
    requirements=("wcag:1.3.1",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "bullets": N_("Are the {count} lines from “{text}” a list? They begin with a typed sign."),
        "numbers": N_(
            "Are the {count} lines from “{text}” a list? They begin with a typed number or letter."
        ),
    },
)
def office_list_typed_by_hand(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per list, and per row of lines that looks like one."""
    for stretch in stretches(document):
        row: list[OfficeParagraph] = []
        kind = ""
        for one in (*stretch, None):
            mark = _mark(one)
            if one is not None and mark and mark == kind:
                row.append(one)
                continue
            if len(row) >= _LEAST:
                at = at_paragraph(document, row[0].number)
                yield office_question(at, kind, count=len(row), text=shortened(row[0].text))
            row, kind = ([one], mark) if one is not None and mark else ([], "")
    for one in document.body:
        if one.is_item:
            yield office_passed()
            return


def _mark(one: OfficeParagraph | None) -> str:
    if one is None or one.is_item or one.level or len(one.text) > _LONGEST:
        return ""
    return "bullets" if _BULLET.match(one.text) else "numbers" if _NUMBER.match(one.text) else ""
