"""Write the sheet of the e-inclusion test as a tagged PDF (PDF/UA-1), to print and to fill in with a pen."""

import io
from datetime import UTC, datetime, time
from typing import Final

import drempel
from drempel.i18n import Catalogue
from drempel.model.service import SeenAt
from drempel.model.sheet import PanelTask, PersonAnswer, Sheet, SheetQuestion
from reports.paper.lines import Run, Said, link
from reports.paper.paper import Cell, Column, Paper
from reports.render import address
from reports.sheet_words import REPLIES
from reports.sheets.document import said_by_person
from reports.sheets.workbook import scan_says
from reports.untrusted import printable
from reports.wording import Wording

_BOX: Final = "☐"
_NAME: Final = 160


def sheet_pdf(sheet: Sheet, text: Catalogue, workbook: str) -> bytes:
    """Return the file; `workbook` is the name of the file in which answers are typed.

    Raises `SetupError` where this machine has no typeface.
    """
    return _Sheet(sheet, Wording(text, ()), workbook).file()


class _Sheet:
    """One sheet on paper."""

    def __init__(self, sheet: Sheet, words: Wording, workbook: str) -> None:
        self.sheet, self.words, self.workbook = sheet, words, workbook
        self.service = printable(sheet.service.name, _NAME)
        self.title = words.say("E-inclusion test: {service}", service=self.service).text
        made_at = datetime.combine(sheet.scanned_on, time(), UTC)
        self.to = Paper(self.title, words.language, made_at)

    def file(self) -> bytes:
        self.opening()
        self.known()
        self.to.heading(2, self.words.say("What you look at yourself"))
        for question in self.sheet.open:
            self.question(question)
        self.apart()
        self.tasks()
        self.to.paragraph(
            [
                self.words.say("Made by Drempel {version}.", version=drempel.__version__),
                " ",
                self.words.say("A scan does not replace an examination by people."),
            ],
            small=True,
        )
        out = io.BytesIO()
        self.to.save(out)
        return out.getvalue()

    def opening(self) -> None:
        say, sheet = self.words.say, self.sheet
        self.to.heading(1, self.title)
        self.to.list_of(
            [
                [Run(f"{say('Organisation')}: ", bold=True), sheet.entity_name],
                [Run(f"{say('Page of the service')}: ", bold=True), _page(sheet.service.url)],
                [
                    Run(f"{say('Date of the scan')}: ", bold=True),
                    self.words.catalogue.date(sheet.scanned_on),
                ],
            ]
        )
        self.field(say("Answered on").text)
        self.to.paragraph(say("Do not write down names of people. You do not need them."))
        command = f'drempel toets "{sheet.service.url}" --answers {self.workbook}'
        told = say("Type the answers in the file {file}. Then they stand in the report:", file=self.workbook)
        self.to.paragraph([told, " ", command])

    def known(self) -> None:
        say = self.words.say
        self.to.heading(2, say("What the scan knows already"))
        if not self.sheet.known:
            self.to.paragraph(say("The scan cannot answer any question for sure."))
            return
        self.to.table(
            say("Answers of the scan"),
            [
                Column(say("Question"), 2),
                Column(say("The scan says"), 1.2),
                Column(say("Where we saw it"), 2),
            ],
            (
                (
                    [f"{one.id} ", self.words.inclusion(one.name)],
                    self.said(one),
                    _places(one.seen) or say("Nowhere on the pages that we saw"),
                )
                for one in self.sheet.known
            ),
        )

    def question(self, question: SheetQuestion) -> None:
        say, name = self.words.say, self.words.inclusion(question.name)
        self.to.heading(3, [f"{question.id} ", name])
        if question.ask:
            self.to.paragraph(self.words.inclusion(question.ask))
        self.to.paragraph([f"{say('The scan says')}: ", *self.said(question)])
        if places := _places(question.seen):
            self.to.paragraph(places, small=True)
        boxes = "    ".join(f"{_BOX} {say(label)}" for label in REPLIES.values())
        self.to.paragraph(f"{say('Your answer')}: {boxes}")
        self.field(say("Remark").text)

    def said(self, question: SheetQuestion) -> list[Said]:
        told: list[Said] = [scan_says(question, self.words)]
        return told + self.by_person(question.answer)

    def by_person(self, answer: PersonAnswer | None) -> list[Said]:
        line = said_by_person(answer, self.words)
        return [". ", line] if line else []

    def apart(self) -> None:
        if not self.sheet.apart:
            return
        say = self.words.say
        self.to.heading(3, say("The scan saw nothing about this"))
        self.to.paragraph(
            say("Does one of these fit the service? Answer it in the file {file}.", file=self.workbook)
        )
        self.to.list_of([f"{one.id} ", self.words.inclusion(one.name)] for one in self.sheet.apart)

    def tasks(self) -> None:
        say = self.words.say
        self.to.heading(2, say("Tasks for a test panel"))
        self.to.paragraph(
            say(
                "Give people a task and be silent. Do not help. "
                "Write down how many people tried it, and how many managed."
            )
        )
        self.to.paragraph(say("It is the service that is tested, not the people."))
        for number, task in enumerate(self.sheet.tasks, 1):
            self.task(number, task)

    def task(self, number: int, task: PanelTask) -> None:
        say = self.words.say
        self.to.heading(3, [f"{number}. ", say(task.title)])
        self.to.paragraph(say(task.text, service=self.service))
        if line := said_by_person(task.answer, self.words):
            self.to.paragraph(line)
        for field in ("How many people tried this?", "How many people managed?"):
            self.field(say(field).text, width=0.2)
        self.field(say("Where did people get stuck?").text)

    def field(self, label: str, width: float = 1.0) -> None:
        """Write what is asked, with room to write below it."""
        self.to.paragraph(label if label.endswith("?") else f"{label}:")
        self.to.writing_line(width)


def _places(seen: tuple[SeenAt, ...]) -> Cell:
    said: list[Said] = []
    for place in seen:
        if said:
            said.append("; ")
        if place.text and place.selector:
            said.append(f"“{printable(place.text, _NAME)}” ")
        said.append(_page(place.page_url))
    return said


def _page(url: str) -> Run:
    return link(url, address(url))
