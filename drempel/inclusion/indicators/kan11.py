"""The page says that people can apply on paper or by post. A PDF to print oneself is no such way."""

from drempel.inclusion.asking import TASK_KINDS, at, facts_of_kind, sign, told, was_read
from drempel.inclusion.limits import Limits
from drempel.model.answer import Answer, Unit
from drempel.model.facts import Facts
from drempel.model.inclusion import SeenPage
from drempel.model.signs import Signs

ID = "KAN11"
VERSION = 1
UNIT = Unit.SERVICE
DENOMINATOR = "services with a form or an application"
NEEDS = (Facts, Signs)
JOIN = "any"


def see(page: SeenPage, _limits: Limits) -> Answer | None:
    """Answer for a page of a service."""
    if facts_of_kind(page, TASK_KINDS) is None or not was_read(page):
        return None
    paper = sign(page, "paper")
    return told(page, paper is not None, at(page, paper.seen) if paper is not None else ())
