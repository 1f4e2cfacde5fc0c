"""The first page: coverage, three lines, people and language, change, five repairs; and no mark."""

from dataclasses import replace
from pathlib import Path

import pytest

from drempel.i18n import Catalogue
from drempel.model.finding import Impact
from drempel.model.indicator import IndicatorValue
from drempel.model.issue import TrendLabel
from reports.base import FolderOutput
from reports.federal_scale import place
from reports.formats.html import FORMAT
from reports.repairs import MOST_REPAIRS, best_repairs
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.pages import Element, parse, words

NORM = "en301549-3.2.1"


@pytest.fixture(scope="module")
def page(render: Render) -> Element:
    return parse(render("town") / "index.html")


def cards(page: Element, section: str) -> dict[str, str]:
    found = page.get_element_by_id(section).cssselect(".card")
    return {words(card.cssselect("h3")[0]): words(card) for card in found}


def test_coverage_comes_first_and_links_to_what_was_not_seen(page: Element) -> None:
    first = page.cssselect("main section")[0]
    assert words(first).startswith("Wat de scan zag De scan is volledig.")
    seen = {words(row.find("dt")): words(row.find("dd")) for row in first.cssselect("dl > div")}
    assert seen == {
        "Bekeken pagina’s": "24",
        "Pagina’s die niet laadden": "5",
        "Pagina’s niet bezocht": "0",
        "Controles": "10",
        "Eisen niet getest": "43 van 49",
    }
    assert "dekking.html" in first.xpath(".//a/@href")


def test_three_lines_and_no_mark(page: Element) -> None:
    told = cards(page, "drie-lijnen")
    assert list(told) == ["Eisen", "Soorten pagina’s", "Belangrijke pagina’s"]
    assert told["Eisen"].startswith("Eisen 5 van 6 eisen die onze controles nakijken, hebben een probleem.")
    assert "Dit is geen cijfer." in words(page.get_element_by_id("drie-lijnen"))


def test_key_pages_come_with_their_interval(tmp_path: Path, dutch: Catalogue) -> None:
    town = fakes.town()
    share = IndicatorValue("key-pages-clean", 1, 0.5, "ratio", "up-is-better", 4, 8, low=0.22, high=0.78)
    source = replace(town, indicator_values=(*town.indicators(), share))
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(source, out, dutch)
    told = cards(parse(tmp_path / "index.html"), "drie-lijnen")["Belangrijke pagina’s"]
    assert told.startswith("Belangrijke pagina’s 4 van 8")
    assert "tussen 22% en 78%" in told


def test_people_language_and_statement(page: Element) -> None:
    told = cards(page, "mens-en-taal")
    assert told["Duidelijke taal"].startswith("Duidelijke taal 11 van 18")
    assert "Van 33 vragen over e-inclusie" in told["Groepen mensen"]
    assert told["Verklaring"].startswith("Verklaring niet bekend")


def test_what_changed(page: Element, render: Render) -> None:
    change = page.get_element_by_id("veranderd")
    assert words(change.cssselect("dl")[0]) == (
        "nieuw 4 teruggekomen 1 nog altijd 5 opgelost 1 niet opnieuw nagekeken 1"
    )
    first = parse(render("clean") / "index.html").get_element_by_id("veranderd")
    assert "Dit is de eerste scan van deze site." in words(first)


def test_nothing_seen_says_nothing_of_the_site(render: Render) -> None:
    page = parse(render("nothing") / "index.html")
    assert page.xpath("//main//section/@id") == ["kort", "drie-lijnen"]
    assert not page.cssselect(".card")


def test_five_repairs_lead_to_their_problems(page: Element) -> None:
    links = page.cssselect("#begin-hier ol a")
    assert [link.get("href") for link in links] == [
        f"problemen.html#probleem-i00{number}" for number in (2, 1, 3, 4, 5)
    ]
    assert "sluit mensen uit op 24 pagina’s" in words(page.cssselect("#begin-hier li")[0])


def test_repairs_are_one_for_each_check_and_weigh_people_and_pages() -> None:
    many = fakes.issue(1, fakes.finding("axe:image-alt"), TrendLabel.NEW, pages=30)
    few = fakes.issue(2, fakes.finding("axe:image-alt"), TrendLabel.NEW, pages=2)
    # One requirement more hinders one group of people more.
    broad = fakes.issue(3, fakes.finding("axe:label"), TrendLabel.NEW, pages=20)
    serious = fakes.issue(4, fakes.finding("axe:color-contrast"), TrendLabel.NEW, pages=500)
    tip = fakes.issue(5, fakes.finding("axe:region"), TrendLabel.NEW, pages=900)
    found = best_repairs([few, many, broad, serious, tip], NORM, {})
    assert [one.issue.id for one in found] == ["I003", "I001", "I004"]
    assert found[0].issue.impact is Impact.CRITICAL
    assert len(found[0].people) > len(found[1].people)
    others = [replace(many, check=f"other-{n}") for n in range(9)]
    assert len(best_repairs(others, NORM, {})) == MOST_REPAIRS


@pytest.mark.parametrize(
    ("has_statement", "failed", "tested", "is_whole", "letter", "reason"),
    [
        (True, 0, 20, True, "C", ""),
        (True, 10, 20, True, "D", ""),
        (True, 11, 20, False, "E", ""),
        (False, 0, 20, True, "F", ""),
        (False, 0, 20, False, "", "statement-unknown"),
        (None, 0, 20, True, "", "statement-unknown"),
        (True, 0, 0, True, "", "nothing-seen"),
    ],
)
def test_the_federal_scale(
    has_statement: bool | None, failed: int, tested: int, is_whole: bool, letter: str, reason: str
) -> None:
    found = place(has_statement=has_statement, failed=failed, tested=tested, is_whole=is_whole)
    assert (found.letter, found.reason) == (letter, reason)


def test_a_scan_never_gives_more_than_c() -> None:
    letters = {
        place(has_statement=there, failed=failed, tested=20, is_whole=True).letter
        for there in (True, False, None)
        for failed in range(21)
    }
    assert letters == {"", "C", "D", "E", "F"}
