"""The documents of a service show no problem against the norm to our checks."""

from drempel.inclusion.asking import TASK_KINDS, facts_of_kind, no, unknown, yes
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.page_documents import PageDocuments
from drempel.model.service import SeenAt

ID = "FRM08"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services with documents"
NEEDS = (Facts, PageDocuments)
JOIN = "every"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer by the checks of the documents that a page of a service links to.

    What may be exempt by its age counts only where it is a form: that is needed today.
    """
    facts, documents = facts_of_kind(page, TASK_KINDS), page.get(PageDocuments)
    if facts is None or documents is None:
        return None
    counted = [one for one in documents.of if not one.exemption or one.is_form is not False]
    if not counted:
        return None
    wrong = [one for one in counted if one.has_problem]
    if wrong:
        return no(page, [SeenAt(one.problem_place or one.url, "", one.name) for one in wrong])
    unread = [one for one in counted if not one.was_read]
    if unread:
        return unknown(page, "document-not-read", [SeenAt(one.url, "", one.name) for one in unread])
    return yes(page, [SeenAt(one.url, "", one.name) for one in counted])
