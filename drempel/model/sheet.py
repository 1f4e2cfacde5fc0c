"""The e-inclusion test of one service: what the scan answers, what people look at, what they answered."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from drempel.model.answer import Said
from drempel.model.service import SeenAt, Service


class Reply(StrEnum):
    """What a person can answer; `na`: the question does not fit this service."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NA = "na"


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What a person answered to a question, or how a task went with a test panel.

    `part` of `whole` people managed the task; both are `None` for a question. Names of people are not kept.
    """

    service_url: str
    question: str
    """Id of an indicator (`KAN05`), or of a task (`task-find`)."""
    reply: Reply | None = None
    note: str = ""
    part: int | None = None
    whole: int | None = None
    answered_on: str = ""
    """ISO day."""


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """One row of the table of indicators for this service."""

    id: str
    name: str
    """English message under context `inclusion`, as are `ask` and `unseen`: the statement that is tested."""
    ask: str = ""
    """What a person has to find out; empty where the name says it all."""
    unseen: str = ""
    """Why no scan can tell."""
    said: Said | None = None
    """What the scan says; `None` where it saw nothing that the question is about."""
    yes: int = 0
    no: int = 0
    unknown: int = 0
    """How often it said so, in pages or forms; of a service or site there is one answer."""
    seen: tuple[SeenAt, ...] = ()
    is_sure: bool = True
    """Whether the answer of the scan stands by itself."""
    answer: PersonAnswer | None = None

    @property
    def is_answered(self) -> bool:
        """Tell whether the scan alone answers it."""
        return self.is_sure and self.said in {Said.YES, Said.NO}


@dataclass(frozen=True, slots=True)
class PanelTask:
    """Something that people of a test panel try; `text` is an English message with context `report`."""

    id: str
    title: str
    text: str
    answer: PersonAnswer | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of one sheet, for any format."""

    service: Service
    entity_name: str
    site_url: str
    scan_id: str
    scanned_on: date
    questions: tuple[SheetQuestion, ...] = ()
    tasks: tuple[PanelTask, ...] = ()

    @property
    def known(self) -> tuple[SheetQuestion, ...]:
        """Return what the scan answers already."""
        return tuple(one for one in self.questions if one.is_answered)

    @property
    def open(self) -> tuple[SheetQuestion, ...]:
        """Return what a person must look at, the ones that the scan saw something of first."""
        rest = [one for one in self.questions if not one.is_answered and one not in self.apart]
        return tuple(sorted(rest, key=lambda one: one.said is None))

    @property
    def apart(self) -> tuple[SheetQuestion, ...]:
        """Return what the scan saw nothing of, and what nobody has to find out or did: it hardly fits."""
        return tuple(one for one in self.questions if one.said is None and not one.ask and one.answer is None)
