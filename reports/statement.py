"""What a report says of the accessibility statement of the site, and of what people answered themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from drempel.i18n import N_
from drempel.inclusion.questions import questions
from drempel.inclusion.statements import PARTS, SiteStatement, missing_parts, statement_of
from drempel.model.issue import Issue
from drempel.model.report import ReportSource
from drempel.model.sheet import PersonAnswer
from drempel.model.statement_seen import StatementSeen
from reports.grouping import Group, ground_of
from reports.panel import TASKS
from reports.shared import once_a_report
from reports.wording import Phrase, Wording

MOST_FAILURES: Final = 5
MOST_PAGES: Final = 10

NAMES: Final[Mapping[str, str]] = {
    "commitment": N_("The promise to be accessible"),
    "law": N_("The law"),
    "scope": N_("Which site it is about"),
    "status": N_("How far the site meets the norm"),
    "norm": N_("The norm, with its version"),
    "items": N_("What is not accessible"),
    "reasons": N_("Why not"),
    "date": N_("The date"),
    "method": N_("How the site was tested"),
    "contact": N_("How people report a problem"),
    "enforcement": N_("Where people go with a complaint"),
}
STATUSES: Final = {
    "V": N_("fully"),
    "G": N_("partially"),
    "N": N_("not"),
    "tegenstrijdig": N_("two different answers"),
}
AGES: Final = {
    "actueel": N_("The statement is up to date."),
    "verouderd": N_("The statement is more than a year old."),
    "ernstig verouderd": N_("The statement is more than three years old."),
    "onbekend": N_("The statement has no date, so we do not know how old it is."),
}
_FIELDS: Final = {
    "norm": ("standard", "en_version"),
    "date": ("reviewed", "prepared"),
    "contact": ("channels",),
}
"""Part → the fields whose evidence tells of it, where these have another name."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the statement: `is_there` is `None` where it could not be told."""

    name: str
    is_there: bool | None
    value: str = ""
    """English message with what it says, where that is one of a few answers."""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the section shows."""

    site: SiteStatement
    parts: tuple[PartRow, ...]
    failures: int
    """Problems against the norm on all pages of the scan."""
    contradicted: bool | None
    examples: tuple[Issue, ...] = ()
    """Some of these problems, where the statement says that there are none."""

    @property
    def has_wrong_law(self) -> bool:
        """Tell whether the law is that of another level of government."""
        return self.site.statement is not None and self.site.statement.law_ok is False


@once_a_report
def statement_view(source: ReportSource) -> StatementView:
    """Return what is known of the statement of the site, held against all that the scan found."""
    site = statement_of(source.seen_pages(StatementSeen))
    standard = source.header.scan.settings.standard
    failures = 0
    examples: tuple[Issue, ...] = ()
    if site.statement is not None and site.statement.status == "V":
        failed = (issue for issue in source.issues() if ground_of(issue, standard) is Group.NORM)
        examples = tuple(islice(failed, MOST_FAILURES))
        failures = len(examples) + sum(1 for _ in failed)
    return StatementView(site, tuple(_parts(site)), failures, site.contradicted_by(failures), examples)


def _parts(site: SiteStatement) -> list[PartRow]:
    said = site.statement
    if said is None:
        return []
    missing = missing_parts(said)
    rows = []
    for part in PARTS:
        quotes = (said.evidence.get(name) for name in _FIELDS.get(part, (part,)))
        quote = next((place.text for place in quotes if place is not None), "")
        is_unknown = part == "items" and said.items is None
        if part in {"items", "reasons"} and said.status == "V" and not said.items:
            continue
        is_there = None if is_unknown else part not in missing
        value = STATUSES.get(said.status or "", "") if part == "status" else ""
        rows.append(PartRow(part, is_there, value, quote))
    return rows


# What people answered


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer of a person beside that of the scan."""

    service_url: str
    code: str
    name: Phrase
    answer: PersonAnswer


def answer_rows(answers: Sequence[PersonAnswer], words: Wording) -> tuple[AnswerRow, ...]:
    """Return what people answered in e-inclusion tests, service by service; questions before tasks."""
    tasks = {task.id: task.title for task in TASKS}
    rows = []
    for one in sorted(answers, key=lambda one: (one.service_url, one.question in tasks, one.question)):
        if one.question in tasks:
            rows.append(AnswerRow(one.service_url, "", words.say(tasks[one.question]), one))
        elif one.question in questions():
            name = words.inclusion(questions()[one.question].name)
            rows.append(AnswerRow(one.service_url, one.question, name, one))
    return tuple(rows)


# Data


def statement_data(view: StatementView) -> dict[str, Any]:
    """Return the section as plain data; fields of the statement have the names of `drempel statement`."""
    site, reach = view.site, view.site.reach
    said = site.statement
    return {
        "is_there": site.is_there,
        "url": site.url or None,
        "is_document": site.is_document,
        "leads_elsewhere": site.leads_elsewhere,
        "f02_reachable": {
            "ratio": reach.ratio,
            "part": reach.part,
            "whole": reach.whole,
            "unknown": reach.unknown,
            "vague": reach.vague,
            "without": list(reach.without),
        },
        "f04_law": said.law if said is not None else None,
        "f04_law_ok": said.law_ok if said is not None else None,
        "f06_status": said.status if said is not None else None,
        "f11_latest": site.latest,
        "f11_age": site.age,
        "f15_contradiction": view.contradicted,
        "failures": view.failures,
        "contradicted_by": [issue.id for issue in view.examples],
        "missing": [row.name for row in view.parts if row.is_there is False],
    }


def answer_data(answer: PersonAnswer) -> dict[str, Any]:
    """Return what a person answered as plain data."""
    return {
        "service": answer.service_url,
        "question": answer.question,
        "answer": answer.reply.value if answer.reply is not None else None,
        "note": answer.note,
        "managed": answer.part,
        "tried": answer.whole,
        "answered_on": answer.answered_on or None,
    }
