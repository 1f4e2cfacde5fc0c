"""The page for an auditor: each criterion with its outcome, a sample with reasons, and what is left."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from drempel.i18n import Catalogue
from drempel.model.finding import Outcome
from drempel.model.issue import Issue, TrendLabel
from drempel.model.snapshot import FetchOutcome
from reports.base import FileOutput
from reports.channels import channel_map
from reports.criteria import MOST_EVIDENCE, CriterionRow, Standing, by_theme, criterion_rows
from reports.digest import digest_checks
from reports.formats.html import FORMAT
from reports.sample import Ground, is_sitemap, lot, sample_of
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.pages import Element, parse, words

NORM = "en301549-3.2.1"


@pytest.fixture(scope="module")
def page(render: Render) -> Element:
    return parse(render("town") / "auditor.html")


def row(page: Element, number: str) -> list[str]:
    return [words(cell) for cell in page.get_element_by_id(f"eis-{number.replace('.', '-')}")]


def test_the_order_is_that_of_wcag_em(page: Element) -> None:
    assert [words(h2) for h2 in page.cssselect("main h2")] == [
        "Wat we onderzochten",
        "Steekproef",
        "Uitkomst per eis",
        "Wat een mens nog moet nakijken",
        "Thema’s van AnySurfer",
        "Verklaring",
    ]


def test_each_criterion_of_the_norm_has_its_outcome_and_its_instruction(page: Element) -> None:
    rows = page.cssselect("#eisen tbody tr")
    assert len(rows) == 49
    assert {words(line[1]) for line in rows} == {
        "fout gevonden",
        "geen fout gevonden",
        "niet door een computer getest",
    }
    assert all(words(line[3]).endswith("?") for line in rows)
    assert row(page, "1.1.1")[:3] == [
        "1.1.1 Niet-tekstuele content niveau A, EN 301 549 9.1.1.1",
        "fout gevonden",
        "2 problemen, op minstens 24 pagina’s Een afbeelding heeft geen tekst (probleem I002) "
        "De tekst bij een afbeelding is een bestandsnaam (probleem I004)",
    ]
    assert row(page, "1.4.10")[1:3] == ["niet door een computer getest", "geen controle"]


def test_the_sample_tells_why_each_page_is_in_it(page: Element) -> None:
    rows = [words(line) for line in page.cssselect("#steekproef-tabel tbody tr")]
    assert rows[0].endswith("www.zilverbeek.example Startpagina het begin van de site")
    assert any("voorbeeld van een sjabloon" in line for line in rows)
    assert "24 pagina’s: gevonden via de links en sitemaps" in words(page.get_element_by_id("steekproef"))


def test_a_person_is_told_where_to_begin(page: Element) -> None:
    first = page.cssselect("#per-pagina tbody tr")[0]
    targets = set(page.xpath("//@id"))
    links = first.xpath(".//a[starts-with(@href, '#')]/@href")
    assert links
    assert {link[1:] for link in links} <= targets


def test_themes_add_up(page: Element) -> None:
    for line in page.cssselect("#themas-tabel tbody tr"):
        counts = [int(words(cell)) for cell in line.cssselect("td.number")]
        assert sum(counts) == len(line[-1].cssselect("a"))


@pytest.mark.parametrize("name", ["clean", "nothing", "hostile"])
def test_other_scans_have_the_page_too(render: Render, name: str) -> None:
    assert parse(render(name) / "auditor.html").cssselect("#eisen tbody tr")


# Outcome per criterion


def rows_of(*issues: Issue) -> dict[str, CriterionRow]:
    source = replace(fakes.town(), issue_list=list(issues))
    rows = criterion_rows(source, digest_checks(source.checks(), NORM))
    return {one.criterion.id: one for one in rows}


def test_a_question_is_no_failure_and_a_failure_outweighs_it() -> None:
    question = fakes.issue(
        1, fakes.finding("axe:color-contrast", outcome=Outcome.CANT_TELL), TrendLabel.NEW, 9
    )
    failure = fakes.issue(2, fakes.finding("axe:color-contrast"), TrendLabel.NEW, 3)
    only = rows_of(question)["1.4.3"]
    assert (only.standing, only.questions, only.pages) == (Standing.CANT_TELL, 1, 0)
    both = rows_of(question, failure)["1.4.3"]
    assert both.standing is Standing.FAILED
    assert [one.id for one in both.evidence] == ["I002"]
    assert (both.problems, both.questions, both.pages) == (1, 1, 3)


def test_evidence_is_a_few_and_solved_problems_are_none() -> None:
    many = [fakes.issue(n, fakes.finding("axe:image-alt"), TrendLabel.NEW) for n in range(9)]
    gone = fakes.issue(99, fakes.finding("axe:color-contrast"), TrendLabel.RESOLVED)
    rows = rows_of(*many, gone)
    assert len(rows["1.1.1"].evidence) == MOST_EVIDENCE
    assert rows["1.1.1"].problems == 9
    assert rows["1.4.3"].standing is Standing.NONE_FOUND


def test_every_criterion_stands_in_a_theme() -> None:
    source = fakes.town()
    rows = criterion_rows(source, digest_checks(source.checks(), NORM))
    themes = by_theme(rows, "nl")
    assert {one.criterion.id for theme in themes for one in theme.rows} == {one.criterion.id for one in rows}


# The sample


def test_each_judged_page_is_listed_with_its_reasons(render: Render) -> None:
    """Also in the other formats: the same pages have the same reasons."""
    listed = {
        words(line[0]).split(" ")[-1]: [words(item) for item in line.cssselect("li")]
        for line in parse(render("town") / "steekproef.html").cssselect("#steekproef-alle tbody tr")
    }
    judged = [page for page in fakes.town().pages() if page.record.outcome == "ok"]
    assert len(listed) == len(judged) > 20
    assert all(listed.values())
    assert "belangrijke pagina: Startpagina" in listed["www.zilverbeek.example"]


def test_reasons_tell_what_the_scan_stored() -> None:
    start, linked, deep = (
        fakes.page(path, "", **more)  # type: ignore[arg-type]
        for path, more in (
            ("", {}),
            ("a", {"depth": 1, "found_on": fakes.START}),
            ("b", {"depth": 2, "found_on": f"{fakes.START}a"}),
        )
    )
    lost = fakes.page("c", "", outcome=FetchOutcome.TIMEOUT)
    bare = replace(fakes.nothing(), page_list=[start, linked, deep, lost])
    bare = replace(bare, header=replace(bare.header, site_start=(fakes.START,)), seen=())
    sample = sample_of(bare, channel_map(bare))
    keys = [[ground.key for ground in sample.grounds(one)] for one in (start, linked, deep, lost)]
    assert [[key for key in found if key != "random"] for found in keys] == [
        ["start"],
        ["start-or-sitemap"],
        ["linked"],
        [],
    ]
    assert sum("random" in found for found in keys) == len(sample.drawn) == 1


def test_a_site_map_is_told_apart_from_the_start_page() -> None:
    listed, linked = (
        fakes.page(path, "", depth=1, found_on=found_on)
        for path, found_on in (("a", f"{fakes.START}sitemap-1.xml"), ("b", fakes.START))
    )
    bare = replace(fakes.nothing(), page_list=[listed, linked])
    bare = replace(bare, header=replace(bare.header, site_start=(fakes.START,)), seen=())
    sample = sample_of(bare, channel_map(bare))
    said = [[ground for ground in sample.grounds(one) if ground.key != "random"] for one in (listed, linked)]
    assert said == [[Ground("sitemap", url=f"{fakes.START}sitemap-1.xml")], [Ground("start-page")]]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://www.stad.be/sitemap.xml", True),
        ("https://www.stad.be/kaarten/pagina-1.XML.gz?page=2", True),
        ("https://www.stad.be/adressen.txt", True),
        ("https://www.stad.be/sitemap", False),
        ("https://www.stad.be/kaart.xml/uitleg", False),
        ("https://www.xml/", False),
        ("", False),
    ],
)
def test_a_site_map_is_a_file_for_programs(address: str, *, wanted: bool) -> None:
    assert is_sitemap(address) is wanted


def test_the_random_part_is_a_tenth_of_the_structured_one_and_can_be_drawn_again() -> None:
    town = fakes.town()
    sample, again = (sample_of(town, channel_map(town)) for _ in range(2))
    assert len(sample.drawn) == -(-len(sample.structured) // 10)
    assert not {page.record.page_url for page in sample.drawn} & {page.url for page in sample.structured}
    assert sample.drawn == again.drawn
    others = [
        page.record.page_url
        for page in town.pages()
        if page.record.outcome == "ok" and page.record.page_url not in {one.url for one in sample.structured}
    ]
    assert sample.drawn[0].record.page_url == min(others, key=lambda url: lot(town.header.scan.id, url))


def test_programs_get_the_same_reasons(render: Render) -> None:
    pages = json.loads((render("town", "json") / "rapport.json").read_text("utf-8"))["pages"]
    assert {page["outcome"] == "ok" for page in pages if page["why_in_sample"]} == {True}
    assert all(page["why_in_sample"] for page in pages if page["outcome"] == "ok")
    (home,) = (page for page in pages if page["page"] == fakes.START)
    assert {"reason": "key-page", "kind": "home"} in home["why_in_sample"]
    graph = json.loads((render("town", "earl") / "earl.jsonld").read_text("utf-8"))["@graph"]
    told = [node["description"] for node in graph if "WebPage" in node["type"]]
    assert len(told) == sum(page["outcome"] == "ok" for page in pages)
    assert any("belangrijke pagina: Startpagina" in one for one in told)


def test_the_report_in_one_file_has_the_outcome_per_requirement(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "een.html") as out:
        FORMAT.write(fakes.town(), out, dutch)
    page = parse(tmp_path / "een.html")
    ids = {one.get("id") for one in page.cssselect("[id]")}
    assert len(page.cssselect("#eisen tr[id^='eis-']")) == 49
    for section in ("eisen", "themas", "zelf-nakijken"):
        links = [one.get("href") for one in page.cssselect(f"#{section} a[href^='#']")]
        assert {link.removeprefix("#") for link in links} <= ids
        assert not page.cssselect(f"#{section} a[href$='.html']"), "there are no other pages"
    assert len(page.cssselect("#eisen ul.plain a")) > 3, "requirements have their evidence"
