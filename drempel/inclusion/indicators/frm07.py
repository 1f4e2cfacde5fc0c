"""People need not print or download a document to apply: it is not the only form."""

from drempel.inclusion.asking import TASK_KINDS, facts_of_kind, told, where
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage

ID = "FRM07"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services with a form"
NEEDS = (Facts,)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page that has a form or links to one."""
    facts = facts_of_kind(page, TASK_KINDS)
    if facts is None or facts.pdf_only is None:
        return None
    return told(page, not facts.pdf_only, where(page, "pdf_only"))
