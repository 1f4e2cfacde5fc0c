"""The page for developers: what is repaired in one go stands together, with its place and its repair."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from drempel.model.finding import Pointer
from drempel.model.owner import PathOwner
from reports.base import FolderOutput
from reports.components import component_of
from reports.formats.html import FORMAT
from tests.reports import fakes
from tests.reports.conftest import Render


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def pages_of(folder: Path, stem: str) -> Sequence[html.HtmlElement]:
    names = sorted(folder.glob(f"{stem}*.html"), key=lambda path: (len(path.name), path.name))
    return [html.parse(str(path)).getroot() for path in names]


@pytest.fixture(scope="module")
def town(render: Render) -> html.HtmlElement:
    (page,) = pages_of(render("town"), "developer")
    return page


def test_shared_parts_come_first_then_several_templates_then_one(town: html.HtmlElement) -> None:
    assert [words(one) for one in town.cssselect(".problems h2")] == [
        "Gedeeld deel: voet van de pagina",
        "Gedeeld deel: kop van de pagina",
        "Delen die op meer sjablonen staan",
        "Sjabloon 1 (22 pagina’s)",
        "Sjabloon 2 (1 pagina)",
    ]


def test_a_problem_has_its_gain_its_place_and_its_repair(town: html.HtmlElement) -> None:
    problem = town.get_element_by_id("d-probleem-i003")
    assert words(problem.cssselect(".gain")[0]) == "Los dit één keer op: 8 pagina’s winnen."
    assert "section.tegels > a:nth-child(4)" in words(problem)
    assert '<a class="btn btn-licht" href="/wonen">' in words(problem)
    assert "Kies een donkerdere tekst of een lichtere achtergrond." in words(problem)
    assert words(problem.getparent().cssselect("h3")[0]) == "Onderdeel btn"
    (picture,) = problem.cssselect("figure img")
    assert picture.get("src").startswith("data:image/png;base64,")
    assert picture.get("alt") == "Beeld van dit deel van de pagina, met een kader rond het element"


def test_what_may_stand_in_the_text_is_no_promise(town: html.HtmlElement) -> None:
    (gain,) = town.get_element_by_id("d-probleem-i005").cssselect(".gain")
    assert words(gain).startswith("Maakt het sjabloon dit? Dan helpt één oplossing 6 pagina’s.")
    # In the head of the page it is no text of a page.
    (gain,) = town.get_element_by_id("d-probleem-i002").cssselect(".gain")
    assert words(gain) == "Los dit één keer op: 24 pagina’s winnen."
    assert town.get_element_by_id("d-probleem-i006").cssselect(".gain") == []


def test_what_is_solved_or_set_aside_is_not_told(town: html.HtmlElement) -> None:
    told = {one.get("id") for one in town.cssselect("article")}
    assert "d-probleem-i001" in told
    assert not {"d-probleem-i011", "d-probleem-i012"} & told


def test_the_first_repairs_are_of_the_norm_and_lead_to_their_place(town: html.HtmlElement) -> None:
    first = town.cssselect("ol.start a")
    assert words(first[0]) == "Een afbeelding heeft geen tekst"
    targets = [one.get("href") for one in first]
    assert all(target.startswith("#") for target in targets)
    assert all(town.cssselect(f"[id='{target[1:]}']") for target in targets)
    assert "#d-probleem-i009" not in targets  # good practice
    assert "#d-probleem-i007" not in targets  # not yet required


def test_makers_and_owners_are_named(tmp_path: Path) -> None:
    source = fakes.town()
    widget = Pointer("#CybotCookiebotDialog > a", "<a>", "div.CybotCookiebotDialog>a", "dialog")
    issues = [
        replace(one, example=replace(one.example, pointer=widget)) if one.id == "I007" else one
        for one in source.issue_list
    ]
    owners = (PathOwner("/", "Communicatie"), PathOwner("/een-attest", "Burgerzaken"))
    header = replace(source.header, owners=owners)
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(replace(source, issue_list=issues, header=header), out, fakes.dutch())
    (page,) = pages_of(tmp_path, "developer")
    widget_problem = page.get_element_by_id("d-probleem-i007")
    assert "Een ander maakt dit onderdeel: Cookiebot." in words(widget_problem.getparent())
    assert widget_problem.cssselect(".gain") == []
    for number, owner in (("i001", "Burgerzaken"), ("i003", "Communicatie")):
        rows = page.get_element_by_id(f"d-probleem-{number}").cssselect("dl > div")
        assert f"Wie dit deel beheert{owner}" in [words(row) for row in rows]


def test_many_problems_stand_on_numbered_pages_whose_links_lead_somewhere(render: Render) -> None:
    folder = render("medium")
    pages = pages_of(folder, "developer")
    assert [len(page.cssselect("article")) for page in pages] == [25, 25, 10]
    ids = {
        path.name: set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8")))
        for path in folder.glob("*.html")
    }
    for number, page in enumerate(pages, 1):
        own = f"developer{f'-{number}' if number > 1 else ''}.html"
        for link in page.cssselect("main a[href]"):
            file, _, target = link.get("href").partition("#")
            if ":" not in file:
                assert not target or target in ids[file or own], link.get("href")
                assert (file or own) in ids


def test_the_nearest_component_has_the_name() -> None:
    named = {
        "section.tegels>a.tegels__link": "tegels",
        "div.card>p.card__text--large>a": "card",
        "my-menu>ul>li": "my-menu",
        "a.btn.btn--primary": "btn",
        "div.hero>p": "hero",
        "p": "",
        "": "",
    }
    assert {way: component_of(way) for way in named} == named
