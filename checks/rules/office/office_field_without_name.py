"""Form fields without a title or help text, so that a screen reader only says "edit".

A question: the words before the field may be heard first.
"""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_passed, office_question, shortened
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument


@check(
    id="office-field-without-name",
    title=N_("Field in the document has no name"),
    repair=N_("Give each field a title in its properties, the same as the words before it."),
    requirements=("wcag:4.1.2",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.SERIOUS,
    messages={
        "field": N_("Does a screen reader say what to fill in here? The field after “{text}” has no title."),
        "bare": N_("Does a screen reader say what to fill in here? The field has no title."),
    },
)
def office_field_without_name(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per field."""
    for field in document.fields:
        at = at_paragraph(document, field.paragraph, "field")
        if field.name:
            yield office_passed(at)
        elif field.before:
            yield office_question(at, "field", text=shortened(field.before))
        else:
            yield office_question(at, "bare")
