"""Where a signature is needed, people can also sign on paper or at the counter."""

from drempel.inclusion.asking import at, no, sign, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.inclusion import SeenPage
from drempel.model.page_documents import LinkedDocument, PageDocuments
from drempel.model.service import SeenAt
from drempel.model.signs import Signs

ID = "FRM09"
VERSION = 2
UNIT = Unit.SERVICE
DENOMINATOR = "services that ask for a digital signature"
NEEDS = (PageDocuments, Signs)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that speaks of a digital signature, or links to a document with a field for one.

    A document that says that people print and sign it is a way on paper.
    """
    found, documents = sign(page, "signature"), page.get(PageDocuments)
    linked = documents.of if documents is not None else ()
    asking = [one for one in linked if one.signs_on_screen]
    if found is None and not asking:
        return None
    if found is not None and found.value == "paper-too":
        return yes(page, at(page, found.seen))
    paper = [one for one in linked if one.signs_on_paper]
    if paper:
        return yes(page, _places(paper))
    if found is None:
        # A field on the screen does not forbid a pen.
        return unknown(page, "signature-field", _places(asking))
    unread = [one for one in linked if one.is_form is None]
    return unknown(page, "document-not-read", _places(unread)) if unread else no(page, at(page, found.seen))


def _places(documents: list[LinkedDocument]) -> list[SeenAt]:
    return [SeenAt(one.sign_place or one.url, "", one.name) for one in documents]
