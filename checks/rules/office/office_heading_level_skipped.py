"""Headings that begin below level 1 or skip a level.

WCAG does not forbid it, so this is good practice: people who jump by level look for the one that is missing.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_failed, office_passed, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument


@check(
    id="office-heading-level-skipped",
    title=N_("Headings in the document skip a level"),
    repair=N_("Use the heading styles in order: first level 1, then 2, then 3."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "skip": N_("After a heading of level {before} comes level {level}: “{text}”."),
        "first": N_("The first heading has level {level}: “{text}”."),
    },
)
def office_heading_level_skipped(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per heading."""
    has_title = any(one.is_title and one.text for one in document.paragraphs)
    before, part = int(has_title), ""
    for one in document.body:
        if not one.level or not one.text:
            continue
        if one.part != part:
            # A part of a book may begin where the one before it ended.
            before, part = max(before, one.level - 1), one.part
        at = at_paragraph(document, one.number)
        if one.level <= before + 1:
            yield office_passed(at)
        else:
            key = "skip" if before else "first"
            yield office_failed(at, key, before=before, level=one.level, text=shortened(one.text))
        before = one.level
