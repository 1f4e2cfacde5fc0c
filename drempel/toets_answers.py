"""Read back what people answered in an e-inclusion test (JSON or XLSX), and keep it beside the reports.

All problems of a file are told at once, and then nothing of it is kept: a typing error may not cost answers
that were given before. What is kept stands in `toets-antwoorden.json` in the folder of the site's reports.
"""

import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from drempel.errors import UsageError
from drempel.i18n import LANGUAGES, catalogue
from drempel.model.report import ReportHeader
from drempel.model.sheet import PersonAnswer, Reply
from reports.base import report_folder
from reports.sheet_words import REPLIES
from reports.sheets.workbook import ABOUT, KIND, QUESTIONS, TASKS
from reports.wording import CONTEXT

FILE_NAME: Final = "toets-antwoorden.json"
MAX_BYTES: Final = 20_000_000
MAX_NOTE: Final = 2_000
MAX_PEOPLE: Final = 10_000
_SHORT: Final = {
    "ja": "yes",
    "nee": "no",
    "?": "unknown",
    "nvt": "na",
    "n.v.t.": "na",
    "oui": "yes",
    "non": "no",
}


Problem = tuple[str, str, Mapping[str, object]]
"""Where it stands (`questions 4`, `tasks 2`, empty for the whole file), key of the mistake, parameters."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says before it is held against the sheet: texts and numbers with the place they stand."""

    service_url: str
    answered_on: str
    rows: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """Place (`questions 4`) → `code`, `answer`, `note`, `tried`, `managed`."""


class AnswersWrong(UsageError):
    """A file with answers has mistakes; `problems` say which."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        super().__init__("“{file}” could not be read. Nothing of it was stored.", file=file)
        self.problems = tuple(problems)


def read_answers(
    path: Path, service_urls: Iterable[str], questions: Iterable[str], tasks: Iterable[str], today: date
) -> tuple[PersonAnswer, ...]:
    """Return the answers in a file for the service of one of these addresses.

    Rows without an answer, remark or number are passed over. Raises `AnswersWrong` with all that is wrong.
    """
    told = _read(path)
    known = {*questions}, {*tasks}
    problems: list[Problem] = []
    services = tuple(service_urls)
    if told.service_url and told.service_url not in services:
        problems.append(
            (
                "",
                "other-service",
                {"url": told.service_url},
            )
        )
    day = _day(told.answered_on, today, problems)
    answers = []
    seen: set[str] = set()
    for place, row in told.rows:
        if (answer := _answer(place, row, services[0], day, known, problems)) is None:
            continue
        if answer.question in seen:
            problems.append((place, "twice", {"code": answer.question}))
        seen.add(answer.question)
        answers.append(answer)
    if not problems and not answers:
        problems.append(("", "no-answer", {}))
    if problems:
        raise AnswersWrong(str(path), problems)
    return tuple(answers)


def _answer(
    place: str,
    row: Mapping[str, Any],
    service_url: str,
    day: str,
    known: tuple[set[str], set[str]],
    problems: list[Problem],
) -> PersonAnswer | None:
    code, note = _text(row.get("code")), _text(row.get("note"))[:MAX_NOTE]
    given = _text(row.get("answer"))
    tried, managed = row.get("tried"), row.get("managed")
    if not (code or given or note):
        return None
    questions, tasks = known
    if code not in questions | tasks:
        near = get_close_matches(code.upper(), questions, n=1) or get_close_matches(code, tasks, n=1)
        params = {"code": code or "–", "near": near[0] if near else ""}
        problems.append((place, "near-code" if near else "bad-code", params))
        return None
    if code in tasks:
        return _task(place, code, note, (tried, managed), service_url, day, problems)
    reply = _reply(given)
    if given and reply is None:
        problems.append((place, "bad-answer", {"answer": given[:60]}))
    if reply is None and not note:
        return None
    return PersonAnswer(service_url, code, reply, note, answered_on=day)


def _task(
    place: str,
    code: str,
    note: str,
    counts: tuple[Any, Any],
    service_url: str,
    day: str,
    problems: list[Problem],
) -> PersonAnswer | None:
    tried, managed = (_count(value) for value in counts)
    if tried is None and managed is None and not note:
        if any(_text(value) for value in counts):
            problems.append((place, "no-number", {}))
        return None
    for value, number in zip(counts, (tried, managed), strict=True):
        if _text(value) and number is None:
            problems.append((place, "no-number", {}))
            return None
    if (tried is None) != (managed is None):
        problems.append((place, "both-numbers", {}))
        return None
    if tried is not None and managed is not None and managed > tried:
        problems.append((place, "more-than-tried", {}))
        return None
    return PersonAnswer(service_url, code, None, note, managed, tried, day)


def _reply(given: str) -> Reply | None:
    """Return the answer that a word stands for, in any language that Drempel speaks."""
    word = given.casefold().strip(" .")
    if word in _SHORT or given.casefold() in _SHORT:
        return Reply(_SHORT.get(word) or _SHORT[given.casefold()])
    for reply, label in REPLIES.items():
        names = {reply.value, *(catalogue(one).text(label, CONTEXT).casefold() for one in LANGUAGES)}
        if word in names:
            return reply
    return None


def _count(value: Any) -> int | None:
    """Return a number of people; spreadsheets give whole numbers as decimals."""
    if isinstance(value, bool):
        return None
    try:
        number = float(_text(value).replace(",", "."))
    except ValueError:
        return None
    return int(number) if number == int(number) and 0 <= number <= MAX_PEOPLE else None


def _day(given: str, today: date, problems: list[Problem]) -> str:
    if not given:
        return today.isoformat()
    try:
        return date.fromisoformat(given[:10]).isoformat()
    except ValueError:
        problems.append(("", "bad-date", {"date": given[:40]}))
        return today.isoformat()


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


# Files


def _read(path: Path) -> Told:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise AnswersWrong(str(path), [("", "too-large", {})])
    raw = path.read_bytes()
    return _from_xlsx(path, raw) if raw.startswith(b"PK") else _from_json(path, raw)


def _from_json(path: Path, raw: bytes) -> Told:
    try:
        whole = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise AnswersWrong(str(path), [("", "broken", {})]) from None
    if not isinstance(whole, dict) or whole.get("kind") != KIND:
        raise AnswersWrong(str(path), [("", "no-sheet", {})])
    service = whole.get("service")
    rows = [
        (f"{place} {number}", _plain(entry, code))
        for place, name, code in (("questions", "answers", "question"), ("tasks", "tasks", "task"))
        for number, entry in enumerate(_list(whole.get(name)), 1)
    ]
    url = service.get("url") if isinstance(service, dict) else ""
    return Told(_text(url), _text(whole.get("answered_on")), tuple(rows))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(entry: Any, code: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        return {"code": _text(entry) or "–"}
    return {
        **{name: entry.get(name) for name in ("answer", "note", "tried", "managed")},
        "code": entry.get(code),
    }


def _from_xlsx(path: Path, raw: bytes) -> Told:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, ValueError, OSError):
        raise AnswersWrong(str(path), [("", "broken", {})]) from None
    questions, tasks, about = (_sheet(sheets, name) for name in (QUESTIONS, TASKS, ABOUT))
    if questions is None and tasks is None:
        raise AnswersWrong(str(path), [("", "no-sheet", {})])
    facts = {_text(_at(row, 2)): _text(_at(row, 1)) for row in about or ()}
    rows = [
        *_rows("questions", questions or (), ("code", "", "", "", "answer", "note")),
        *_rows("tasks", tasks or (), ("code", "", "", "tried", "managed", "note")),
    ]
    return Told(facts.get("service_url", ""), facts.get("answered_on", ""), tuple(rows))


def _sheet(sheets: Mapping[str, list[list[Any]]], name: str) -> list[list[Any]] | None:
    """Return the rows of a sheet, whatever the language in which its name was written."""
    names = {catalogue(one).text(name, CONTEXT) for one in LANGUAGES} | {name}
    return next((rows for title, rows in sheets.items() if title in names), None)


def _rows(
    place: str, rows: Sequence[Sequence[Any]], columns: Sequence[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, row in enumerate(rows[1:], 2):
        yield f"{place} {number}", {name: _at(row, at) for at, name in enumerate(columns) if name}


def _at(row: Sequence[Any], at: int) -> Any:
    value = row[at] if at < len(row) else None
    # An apostrophe was put before what a spreadsheet takes for a formula.
    return value.removeprefix("'") if isinstance(value, str) else value


# What is kept


def answers_path(folder: Path, header: ReportHeader) -> Path:
    """Return where the answers for a site are kept: beside the folders of its reports."""
    return report_folder(folder, header).parent / FILE_NAME


def stored_answers(path: Path) -> tuple[PersonAnswer, ...]:
    """Return the answers that are kept; raises `UsageError` for a file that somebody broke."""
    if not path.exists():
        return ()
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["answers"]
        return tuple(
            PersonAnswer(**{**entry, "reply": Reply(entry["reply"]) if entry["reply"] else None})
            for entry in entries
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "“{file}” is broken, so the answers of people cannot be read. Put back a copy, or move it away.",
            file=str(path),
        ) from error


def keep_answers(path: Path, new: Sequence[PersonAnswer]) -> None:
    """Keep answers; a newer answer to a question of a service takes the place of the older one."""
    kept = {(one.service_url, one.question): one for one in (*stored_answers(path), *new)}
    entries = [asdict(kept[key]) for key in sorted(kept)]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"schema_version": 1, "answers": entries}, ensure_ascii=False, indent=1) + "\n"
    handle, name = tempfile.mkstemp(prefix=".nieuw-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8", "replace"))
    Path(name).replace(path)
