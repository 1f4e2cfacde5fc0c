"""The catalogue of checks: all that ran, a page for each that found something, its text never obeyed."""

from dataclasses import replace
from pathlib import Path

from checks import registry
from drempel.i18n import Catalogue, catalogue
from drempel.model.finding import Outcome
from drempel.model.report import CheckCoverage
from reports.base import FolderOutput
from reports.formats.html import FORMAT
from reports.rules import as_html, write_explanation
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.pages import parse, words


def test_the_list_holds_all_checks_that_ran_those_with_problems_first(render: Render) -> None:
    page = parse(render("town") / "regels.html")
    rows = page.cssselect("#regels tbody tr")
    assert len(rows) == 10
    counts = [sum(int(words(cell)) for cell in row.cssselect("td.number")[:2]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    links = page.cssselect("#regels a")
    assert {link.get("href") for link in links} == {"regel-axe-image-alt.html", "regel-axe-label.html"}


def test_the_page_of_a_check_explains_it_and_leads_to_its_problems(render: Render) -> None:
    page = parse(render("town") / "regel-axe-image-alt.html")
    assert words(page.cssselect("h1")[0]) == "Een afbeelding heeft geen tekst"
    assert [words(h2) for h2 in page.cssselect("main h2")] == [
        "Wat is er mis",
        "Voorbeeld fout",
        "Eisen",
        "In deze scan",
    ]
    assert "<script>document.title='hit'</script>" in words(page.cssselect("pre code")[0])
    assert all(code.get("translate") == "no" for code in page.cssselect(".explanation code"))
    assert page.xpath("//section//a/@href") == ["problemen.html#probleem-i002"]


def test_a_check_that_found_nothing_is_explained_among_others(tmp_path: Path, dutch: Catalogue) -> None:
    town = fakes.town()
    source = replace(town, issue_list=[issue for issue in town.issue_list if issue.check != "axe:image-alt"])
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(source, out, dutch)
    (row,) = (
        row for row in parse(tmp_path / "regels.html").cssselect("#regels tbody tr")
        if "axe:image-alt" in words(row)
    )  # fmt: skip
    (link,) = row.cssselect("a")
    file, _, place = link.get("href").partition("#")
    page = parse(tmp_path / file)
    article = page.get_element_by_id(place)
    assert words(article.cssselect("h2")[0]) == "Een afbeelding heeft geen tekst"
    assert [words(h3) for h3 in article.cssselect("h3")] == ["Wat is er mis", "Voorbeeld fout", "Eisen"]
    assert "<script>document.title='hit'</script>" in words(article.cssselect("pre code")[0])
    assert not (tmp_path / "regel-axe-image-alt.html").exists()


def test_a_real_report_explains_every_check_that_ran(tmp_path: Path) -> None:
    """As many small pages as there are checks would be a report of megabytes; some large ones are not."""
    ran = registry.catalogue()
    source = replace(fakes.clean(), coverages=tuple(CheckCoverage(one, {Outcome.PASSED: 1}) for one in ran))
    source.documentation = registry.documentation  # type: ignore[method-assign]
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(source, out, catalogue("nl"))
    rows = parse(tmp_path / "regels.html").cssselect("#regels tbody tr")
    assert len(rows) == len(ran) > 200
    unexplained = [words(row) for row in rows if not row.cssselect("a")]
    assert unexplained == []
    pages = sorted(tmp_path.glob("uitleg*.html"))
    assert max(page.stat().st_size for page in pages) < 400_000
    places = {place for page in pages for place in parse(page).xpath("//article/@id")}
    assert len(places) == len(ran)


def test_a_page_in_another_language_is_marked(render: Render) -> None:
    page = parse(render("town") / "regel-axe-label.html")
    assert page.cssselect(".explanation")[0].get("lang") == "en"


def test_a_problem_leads_to_the_page_of_its_check(render: Render) -> None:
    facts = parse(render("town") / "problemen.html").get_element_by_id("probleem-i002")
    assert "regel-axe-image-alt.html" in facts.xpath(".//a/@href")


def test_nothing_in_a_page_acts() -> None:
    html = as_html(fakes.RULE_PAGES["axe:image-alt", "nl"])
    assert "<script" not in html
    assert "<b " not in html
    assert 'href="javascript' not in html
    assert '<a href="https://www.w3.org/" rel="noreferrer">W3C</a>' in html


def test_a_check_explained_apart_from_a_report(tmp_path: Path) -> None:
    with (tmp_path / "uitleg.html").open("w", encoding="utf-8") as file:
        write_explanation("axe:label", fakes.RULE_PAGES["axe:label", "en"], "en", file, catalogue("nl"))
    page = parse(tmp_path / "uitleg.html")
    assert words(page.cssselect("main h1")[0]) == "Form field has no label"
    assert page.cssselect("main > div")[0].get("lang") == "en"
    assert page.get("lang") == "nl"
