"""Make the sheet of the e-inclusion test of one service, from the answers of a scan and of people; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from drempel.inclusion.questions import questions
from drempel.model.answer import Asked, Said
from drempel.model.service import Service
from drempel.model.sheet import PanelTask, PersonAnswer, SheetQuestion

TASK: Final = "task-"
"""Begins the id of a task, so that it is never one of an indicator."""
OF_THE_SITE: Final = frozenset({"MON01", "MON02"})
"""Rows of the table that are about measuring a site over time; nobody can test them on one service."""
MOST_SEEN: Final = 3


def sheet_questions(
    of_service: Iterable[Asked], of_site: Iterable[Asked], answers: Mapping[str, PersonAnswer]
) -> tuple[SheetQuestion, ...]:
    """Return all questions in the order of the table.

    `of_service` holds what was asked of the pages of the service, `of_site` of all pages: an indicator of
    the site is told from the latter.
    """
    service = {one.id: one for one in of_service}
    site = {one.id: one for one in of_site}
    made = []
    for about in questions().values():
        if about.id in OF_THE_SITE:
            continue
        asked = (site if about.id in site else service).get(about.id)
        question = SheetQuestion(
            about.id,
            about.name,
            about.question,
            about.unseen,
            is_sure=about.is_sure,
            answer=answers.get(about.id),
        )
        made.append(_with(question, asked) if asked is not None else question)
    return tuple(made)


def _with(question: SheetQuestion, asked: Asked) -> SheetQuestion:
    """Add what the scan says: a "no" on one page counts, and "yes" only where nothing is unknown."""
    said = Said.NO if asked.no else Said.UNKNOWN if asked.unknown else Said.YES if asked.yes else None
    seen = tuple(place.at for place in asked.places if place.said is said)[:MOST_SEEN]
    return replace(question, said=said, yes=asked.yes, no=asked.no, unknown=asked.unknown, seen=seen)


def panel_tasks(
    tasks: Sequence[PanelTask], service: Service, answers: Mapping[str, PersonAnswer]
) -> tuple[PanelTask, ...]:
    """Return the tasks that fit a service: what it does not offer, as far as was seen, is not tried."""
    needs = {
        f"{TASK}form": service.channels.get("click"),
        f"{TASK}keyboard": service.channels.get("click"),
        f"{TASK}home": service.channels.get("home"),
    }
    return tuple(
        replace(task, answer=answers.get(task.id))
        for task in tasks
        if task.id not in needs or ((channel := needs[task.id]) is not None and channel.is_there)
    )
