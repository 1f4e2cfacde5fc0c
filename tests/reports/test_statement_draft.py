"""The draft of an accessibility statement: read back by our own reader, in three languages."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from checks.facts.statement import read_page
from drempel.i18n import Catalogue
from drempel.model.contact import Contact
from drempel.model.decision import Decision, DecisionKind, standing
from drempel.model.statement import Statement
from reports.base import FileOutput
from reports.draft import draft_of, law_of
from reports.formats.statement import FORMAT
from tests.inclusion.building import dom_of
from tests.reports import fakes
from tests.reports.golden import assert_golden
from tests.reports.test_in_browser import failures, opened

FULLY = re.compile(r"\bvolledig|\bfully|\bfull\b|\bentièrement|\btotale", re.IGNORECASE)
DAY = date(2026, 11, 29)


def of_a(kind: str, source: fakes.FakeSource) -> fakes.FakeSource:
    return replace(source, header=replace(source.header, entity_kind=kind))


def written(source: fakes.FakeSource, folder: Path, language: str = "nl") -> str:
    with FileOutput(folder / "verklaring.html") as out:
        FORMAT.write(source, out, fakes.words_in(language))
    return (folder / "verklaring.html").read_text(encoding="utf-8")


def read_back(page: str) -> Statement:
    found = read_page(dom_of(page, f"{fakes.START}toegankelijkheid"), DAY)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_is_written_is_read_back(language: str, tmp_path: Path) -> None:
    source = of_a("gemeente", fakes.town())
    said = read_back(written(source, tmp_path, language))
    assert said.commitment
    assert (said.law, said.law_ok, said.scope) == ("bestuursdecreet", True, "own")
    assert (said.status, said.standard, said.level, said.en_version) == ("G", "2.1", "AA", "3.2.1")
    assert said.items == len(draft_of(source).breaches) == 6
    assert said.reasons == ("niet-naleving",)
    assert (said.prepared, said.method) == ("2026-11-24", "self")
    assert said.enforcement
    assert (said.channels, said.days, said.alternatives) == ((), None, False), "a person fills these in"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_how_to_reach_the_organisation_is_filled_in_from_the_settings(language: str, tmp_path: Path) -> None:
    source = of_a("gemeente", fakes.town())
    contact = Contact(
        "web@zilverbeek.example", "02 345 67 89", "Markt 1, 9999 Zilverbeek", f"{fakes.START}meld", 14
    )
    page = written(replace(source, header=replace(source.header, contact=contact)), tmp_path, language)
    said = read_back(page)
    assert {"email", "phone", "form", "post"} == set(said.channels)
    assert said.days == 14
    part = page.partition('id="feedback-contact"')[2].partition("</section>")[0]
    assert "<mark>" not in part
    assert "Markt 1, 9999 Zilverbeek" in part


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("name", ["town", "clean", "nothing"])
def test_a_scan_is_no_ground_to_say_fully(name: str, language: str, tmp_path: Path) -> None:
    page = written(of_a("gemeente", getattr(fakes, name)()), tmp_path, language)
    assert FULLY.findall(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)) == []
    if name != "town":
        assert "data-status" not in page
        assert read_back(page).status is None


@pytest.mark.parametrize(
    ("kind", "start", "law"),
    [
        ("gemeente", fakes.START, "bestuursdecreet"),
        ("agentschap", fakes.START, "bestuursdecreet"),
        ("federaal", fakes.START, "wet 2018"),
        ("FOD", fakes.START, "wet 2018"),
        ("federaal agentschap", fakes.START, "wet 2018"),
        ("commune", fakes.START, "Waals decreet"),
        ("", "https://economie.fgov.be/", "wet 2018"),
        ("", "https://www.vlaanderen.be/", "bestuursdecreet"),
        ("", fakes.START, ""),
        ("gemeente", "https://www.stad.brussels/", ""),
        ("stadion", fakes.START, ""),
    ],
)
def test_the_law_is_that_of_the_level_of_government(kind: str, start: str, law: str) -> None:
    header = replace(fakes.town().header, entity_kind=kind, site_start=(start,))
    assert law_of(header) == law


def test_without_a_level_the_law_is_left_to_a_person(tmp_path: Path) -> None:
    page = written(of_a("", fakes.town()), tmp_path)
    assert "data-law" not in page
    assert "[Vul in: de wet voor uw organisatie]" in page
    assert read_back(page).law is None


def test_a_waiver_for_a_burden_stands_under_that_reason(tmp_path: Path) -> None:
    source = fakes.town()
    at = datetime(2026, 11, 1, tzinfo=UTC)
    waiver = Decision(
        DecisionKind.WAIVED, "nieuwe site", "an", at, "onevenredige-last", date(2027, 6, 1), "an"
    )
    issues = [
        replace(one, decided=standing([waiver], DAY)) if one.check == "axe:label" else one
        for one in source.issue_list
    ]
    source = of_a("gemeente", replace(source, issue_list=issues))
    draft = draft_of(source)
    assert [item.check for item in draft.burdens] == ["axe:label"]
    said = read_back(written(source, tmp_path))
    assert said.reasons == ("niet-naleving", "onevenredige last")
    assert said.items == 6


def test_what_a_person_must_fill_in_is_marked(tmp_path: Path) -> None:
    page = written(of_a("gemeente", fakes.town()), tmp_path)
    marked = re.findall(r"<mark>\[(.*?)\]</mark>", page)
    assert len(marked) == 7
    assert all(one.startswith("Vul in: ") for one in marked)


def test_shape(tmp_path: Path) -> None:
    page = written(of_a("gemeente", fakes.town()), tmp_path)
    main = page[page.index("<main") : page.index("</main>")]
    assert_golden("town-statement.txt", main + "\n")


def test_a_long_list_has_an_end(dutch: Catalogue, tmp_path: Path) -> None:
    source = fakes.town()
    many = [replace(source.issue_list[0], check=f"axe:rule-{n}") for n in range(60)]
    draft = draft_of(replace(source, issue_list=many))
    assert (len(draft.breaches), draft.left_out) == (40, 20)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_axe_has_nothing_to_say(chromium: Browser, language: str, tmp_path: Path) -> None:
    written(of_a("gemeente", fakes.town()), tmp_path, language)
    with opened(chromium, tmp_path / "verklaring.html", 320) as page:
        assert failures(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
