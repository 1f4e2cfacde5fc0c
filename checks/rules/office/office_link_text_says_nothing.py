"""Links in a document whose text is "klik hier" or the like."""

from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.link_words import says_nothing_alone
from checks.of_office import at_paragraph, office_passed, office_question
from drempel.i18n import N_
from drempel.model.finding import Impact
from drempel.model.office_document import OfficeDocument


@check(
    id="office-link-text-says-nothing",
    title=N_("Link text in the document does not say where the link leads"),
    repair=N_("Write in the link text where it leads."),
    requirements=("wcag:2.4.4",),
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MODERATE,
    messages={
        "vague": N_(
            "Does the text around the link “{text}” say where it leads? The link text itself does not."
        ),
    },
)
def office_link_text_says_nothing(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per link."""
    for link in document.links:
        if not any(map(str.isalpha, link.text)):
            continue
        at = at_paragraph(document, link.paragraph, "link")
        yield (
            office_question(at, "vague", text=link.text)
            if says_nothing_alone(link.text)
            else office_passed(at)
        )
