"""How well accessibility statements are read: precision and recall per field on both halves of the set."""

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from checks.facts.statement import read_page, read_text
from drempel.dom import Dom
from drempel.model.statement_report import age
from tests.checks.synthetic import capture
from tests.inclusion.statement_set import Count, cases, count, report_of
from tests.pace import in_time

FLOORS = json.loads((Path(__file__).parent / "statement_floors.json").read_text(encoding="utf-8"))
DAY = date(2026, 6, 1)


@pytest.fixture(scope="module", params=list(FLOORS))
def half(request: pytest.FixtureRequest) -> tuple[str, dict[str, Count]]:
    return request.param, count(request.param)


def test_no_field_is_read_worse_than_its_floor(half: tuple[str, dict[str, Count]]) -> None:
    name, counts = half
    worse = {
        field: (round(one.precision, 3), round(one.recall, 3))
        for field, one in counts.items()
        if one.precision < FLOORS[name][field][0] or one.recall < FLOORS[name][field][1]
    }
    assert not worse


def test_every_field_is_seen_often_enough_to_say_something() -> None:
    all_series = [count(name) for name in FLOORS]
    seen = {field: sum(counts[field].there for counts in all_series) for field in all_series[0]}
    assert len(list(cases())) >= 60
    assert {field: number for field, number in seen.items() if number < 5} == {}


def test_a_file_of_unknown_address_is_read_alike_but_for_its_owner() -> None:
    for half in FLOORS:
        for field, one in count(half, as_file=True).items():
            if field not in {"f05_scope", "f04_law_ok", "f01_found"}:
                assert (one.precision, one.recall) >= tuple(FLOORS[half][field]), field


def test_every_field_that_says_something_has_its_place() -> None:
    for case in cases():
        report = report_of(case)
        if report.statement is None:
            continue
        fields, places = report.fields(), report.evidence()
        for name in set(places) - {"f03_link"}:
            assert places[name]["text"].strip(), (case.file, name)
        for name in (
            "f04_law",
            "f05_scope",
            "f06_status",
            "f11_reviewed",
            "f12_method",
            "f13_days",
            "f14_enforcement",
        ):
            assert (fields[name] is None) == (name not in places), (case.file, name)


@pytest.mark.parametrize(
    "page",
    ["", "<p>", "<html><body></body></html>", "<title>Toegankelijkheidsverklaring</title>", "<h1></h1>" * 50],
)
def test_an_empty_page_is_no_statement_and_no_crash(page: str) -> None:
    assert read_page(Dom(capture(page or "<html></html>")), DAY) is None


def test_a_huge_page_is_read() -> None:
    page = "<h1>Toegankelijkheidsverklaring</h1>" + "<p>De site is mooi. Ze is van 3 mei 2020.</p>" * 6_000
    assert read_page(Dom(capture(page)), DAY) is None


def test_of_a_line_without_end_the_beginning_is_read() -> None:
    told = "De gemeente streeft naar een toegankelijke site volgens het bestuursdecreet. "
    page = f"<h1>Toegankelijkheidsverklaring</h1><p>{told}De site voldoet gedeeltelijk aan WCAG 2.1 AA. "
    started = process_time()
    said = read_page(Dom(capture(page + "De site is van 3 mei 2020 en wordt getest. " * 100_000)), DAY)
    assert said is not None
    assert (said.law, said.status) == ("bestuursdecreet", "G")
    # All four megabytes would take minutes.
    assert in_time(process_time() - started, 20)


_BEGIN = (
    "<title>Toegankelijkheidsverklaring</title><h1>Toegankelijkheidsverklaring</h1>"
    "<p>De website van Stad Voorbeeld voldoet gedeeltelijk aan WCAG 2.1 AA.</p>"
    "<h2>Niet-toegankelijke inhoud</h2>"
)


def test_a_table_of_many_empty_cells_is_read_in_time_by_its_length() -> None:
    row = "<tr><th>Alternatief</th><td>-</td></tr>"
    dom = Dom(capture(f"{_BEGIN}<table>{row * 1600}</table>"))
    started = process_time()
    assert read_page(dom, DAY) is not None
    # Where each row is looked for among all others it takes nine.
    assert in_time(process_time() - started, 4)


@pytest.mark.parametrize(
    "line",
    [
        "een regel die telkens verder gaat zonder einde en zonder punt, ook op de volgende",
        "zie " + "www." * 20,
    ],
)
def test_a_paragraph_of_a_document_without_end_takes_time_by_its_length(line: str) -> None:
    told = "De website van Stad Voorbeeld voldoet gedeeltelijk aan WCAG 2.1 AA."
    text = f"Toegankelijkheidsverklaring\n\n{told}\n\n" + f"{line}\n" * 8_000
    started = process_time()
    said = read_text(text, DAY)
    assert said is not None
    assert said.status == "G"
    # Where all is put together first it takes a minute.
    assert in_time(process_time() - started, 6)


@pytest.mark.parametrize("word", ["x" * 20_000, "." * 20_000, "-" * 20_000])
def test_a_word_without_end_takes_time_by_its_length(word: str) -> None:
    dom = Dom(capture(f"{_BEGIN}<p>{word}</p>"))
    started = process_time()
    assert read_page(dom, DAY) is not None
    # Gone through from each of its letters it takes five.
    assert in_time(process_time() - started, 2)


@pytest.mark.parametrize(
    ("latest", "told"),
    [
        (None, "onbekend"),
        ("2026-05-31", "actueel"),
        ("2025-06-01", "actueel"),
        ("2025-05-31", "verouderd"),
        ("2025-05", "verouderd"),
        ("2023-06-01", "verouderd"),
        ("2023-05-31", "ernstig verouderd"),
    ],
)
def test_age_counts_from_the_day_itself(latest: str | None, told: str) -> None:
    assert age(latest, DAY) == told
