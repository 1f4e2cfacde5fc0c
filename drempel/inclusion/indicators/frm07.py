"""People need not print or download a document to apply: it is not the only form."""

from drempel.inclusion.asking import TASK_KINDS, facts_of_kind, no, unknown, where, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.page_documents import PageDocuments
from drempel.model.service import SeenAt

ID = "FRM07"
VERSION = 2
UNIT = Unit.SERVICE
DENOMINATOR = "services with a form"
NEEDS = (Facts, PageDocuments)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that has a form or links to one; of a document it is what stands in it that counts.

    A document that is called a form and has no fields is one to print. Where the documents of the scan were
    not asked for, the links alone tell.
    """
    facts = facts_of_kind(page, TASK_KINDS)
    if facts is None or facts.pdf_only is None:
        return None
    has_way = facts.kind == "form" or bool((facts.channels or {}).get("click"))
    documents = page.get(PageDocuments)
    if has_way or documents is None:
        return no(page, where(page, "pdf_only")) if facts.pdf_only and not has_way else yes(page)
    forms = [one for one in documents.of if one.is_form]
    if forms:
        return no(page, [SeenAt(one.form_place or one.url, "", one.name) for one in forms])
    unread = [one for one in documents.of if one.is_form is None]
    if unread or facts.pdf_only:
        seen = [SeenAt(one.url, "", one.name) for one in unread] or where(page, "pdf_only")
        return unknown(page, "document-not-read", seen)
    return yes(page)
