"""Write the sheet of the e-inclusion test as a Word document (DOCX), to fill in on screen or on paper."""

import io
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

import drempel
from drempel.i18n import LANGUAGES, Catalogue
from drempel.model.sheet import PersonAnswer, Sheet, SheetQuestion
from reports.sheet_words import REPLIES
from reports.sheets.workbook import scan_says
from reports.untrusted import printable
from reports.wording import Wording

_BOX: Final = "☐"
_LINE: Final = "_" * 60
_MOST: Final = 300


def sheet_docx(sheet: Sheet, text: Catalogue) -> bytes:
    """Return the document: with real headings, a language, a title, and tables whose head repeats."""
    words = Wording(text, ())
    document = Document()
    title = words.say("E-inclusion test: {service}", service=_shown(sheet.service.name)).text
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = LANGUAGES[text.language].replace("_", "-")
    _language(document, LANGUAGES[text.language].replace("_", "-"))
    document.styles["Normal"].font.size = Pt(12)
    document.add_heading(title, level=0)
    for name, value in (
        (words.say("Organisation").text, sheet.entity_name),
        (words.say("Page of the service").text, sheet.service.url),
        (words.say("Date of the scan").text, text.date(sheet.scanned_on)),
        (words.say("Answered on").text, "_" * 20),
    ):
        document.add_paragraph(f"{name}: {_shown(value)}")
    document.add_paragraph(words.say("Do not write down names of people. You do not need them.").text)
    _known(document, sheet, words)
    document.add_heading(words.say("What you look at yourself").text, level=1)
    for question in sheet.open:
        _open(document, question, words)
    _tasks(document, sheet, words)
    document.add_paragraph(words.say("Made by Drempel {version}.", version=drempel.__version__).text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _known(document: Any, sheet: Sheet, words: Wording) -> None:
    document.add_heading(words.say("What the scan knows already").text, level=1)
    if not sheet.known:
        document.add_paragraph(words.say("The scan cannot answer any question for sure.").text)
        return
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    head = ("Question", "The scan says", "Where we saw it")
    for box, name in zip(table.rows[0].cells, head, strict=True):
        box.text = ""
        box.paragraphs[0].add_run(words.say(name).text).bold = True
    _repeat(table.rows[0])
    for question in sheet.known:
        cells = table.add_row().cells
        cells[0].text = f"{question.id} {words.inclusion(question.name).text}"
        cells[1].text = "\n".join(
            filter(None, (scan_says(question, words), said_by_person(question.answer, words)))
        )
        cells[2].text = _places(question)


def _open(document: Any, question: SheetQuestion, words: Wording) -> None:
    document.add_heading(f"{question.id} {words.inclusion(question.name).text}", level=2)
    if question.ask:
        document.add_paragraph(words.inclusion(question.ask).text)
    document.add_paragraph(f"{words.say('The scan says').text}: {scan_says(question, words)}")
    for line in (_places(question), said_by_person(question.answer, words)):
        if line:
            document.add_paragraph(line)
    boxes = "    ".join(f"{_BOX} {words.say(label).text}" for label in REPLIES.values())
    document.add_paragraph(f"{words.say('Your answer').text}: {boxes}")
    document.add_paragraph(f"{words.say('Remark').text}: {_LINE}")


def _tasks(document: Any, sheet: Sheet, words: Wording) -> None:
    document.add_heading(words.say("Tasks for a test panel").text, level=1)
    document.add_paragraph(
        words.say(
            "Give people a task and be silent. Do not help. "
            "Write down how many people tried it, and how many managed."
        ).text
    )
    for number, task in enumerate(sheet.tasks, 1):
        document.add_heading(f"{number}. {words.say(task.title).text}", level=2)
        document.add_paragraph(words.say(task.text, service=_shown(sheet.service.name)).text)
        if line := said_by_person(task.answer, words):
            document.add_paragraph(line)
        for field in ("How many people tried this?", "How many people managed?"):
            document.add_paragraph(f"{words.say(field).text} ________")
        document.add_paragraph(f"{words.say('Where did people get stuck?').text} {_LINE}")


def said_by_person(answer: PersonAnswer | None, words: Wording) -> str:
    """Return what a person answered, in one line; empty where nobody did."""
    if answer is None:
        return ""
    parts = []
    if answer.reply is not None:
        parts.append(words.say("A person says: {answer}.", answer=words.say(REPLIES[answer.reply]).text).text)
    if answer.whole is not None:
        parts.append(
            words.say("{part} of {whole} people managed.", part=answer.part, whole=answer.whole).text
        )
    if answer.note:
        parts.append(f"“{_shown(answer.note)}”")
    return " ".join(parts)


def _places(question: SheetQuestion) -> str:
    return "\n".join(
        _shown(f"“{place.text}” {place.page_url}" if place.text and place.selector else place.page_url)
        for place in question.seen
    )


def _shown(text: str) -> str:
    """Return text of a page that XML can hold."""
    return " ".join(printable(text, _MOST).split())


def _language(document: Any, language: str) -> None:
    """Say in which language the text is; the template says English."""
    properties = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    found.set(qn("w:val"), language)


def _repeat(row: Any) -> None:
    """Let the head of a table stand on each page that the table goes on to."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
