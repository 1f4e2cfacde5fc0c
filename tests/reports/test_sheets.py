"""The sheet of the e-inclusion test in each of its forms, what is read back, and the counter's page."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from checks.engine import judge_document
from crawler.gather.pdf.document import read_pdf
from drempel.i18n import Catalogue
from drempel.inclusion.bring import to_bring
from drempel.inclusion.sheet import panel_tasks, sheet_questions
from drempel.model.answer import Asked, Place, Said, Unit
from drempel.model.facts import Facts, Opening, Phone
from drempel.model.inclusion import SeenPage
from drempel.model.service import Channel, Hours, SeenAt, Service
from drempel.model.sheet import PersonAnswer, Reply, Sheet
from drempel.model.text import BlockKind, TextBlock, VisibleText
from drempel.toets_answers import AnswersWrong, keep_answers, read_answers, stored_answers
from reports.counter import counter_page
from reports.panel import TASKS
from reports.sheets.document import sheet_docx
from reports.sheets.print import sheet_pdf
from reports.sheets.web import counter_html, counter_text, sheet_html
from reports.sheets.workbook import sheet_json, sheet_xlsx
from reports.statement import answer_rows
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.test_in_browser import LOOKS, failures, opened
from tests.reports.test_pdf import checks_of_documents, elements

URL = "https://www.zilverbeek.example/paspoort"
DAY = date(2026, 11, 29)
HOSTILE = "=1+1 <script>document.title='hit'</script> \x07\u202etxt"
SEEN = SeenAt(URL, "main > p", HOSTILE)


def channel(kind: str, *, is_there: bool | None = True, phones: tuple[Phone, ...] = ()) -> Channel:
    return Channel(kind, is_there, True, (SEEN,) if is_there else (), phones)


def service(**more: Any) -> Service:
    channels = {
        "click": channel("click", is_there=False),
        "call": channel("call", phones=(Phone("+3227881111", "normal"), Phone("1700", "free"))),
        "face": channel("face"),
        "home": channel("home", is_there=None),
    }
    return replace(Service(HOSTILE, URL, (URL,), 0.9, (SEEN,), channels), **more)


def asked(id_: str, *, yes: int = 0, no: int = 0, unknown: int = 0) -> Asked:
    places = (Place(Said.NO, SEEN), Place(Said.YES, SEEN))
    return Asked(id_, 1, Unit.SERVICE, yes, no, unknown, places)


def sheet(*answers: PersonAnswer) -> Sheet:
    given = {one.question: one for one in answers}
    of_service = (
        asked("KAN01", yes=1),
        asked("KAN02", yes=2, no=1),
        asked("KAN05", yes=1),
        asked("KAN08", unknown=1),
    )
    made = service()
    return Sheet(
        made,
        HOSTILE,
        "https://www.zilverbeek.example/",
        "01SCAN",
        DAY,
        sheet_questions(of_service, (), given),
        panel_tasks(TASKS, made, given),
    )


GIVEN = (
    PersonAnswer(URL, "KAN05", Reply.NO, HOSTILE, answered_on="2026-11-20"),
    PersonAnswer(URL, "task-find", None, "Zocht lang.", 3, 5, "2026-11-20"),
)


# What stands in it


def test_what_the_scan_is_sure_of_stands_apart_from_what_people_look_at() -> None:
    made = sheet()
    assert [one.id for one in made.known] == ["KAN01", "KAN02"]
    assert made.known[1].said is Said.NO, "one page that says no is enough"
    assert {"KAN05", "KAN08"} <= {one.id for one in made.open[:2]}, "what is not sure is for people"
    assert not {one.id for one in made.questions} & {"MON01", "MON02"}
    assert all(one.said is None and not one.ask for one in made.apart)
    assert len(made.known) + len(made.open) + len(made.apart) == len(made.questions)


def test_tasks_are_those_that_the_service_offers() -> None:
    names = {task.id for task in sheet().tasks}
    assert "task-find" in names
    assert not names & {"task-form", "task-keyboard", "task-home"}
    online = service(channels={"click": channel("click")})
    assert "task-form" in {task.id for task in panel_tasks(TASKS, online, {})}


def test_the_page_holds_fields_with_labels_and_nothing_that_acts(dutch: Catalogue) -> None:
    page = html.fromstring(sheet_html(sheet(*GIVEN), dutch, "toets.xlsx"))
    assert page.xpath("//script") == []
    labels = set(page.xpath("//label/@for"))
    fields = page.xpath("//input | //textarea")
    assert len(fields) > 40
    assert {field.get("id") for field in fields} == labels
    assert len(page.xpath("//fieldset/legend")) == len(sheet().open)
    shown = page.text_content()
    assert "<script>document.title='hit'</script>" in shown
    assert "\u202e" not in shown
    assert "Een mens zegt: Nee." in shown
    assert "Het lukte bij 3 van de 5 mensen." in shown


def test_the_document_has_headings_a_language_and_what_people_answered(dutch: Catalogue) -> None:
    document = Document(io.BytesIO(sheet_docx(sheet(*GIVEN), dutch)))
    assert document.core_properties.language == "nl-BE"
    assert document.core_properties.title.startswith("E-inclusietoets: ")
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["Wat de scan al weet", "Wat u zelf nakijkt", "Taken voor een testpanel"]
    assert len(document.tables[0].rows) == 3
    assert "tblHeader" in document.tables[0].rows[0]._tr.xml
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Een mens zegt: Nee." in text
    assert "\u202e" not in text


# There and back


def both(dutch: Catalogue) -> dict[str, Callable[[Sheet], bytes]]:
    return {"json": lambda one: sheet_json(one, dutch).encode(), "xlsx": lambda one: sheet_xlsx(one, dutch)}


def read(path: Path, made: Sheet) -> tuple[PersonAnswer, ...]:
    return read_answers(path, (URL,), (one.id for one in made.questions), (task.id for task in TASKS), DAY)


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_what_was_answered_comes_back(form: str, tmp_path: Path, dutch: Catalogue) -> None:
    made, file = sheet(*GIVEN), tmp_path / f"toets.{form}"
    file.write_bytes(both(dutch)[form](made))
    answers = {one.question: one for one in read(file, made)}
    assert set(answers) == {"KAN05", "task-find"}
    assert answers["KAN05"].reply is Reply.NO
    assert answers["KAN05"].note.startswith("=1+1 <script>")
    assert (answers["task-find"].part, answers["task-find"].whole) == (3, 5)
    assert answers["KAN05"].answered_on == DAY.isoformat()


def test_no_cell_of_the_workbook_is_a_formula(dutch: Catalogue) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet_xlsx(sheet(*GIVEN), dutch)))
    cells = [v for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for v in row]
    assert not [value for value in cells if isinstance(value, str) and value.startswith("=")]
    assert book.sheet_names == ["Vragen", "Taken", "Over"]


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("other", {"service": {"url": "https://elders.example/"}}, ["other-service"]),
    ("code", {"answers": [{"question": "KAN5", "answer": "yes"}]}, ["near-code"]),
    ("no-code", {"answers": [{"question": "qqqqqq", "answer": "yes"}]}, ["bad-code"]),
    ("word", {"answers": [{"question": "KAN05", "answer": "misschien"}]}, ["bad-answer"]),
    ("twice", {"answers": [{"question": "KAN05", "answer": "ja"}] * 2}, ["twice"]),
    ("number", {"tasks": [{"task": "task-find", "tried": "veel", "managed": 1}]}, ["no-number"]),
    ("half", {"tasks": [{"task": "task-find", "tried": 4}]}, ["both-numbers"]),
    ("more", {"tasks": [{"task": "task-find", "tried": 1, "managed": 4}]}, ["more-than-tried"]),
    ("date", {"answered_on": "gisteren", "answers": [{"question": "KAN05", "answer": "ja"}]}, ["bad-date"]),
    ("empty", {"answers": []}, ["no-answer"]),
    ("list", {"answers": {"KAN05": "ja"}}, ["no-answer"]),
    ("kind", {"kind": "iets"}, ["no-sheet"]),
    (
        "all",
        {"answers": [{"question": "KAN05", "answer": "mis"}, "KAN01", {"question": "x"}]},
        ["bad-answer", "bad-code"],
    ),
]


@pytest.mark.parametrize(("given", "keys"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_every_mistake_is_told_and_nothing_is_kept(
    given: dict[str, Any], keys: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "antwoorden.json"
    file.write_text(json.dumps({"kind": "drempel-toets", "schema_version": 1, **given}), "utf-8")
    with pytest.raises(AnswersWrong) as wrong:
        read(file, sheet())
    assert [key for _, key, _ in wrong.value.problems] == keys


@pytest.mark.parametrize("raw", [b"", b"{", b"PK\x03\x04rubbish", b"\xff\xfe\x00", b"[" * 100_000, b"3"])
def test_a_broken_file_is_told(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "stuk.xlsx"
    file.write_bytes(raw)
    with pytest.raises(AnswersWrong):
        read(file, sheet())


def test_newer_answers_take_the_place_of_older_ones_and_a_broken_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "site" / "toets-antwoorden.json"
    assert stored_answers(path) == ()
    keep_answers(path, GIVEN)
    keep_answers(path, [replace(GIVEN[0], reply=Reply.YES)])
    kept = {one.question: one for one in stored_answers(path)}
    assert (kept["KAN05"].reply, kept["task-find"]) == (Reply.YES, GIVEN[1])
    path.write_text("{stuk", "utf-8")
    with pytest.raises(Exception, match="broken"):
        keep_answers(path, GIVEN)
    assert path.read_text("utf-8") == "{stuk"


def test_answers_stand_service_by_service_in_the_report(dutch: Catalogue) -> None:
    unknown = PersonAnswer(URL, "XYZ99", Reply.YES)
    rows = answer_rows((GIVEN[1], unknown, GIVEN[0]), Wording(dutch, ()))
    assert [row.code for row in rows] == ["KAN05", ""]


# The page for the counter


def facts(**more: Any) -> Facts:
    return Facts(kind="service", is_service=True, addresses_counter=("Dorp 1, 9999 Zilverbeek",), **more)


def counter(page: SeenPage, made: Service, dutch: Catalogue, *answers: PersonAnswer) -> str:
    given = {one.question: one for one in answers}
    told = counter_page(made, (page,), given, Wording(dutch, ()), "Zilverbeek", DAY)
    assert all(part.lines for part in told.parts)
    assert "\u202e" not in counter_html(told, dutch)
    return "\n".join(counter_text(told, dutch))


def test_the_counter_is_told_where_people_get_stuck_and_what_helps(dutch: Catalogue) -> None:
    text = VisibleText(
        URL,
        "nl",
        (
            TextBlock("Wat brengt u mee?", BlockKind.HEADING),
            TextBlock("Uw identiteitskaart.", BlockKind.LIST_ITEM),
            TextBlock("Prijs", BlockKind.HEADING),
            TextBlock("Gratis.", BlockKind.PARAGRAPH),
        ),
    )
    seen = {Facts: facts(captcha=True, asks_known_data=("income",)), VisibleText: text}
    page = SeenPage(URL, "Paspoort", URL, "no", seen, fails_norm=True)
    hours = Hours((Opening(1, 9 * 60, 12 * 60), Opening(1, 13 * 60, 16 * 60, by_appointment=True)))
    made = service(works_without={"email": False, "eid": None}, hours=hours, login_ways=("itsme",))
    told = counter(page, made, dutch, *GIVEN)
    for line in (
        "Mensen hebben een e-mailadres nodig.",
        "De tekst is moeilijk.",
        "geen robot",
        "In een test lukte het bij 3 van de 5 mensen. “Zocht lang.”",
        "02 788 11 11",
        "1700: gratis",
        "“Dorp 1, 9999 Zilverbeek”",
        "Maandag: 9.00 tot 12.00, 13.00 tot 16.00 (na afspraak)",
        "“Uw identiteitskaart.”",
        "het inkomen",
        "itsme op een smartphone",
    ):
        assert line in told, line
    assert "Gratis." not in told
    assert "eID of itsme. Niet iedereen" not in told, "what is not known is no barrier"


def test_what_is_not_sure_is_told_to_the_counter_as_to_check(dutch: Catalogue) -> None:
    seen = facts(digital_help_place=True, help_near=True, mandate=True, time_limit=True, captcha=True)
    told = counter(SeenPage(URL, "Iets", artefacts={Facts: seen}), Service("Iets", URL), dutch).splitlines()
    to_check = [line for line in told if "Na te kijken: " in line]
    assert len(to_check) == 3
    for start in ("niet veel tijd om in te vullen", "hulp krijgen met een computer", "hulp naast de taak"):
        assert any(start in line for line in to_check), start
    sure = [line for line in told if "geen robot" in line or "Iemand anders mag" in line]
    assert len(sure) == 2
    assert not set(sure) & set(to_check)


def test_what_was_not_seen_is_left_open_for_the_clerk(dutch: Catalogue) -> None:
    told = counter(SeenPage(URL, "Iets"), Service("Iets", URL), dutch)
    assert told.count("Vul het zelf in") == 5
    assert "De scan vond hier niets" in told


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Wat brengt u mee?", True),
        ("Wat moet je meebrengen?", True),
        ("Mee te brengen", True),
        ("Wat heb je nodig?", True),
        ("Nodige documenten", True),
        ("Denk mee over het park", False),
        ("Wie heeft er recht op?", False),
    ],
)
def test_headings_above_what_people_bring(heading: str, is_one: bool) -> None:
    blocks = (TextBlock(heading, BlockKind.HEADING), TextBlock("Een foto", BlockKind.LIST_ITEM))
    assert to_bring(VisibleText(URL, "nl", blocks)) == (("Een foto",) if is_one else ())


def test_without_such_a_heading_the_sentence_counts() -> None:
    blocks = (TextBlock("Open tot 16 uur. Breng uw identiteitskaart mee.", BlockKind.PARAGRAPH),)
    assert to_bring(VisibleText(URL, "nl", blocks)) == ("Breng uw identiteitskaart mee.",)


# In a browser, and on paper


@pytest.mark.browser
def test_sheet_and_counter_are_accessible_narrow_wide_and_printed(
    chromium: Browser, tmp_path: Path, dutch: Catalogue
) -> None:
    seen = {Facts: facts(captcha=True, asks_known_data=("income", "address"))}
    page = SeenPage(URL, "Paspoort", URL, "no", seen, fails_norm=True)
    words = Wording(dutch, ())
    clerk = counter_page(service(), (page,), {one.question: one for one in GIVEN}, words, HOSTILE, DAY)
    files = {
        "toets.html": sheet_html(sheet(*GIVEN), dutch, "toets-met-een-lange-naam.xlsx"),
        "balie.html": counter_html(clerk, dutch),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
        for width, scheme in LOOKS:
            with opened(chromium, tmp_path / name, width, scheme) as tab:
                assert failures(tab) == [], name
                assert tab.evaluate("document.documentElement.scrollWidth") == width, name
                assert tab.title() != "hit"
    with opened(chromium, tmp_path / "toets.html") as tab:
        tab.locator("#vraag-kan05-no").focus()
        tab.keyboard.press("Space")
        assert tab.locator("#vraag-kan05-no").is_checked()
        tab.emulate_media(media="print")
        assert tab.locator("#vraag-kan05-no").is_visible()
    with opened(chromium, tmp_path / "balie.html") as tab:
        paper = PdfDocument(tab.pdf(format="A4", prefer_css_page_size=True))
        assert len(paper) == 1


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_pdf_meets_our_own_checks(language: str, tmp_path: Path) -> None:
    path = tmp_path / "toets.pdf"
    path.write_bytes(sheet_pdf(sheet(), fakes.words_in(language), "toets.xlsx"))
    judgement = judge_document(read_pdf(path), checks_of_documents(), name="toets.pdf")
    assert list(judgement.findings) == []
    tags = [one.tag for one in elements(path)]
    assert {"H1", "H2", "H3", "L", "Table", "TH", "Link"} <= set(tags)


def test_the_pdf_has_a_title_an_outline_and_room_to_write(tmp_path: Path, dutch: Catalogue) -> None:
    path = tmp_path / "toets.pdf"
    path.write_bytes(sheet_pdf(sheet(), dutch, "toets.xlsx"))
    with PdfDocument(path) as paper:
        assert paper.is_tagged()
        assert paper.get_metadata_value("Title").startswith("E-inclusietoets: ")
        headings = [mark.get_title() for mark in paper.get_toc()]
        assert "Taken voor een testpanel" in headings
        text = "".join(page.get_textpage().get_text_range() for page in paper)
    assert "Uw antwoord: ☐ Ja" in text
    assert "____" not in text, "lines to write on are drawn: read aloud they say nothing"
    assert str(HOSTILE).partition("<")[0] in text
