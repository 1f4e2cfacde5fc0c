"""Write the sheet of the e-inclusion test as XLSX (to type answers in) and as JSON (for programs).

`drempel.toets_answers` reads both back.
"""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from drempel.i18n import N_, Catalogue
from drempel.model.sheet import PersonAnswer, Reply, Sheet, SheetQuestion
from reports.sheet_words import NOT_SEEN, REPLIES, SAID
from reports.untrusted import cell
from reports.wording import Wording

SCHEMA_VERSION: Final = 1
KIND: Final = "drempel-toets"
QUESTIONS, TASKS, ABOUT = N_("Questions"), N_("Tasks"), N_("About")
_MOST_CELL: Final = 2_000
_WIDTHS: Final = {"code": 14, "long": 60, "short": 20}


def sheet_json(sheet: Sheet, text: Catalogue) -> str:
    """Return the sheet for programs; answers are filled in where people gave them before."""
    words = Wording(text, ())
    whole = {
        "kind": KIND,
        "schema_version": SCHEMA_VERSION,
        "service": {"url": sheet.service.url, "name": sheet.service.name},
        "site": sheet.site_url,
        "scan": sheet.scan_id,
        "answered_on": None,
        "answers": [
            {
                "question": one.id,
                "text": words.inclusion(one.ask or one.name).text,
                "scan": one.said.value if one.said is not None else None,
                "answer": one.answer.reply.value if one.answer and one.answer.reply else None,
                "note": one.answer.note if one.answer else "",
            }
            for one in sheet.questions
        ],
        "tasks": [
            {
                "task": one.id,
                "text": words.say(one.title).text,
                "tried": one.answer.whole if one.answer else None,
                "managed": one.answer.part if one.answer else None,
                "note": one.answer.note if one.answer else "",
            }
            for one in sheet.tasks
        ],
    }
    raw = json.dumps(whole, ensure_ascii=False, indent=2)
    return raw.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def sheet_xlsx(sheet: Sheet, text: Catalogue) -> bytes:
    """Return the workbook: questions, tasks, and what it is about."""
    import xlsxwriter  # not for readers of answers alone

    words = Wording(text, ())
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"title": words.say("E-inclusion test: {service}", service=sheet.service.name).text}
        )
        formats = {
            "head": book.add_format(
                {"bold": True, "bg_color": "#0A3A4F", "font_color": "#FFFFFF", "text_wrap": True}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "fill": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF6D6", "border": 1}),
        }
        _table(
            book,
            words.say(QUESTIONS).text,
            _question_head(words),
            _question_rows(sheet, words),
            formats,
            (4, 5),
        )
        page = book.get_worksheet_by_name(words.say(QUESTIONS).text)
        choices = [words.say(label).text for label in REPLIES.values()]
        page.data_validation(1, 4, max(1, len(sheet.questions)), 4, {"validate": "list", "source": choices})
        _table(book, words.say(TASKS).text, _task_head(words), _task_rows(sheet, words), formats, (3, 4, 5))
        about = [
            (words.say("Service").text, sheet.service.name, "service_name"),
            (words.say("Page of the service").text, sheet.service.url, "service_url"),
            (words.say("Date of the scan").text, sheet.scanned_on.isoformat(), "scanned_on"),
            (words.say("Answered on").text, "", "answered_on"),
        ]
        head = (words.say("What").text, words.say("Value").text, words.say("Code").text)
        _table(book, words.say(ABOUT).text, [(name, 30) for name in head], about, formats, (1,))
    return out.getvalue()


def _question_head(words: Wording) -> list[tuple[str, int]]:
    return [
        (words.say("Code").text, _WIDTHS["code"]),
        (words.say("Question").text, _WIDTHS["long"]),
        (words.say("What you find out").text, _WIDTHS["long"]),
        (words.say("The scan says").text, _WIDTHS["short"]),
        (words.say("Your answer").text, _WIDTHS["short"]),
        (words.say("Remark").text, _WIDTHS["long"]),
    ]


def _question_rows(sheet: Sheet, words: Wording) -> Iterator[Sequence[Any]]:
    for one in (*sheet.open, *sheet.known, *sheet.apart):
        reply, note = _given(one.answer)
        yield (
            one.id,
            words.inclusion(one.name).text,
            words.inclusion(one.ask).text if one.ask else "",
            scan_says(one, words),
            words.say(REPLIES[reply]).text if reply is not None else "",
            note,
        )


def scan_says(question: SheetQuestion, words: Wording) -> str:
    """Return what the scan says, in a few words."""
    return words.say(SAID[question.said] if question.said is not None else NOT_SEEN).text


def _task_head(words: Wording) -> list[tuple[str, int]]:
    return [
        (words.say("Code").text, _WIDTHS["code"]),
        (words.say("Task").text, _WIDTHS["short"]),
        (words.say("What people do").text, _WIDTHS["long"]),
        (words.say("How many people tried this?").text, _WIDTHS["short"]),
        (words.say("How many people managed?").text, _WIDTHS["short"]),
        (words.say("Remark").text, _WIDTHS["long"]),
    ]


def _task_rows(sheet: Sheet, words: Wording) -> Iterator[Sequence[Any]]:
    for one in sheet.tasks:
        answer = one.answer
        yield (
            one.id,
            words.say(one.title).text,
            words.say(one.text, service=sheet.service.name).text,
            "" if answer is None or answer.whole is None else answer.whole,
            "" if answer is None or answer.part is None else answer.part,
            answer.note if answer is not None else "",
        )


def _given(answer: PersonAnswer | None) -> tuple[Reply | None, str]:
    return (answer.reply, answer.note) if answer is not None else (None, "")


def _table(
    book: Any,
    name: str,
    head: Sequence[tuple[str, int]],
    rows: Any,
    formats: Any,
    fill: Sequence[int],
) -> None:
    """Add a sheet with a head that stays in view; columns that people fill in have a colour and a border."""
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, (title, width) in enumerate(head):
        page.set_column(at, at, width)
        page.write_string(0, at, title, formats["head"])
    for row, values in enumerate(rows, 1):
        for at, value in enumerate(values):
            style = formats["fill"] if at in fill else formats["text"]
            if isinstance(value, int):
                page.write_number(row, at, value, style)
            elif value:
                page.write_string(row, at, cell(value, _MOST_CELL), style)
            else:
                page.write_blank(row, at, None, style)
