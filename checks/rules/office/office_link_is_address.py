"""Links whose text is a long web address: it is read aloud sign by sign."""

import re
from collections.abc import Iterator

from checks.base import SiteResult, check
from checks.of_office import at_paragraph, office_failed, office_passed
from drempel.i18n import N_
from drempel.model.finding import Impact, Kind
from drempel.model.office_document import OfficeDocument

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LONGEST = 40
"""Letters of an address that can be heard and typed; the front page of a site is shorter."""


@check(
    id="office-link-is-address",
    title=N_("Link text in the document is a long web address"),
    repair=N_("Write in words where the link leads. On paper a short address can stand behind it."),
    kind=Kind.PRACTICE,
    who="blind",
    scope="document",
    needs=(OfficeDocument,),
    impact=Impact.MINOR,
    messages={"address": N_("The link text is a long address: “{text}”.")},
)
def office_link_is_address(document: OfficeDocument) -> Iterator[SiteResult]:
    """Yield one result per link."""
    for link in document.links:
        at = at_paragraph(document, link.paragraph, "link")
        if _ADDRESS.fullmatch(link.text) and len(link.text) > _LONGEST:
            yield office_failed(at, "address", text=link.text)
        else:
            yield office_passed(at)
