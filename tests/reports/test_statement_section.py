"""The section on the accessibility statement, and the answers of people beside those of the scan."""

import json
from dataclasses import replace

import pytest
from lxml import html

from drempel.i18n import Catalogue
from drempel.model.inclusion import SeenPage
from drempel.model.sheet import PersonAnswer, Reply
from drempel.model.statement import Evidence, Statement, StatementLink
from drempel.model.statement_seen import StatementSeen
from reports.base import FileOutput
from reports.formats.html import FORMAT
from reports.formats.json_report import FORMAT as JSON
from reports.statement import statement_view
from tests.reports import fakes
from tests.reports.test_json import validator

URL = "https://www.zilverbeek.example/verklaring"
HOSTILE = "<img src=x onerror=alert(1)> \u202etxt"
SAID = Statement(
    commitment=True,
    law="wet 2018",
    law_ok=False,
    status="V",
    standard="2.1",
    reviewed="2024-03-01",
    channels=("email",),
    evidence={"law": Evidence(HOSTILE, "p"), "status": Evidence("Wij voldoen volledig.", "p")},
)
LINK = StatementLink("Verklaring", URL, True, False, Evidence(""))


def pages(statement: Statement | None, document: str = "") -> list[SeenPage]:
    seen = StatementSeen(statement, "2026-11-29" if statement else "", document, LINK, "clear")
    without = StatementSeen(link_name="none")
    return [
        SeenPage(URL, "Verklaring", artefacts={StatementSeen: seen}),
        SeenPage(f"{URL}/b", "B", artefacts={StatementSeen: without}),
    ]


def shown(tmp_path, dutch: Catalogue, seen: list[SeenPage], *answers: PersonAnswer) -> html.HtmlElement:
    town = fakes.town()
    source = replace(town, seen=seen, header=replace(town.header, person_answers=answers))
    with FileOutput(tmp_path / "index.html") as out:
        FORMAT.write(source, out, dutch)
    return html.fromstring((tmp_path / "index.html").read_bytes())


def section(page: html.HtmlElement, name: str) -> str:
    return " ".join(page.get_element_by_id(name).text_content().split())


def test_a_statement_is_held_against_the_whole_scan(tmp_path, dutch: Catalogue) -> None:
    source = replace(fakes.town(), seen=pages(SAID))
    view = statement_view(source)
    assert view.contradicted is True
    assert view.failures >= len(view.examples) > 0
    page = shown(tmp_path, dutch, pages(SAID))
    told = section(page, "verklaring")
    assert (
        f"De verklaring zegt dat de site volledig aan de norm voldoet. Deze scan vond {view.failures} "
        in told
    )
    assert "50% van de pagina’s leidt naar de verklaring: 1 van de 2." in told
    assert "meer dan een jaar oud. De nieuwste datum is 1 maart 2024." in told
    assert "De verklaring noemt de wet van een andere overheid." in told
    assert "[U+202E]txt" in told
    linked = page.xpath("//section[@id='verklaring']//li/a/@href")
    assert all(page.get_element_by_id(href[1:]) is not None for href in linked if href.startswith("#"))
    rows = page.xpath("//table[@id='verklaring-delen']/tbody/tr")
    states = {row[0].text_content().strip(): row[1].text_content().strip() for row in rows}
    assert states["De wet"] == "ja"
    assert states["Hoe de site is getest"] == "ontbreekt"
    assert "Wat niet toegankelijk is" not in states, "who says fully need not list anything"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (pages(None), "Er is een link naar een verklaring, maar de scan zag die pagina niet"),
        (pages(SAID, "https://x.example/v.pdf"), "De verklaring is een document"),
        (pages(None)[1:], "Wij vonden geen verklaring op de pagina’s van deze scan."),
        ([], "Wij weten niet of er een verklaring is."),
    ],
    ids=["link", "document", "none", "unknown"],
)
def test_what_was_not_seen_is_not_missing(
    tmp_path, dutch: Catalogue, seen: list[SeenPage], told: str
) -> None:
    page = shown(tmp_path, dutch, seen)
    assert told in section(page, "verklaring")
    assert page.xpath("//section[@id='mensen']") == []


def test_answers_of_people_stand_in_the_report(tmp_path, dutch: Catalogue) -> None:
    answers = (
        PersonAnswer(URL, "KAN05", Reply.NO, HOSTILE, answered_on="2026-11-20"),
        PersonAnswer(URL, "task-find", None, "", 2, 4, "2026-11-20"),
    )
    page = shown(tmp_path, dutch, [], *answers)
    told = section(page, "mensen")
    assert "Een mens zegt: Nee." in told
    assert "(20 november 2026)" in told
    assert "Het lukte bij 2 van de 4 mensen." in told
    assert page.xpath("//section[@id='mensen']//img") == []


def test_programs_read_the_same(tmp_path, dutch: Catalogue) -> None:
    town = fakes.town()
    answer = PersonAnswer(URL, "task-find", None, "", 2, 4, "2026-11-20")
    source = replace(town, seen=pages(SAID), header=replace(town.header, person_answers=(answer,)))
    with FileOutput(tmp_path / "rapport.json") as out:
        JSON.write(source, out, dutch)
    report = json.loads((tmp_path / "rapport.json").read_bytes())
    assert list(validator().iter_errors(report)) == []
    told = report["statement"]
    assert (told["f02_reachable"]["part"], told["f02_reachable"]["ratio"]) == (1, 0.5)
    assert (told["f06_status"], told["f15_contradiction"], told["f11_age"]) == ("V", True, "verouderd")
    assert set(told["contradicted_by"]) <= {issue["issue"] for issue in report["issues"]}
    assert {"method", "enforcement"} <= set(told["missing"])
    (given,) = report["person_answers"]
    assert (given["question"], given["managed"], given["tried"]) == ("task-find", 2, 4)
