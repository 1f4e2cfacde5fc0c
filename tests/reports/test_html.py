import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from drempel.i18n import Catalogue
from drempel.model.finding import Advice
from reports.base import FileOutput, FolderOutput
from reports.book import MOST_ROWS, PICTURE_BYTES
from reports.digest import SHORT_LIST
from reports.formats.html import FORMAT
from reports.render import data_uri
from tests.reports import fakes
from tests.reports.conftest import Render
from tests.reports.golden import assert_golden
from tests.reports.pages import Element, outline, parse, words

SCANS = ("town", "hostile", "clean", "nothing")
ALL_PAGES = [(name, language) for name in SCANS for language in ("nl", "fr")] + [("medium", "nl")]


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.html"))


def one_file(source: fakes.FakeSource, folder: Path, text: Catalogue) -> Element:
    """Return the report in one file."""
    with FileOutput(folder / "one.html") as out:
        FORMAT.write(source, out, text)
    return parse(folder / "one.html")


def test_shape_of_the_index(render: Render) -> None:
    assert_golden("town-index.txt", outline(parse(render("town") / "index.html")))


def test_shape_of_the_page_of_problems_of_a_large_scan(render: Render) -> None:
    assert_golden("medium-problemen.txt", outline(parse(render("medium") / "problemen.html")))


def test_shape_of_a_problem(render: Render) -> None:
    assert_golden("town-probleem.txt", outline(parse(render("town") / "probleem-i002.html")))


@pytest.mark.parametrize(("name", "language"), ALL_PAGES)
def test_every_page_is_sound(render: Render, name: str, language: str) -> None:
    for path in pages_of(render(name, "html", language)):
        page = parse(path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), "an id stands once"
        assert len(page.cssselect("h1")) == 1
        levels = [
            int(heading.tag[1])
            for heading in page.cssselect("h1, h2, h3, h4, h5, h6")
            if not heading.xpath("ancestor::nav")
        ]
        assert all(below - above <= 1 for above, below in pairwise(levels)), levels
        assert page.get("lang") == language
        for landmark in ("header.masthead", "main#inhoud", "footer", "a.skip[href='#inhoud']"):
            assert len(page.cssselect(landmark)) == 1
        for table in page.cssselect("table"):
            assert words(table.cssselect("caption")[0])
            assert all(cell.get("scope") for cell in table.cssselect("th"))
            width = len(table.cssselect("thead th"))
            assert all(len(row) == width for row in table.cssselect("tbody tr"))


@pytest.mark.parametrize(("name", "language"), ALL_PAGES)
def test_nothing_is_fetched_and_nothing_runs(render: Render, name: str, language: str) -> None:
    for path in pages_of(render(name, "html", language)):
        page = parse(path)
        assert not page.cssselect(
            "script, iframe, object, embed, form, base, audio, video, link[rel~=stylesheet]"
        )
        assert not [attribute for attribute in page.xpath("//@*") if attribute.attrname.startswith("on")]
        assert not page.xpath("//@style")
        assert all(value.startswith("data:") for value in page.xpath("//@src") + page.xpath("//link/@href"))
        assert "url(" not in page.cssselect("style")[0].text
        policy = page.cssselect("meta[http-equiv='Content-Security-Policy']")[0].get("content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize(("name", "language"), ALL_PAGES)
def test_links_lead_somewhere(render: Render, name: str, language: str) -> None:
    folder = render(name, "html", language)
    anchors = {path.name: set(parse(path).xpath("//@id")) for path in pages_of(folder)}
    for path in pages_of(folder):
        targets: dict[str, str] = {}
        for link in parse(path).cssselect("a[href]"):
            href, text = link.get("href"), words(link)
            assert text
            if not href.startswith("#inhoud"):
                assert targets.setdefault(text, href) == href, f"two links “{text}” lead to different pages"
            if href.startswith(("http://", "https://")):
                assert link.get("rel") == "noreferrer"
                continue
            file, _, fragment = href.partition("#")
            assert file in anchors or not file
            assert not fragment or fragment in anchors[file or path.name], href


def test_one_file_tells_of_coverage_before_what_was_found(tmp_path: Path, dutch: Catalogue) -> None:
    headings = [words(h2) for h2 in one_file(fakes.town(), tmp_path, dutch).cssselect("main h2")]
    assert headings == [
        "Wat de scan zag",
        "Wat we vonden",
        "Taal, mensen en verklaring",
        "Sinds de vorige scan",
        "De oplossingen die de meeste mensen helpen",
        "Wat wij bekeken, en wat niet",
        "Wat er veranderde",
        "Problemen volgens de norm (6)",
        "Nog niet verplicht (1)",
        "Vragen om zelf na te kijken (1)",
        "Goede praktijk (1)",
        "Strenger dan de norm (1)",
        "Duidelijke taal",
        "Wie blijft achter?",
        "Kanalen per dienst",
        "Toegankelijkheidsverklaring",
        "Documenten",
        "Wat een bezoek kost",
        "Pagina’s",
        "Uitkomst per eis",
        "Thema’s van AnySurfer",
        "Wat een mens nog moet nakijken",
        "Wat niet getest is",
    ]


def test_each_page_has_the_same_navigation_with_its_own_place(render: Render) -> None:
    folder = render("town")
    menus: dict[str, list[str]] = {}
    for path in pages_of(folder):
        links = parse(path).cssselect("nav.contents a")
        menus[path.name] = [link.get("href") for link in links]
        (current,) = [link for link in links if link.get("aria-current")]
        if path.name in menus[path.name]:
            assert (current.get("href"), current.get("aria-current")) == (path.name, "page")
        else:
            assert current.get("aria-current") == "true"
    assert len({tuple(menu) for menu in menus.values()}) == 1
    assert set(menus["index.html"]) <= set(menus)


@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_report_never_says_that_a_site_complies(render: Render, name: str, language: str) -> None:
    text = " ".join(words(parse(path).find("body")) for path in pages_of(render(name, "html", language)))
    assert not re.search(
        r"complian|conform|voldoet aan de (norm|wet)|is toegankelijk|is accessible", text, re.I
    )


def test_coverage_tells_what_was_not_seen(render: Render) -> None:
    coverage = words(parse(render("town") / "dekking.html").get_element_by_id("dekking"))
    for wanted in (
        "Fout 3",
        "pagina niet gevonden (404): 2",
        "Weggelaten door robots.txt 1",
        "Reeks zonder einde 1",
        "1 controle stond uit in de instellingen",
        "phone-is-only-text",
        "1 controle kon niet op elke pagina lopen",
        "niet op 2 pagina’s",
        "Naar 43 eisen kijkt geen",
        "1.4.10 Reflow",
        "4.12.1",
        "0.1.0",
    ):
        assert wanted in coverage
    unfinished = words(parse(render("nothing") / "dekking.html").get_element_by_id("dekking"))
    assert "De scan is niet volledig." in unfinished
    assert "Niet bezocht 3" in unfinished
    assert "De server gaf een paar keer na elkaar een fout." in unfinished


def test_a_problem_tells_what_people_need(render: Render) -> None:
    problem = words(parse(render("town") / "problemen.html").get_element_by_id("probleem-i004"))
    for wanted in (
        "De tekst bij een afbeelding is een bestandsnaam",
        "hindert sterk",
        "nog altijd",
        "“IMG_20260412.JPG” is een bestandsnaam.",
        "Wie blind is",
        "Zeg in woorden wat de afbeelding toont.",
        '<img src="/u/1.jpg" alt="IMG_20260412.JPG">',
        "article img",
        "/nieuws",
        "WCAG 1.1.1 Niet-tekstuele content (niveau A, EN 301 549 9.1.1.1)",
        "axe-core, Drempel",
    ):
        assert wanted in problem


def test_what_is_no_failure_against_the_norm_stands_apart(render: Render) -> None:
    page = parse(render("town") / "problemen.html")
    where = {article.get("id"): article.getparent().get("id") for article in page.cssselect("article")}
    assert where == {
        "probleem-i002": "norm",
        "probleem-i001": "norm",
        "probleem-i003": "norm",
        "probleem-i004": "norm",
        "probleem-i005": "norm",
        "probleem-i006": "norm",
        "probleem-i007": "not-yet-required",
        "probleem-i008": "questions",
        "probleem-i009": "best-practice",
        "probleem-i010": "beyond",
    }
    change = parse(render("town") / "verandering.html").get_element_by_id("verandering")
    assert "Een invulveld heeft geen naam" in words(change)


def test_the_trend_marks_its_breaks(render: Render) -> None:
    change = parse(render("town") / "verandering.html").get_element_by_id("verandering")
    assert len(change.cssselect("svg[role=img]")) == len(change.cssselect("figure table")) == 5
    assert len(change.cssselect("line.break")) == 5
    assert "Breuk: een andere versie van axe-core." in words(change)
    first = words(parse(render("clean") / "verandering.html").get_element_by_id("verandering"))
    assert first.startswith("Wat er veranderde Dit is de eerste scan van deze site.")


def test_readability_shows_scores_reasons_and_sentences(render: Render) -> None:
    text = parse(render("town") / "taal.html").get_element_by_id("leesbaarheid")
    assert words(text.cssselect("p")[0]) == (
        "21 pagina’s hebben genoeg lopende Nederlandse tekst om te zeggen hoe moeilijk die is. 11 van de 18 "
        "pagina’s halen de B1-richtwaarde: 61%. Staan deze pagina’s voor de hele website? Dan ligt het deel "
        "tussen 33% en 75%. Bij 3 pagina’s is het twijfel."
    )
    steps = [words(row) for row in text.cssselect("#leesbaarheid-trappen tbody tr")]
    assert steps == [
        "zeer eenvoudig 2 10%",
        "eenvoudig 6 29%",
        "gemiddeld 8 38%",
        "moeilijk 5 24%",
        "zeer moeilijk 0 0%",
    ]
    hardest = [words(row) for row in text.cssselect("#leesscores tbody tr")]
    assert len(hardest) == SHORT_LIST
    assert (
        hardest[0]
        == "Welkom in Zilverbeek www.zilverbeek.example startpagina moeilijk (70 op 100) nee 14,0 420"
    )
    assert [words(li) for li in text.cssselect("h2 + ul li")] == [
        "te weinig gewone tekst: 1 pagina",
        "niet in het Nederlands: 1 pagina",
        "geen gewone tekst, wel lijsten of menu’s: 1 pagina",
    ]
    assert [quote.get("lang") for quote in text.cssselect("blockquote")] == ["nl", "nl"]
    assert "46 woorden, lange zin, stijf woord, zegt niet wie iets doet" in words(text)


def test_a_hard_sentence_is_shown_with_all_its_reasons(tmp_path: Path, dutch: Catalogue) -> None:
    town = fakes.town()
    first = next(town.issues())
    advice = (
        Advice("This sentence has {words} words. Make two or more of it.", {"words": "31"}),
        Advice("“{word}” is an old word. Write: {plain}.", {"word": "<b>", "plain": "om"}),
    )
    issue = replace(first, example=replace(first.example, advice=advice))
    with FileOutput(tmp_path / "index.html") as out:
        FORMAT.write(replace(town, issue_list=[issue]), out, dutch)
    told = [words(one) for one in parse(tmp_path / "index.html").cssselect(".advice li")]
    assert told == [
        "Deze zin heeft 31 woorden. Maak er twee of meer van.",
        "“<b>” is een ouderwets woord. Schrijf: om.",
    ]


def test_titles_in_another_language_are_marked(render: Render) -> None:
    page = parse(render("town") / "paginas.html")
    assert [words(title) for title in page.cssselect("bdi[lang=fr]")] == ["Politie"]


def test_every_address_has_its_line(render: Render) -> None:
    rows = [words(row) for row in parse(render("town") / "paginas.html").cssselect("#adressen tbody tr")]
    assert len(rows) == 34
    assert (
        "/oud-nieuws Fout pagina niet gevonden (404) Gevonden op www.zilverbeek.example –niet bekeken"
        in rows[24]
    )
    assert "/traag Te traag laden duurde te lang" in rows[27]


def test_a_problem_on_many_pages_has_its_own_page(render: Render) -> None:
    assert [path.name for path in pages_of(render("town")) if path.name.startswith("probleem-")] == [
        "probleem-i002.html",
        "probleem-i007.html",
        "probleem-i009.html",
    ]
    places = parse(render("town") / "probleem-i002.html").cssselect("table tbody tr")
    assert len(places) == 24


def test_a_large_scan_shows_tables_and_a_page_per_problem(render: Render) -> None:
    folder = render("medium")
    assert not parse(folder / "problemen.html").cssselect("article")
    assert len(list(folder.glob("probleem-*.html"))) == 60
    assert len(parse(folder / "problemenlijst.html").cssselect("tbody tr")) == 60
    assert len(parse(folder / "paginas.html").cssselect("#adressen tbody tr")) == MOST_ROWS
    assert len(parse(folder / "paginas-3.html").cssselect("tbody tr")) == 50
    assert words(parse(folder / "paginas-3.html").cssselect("caption")[0]) == "Adressen 401 tot 450 van 450"
    assert all(path.stat().st_size < 1_000_000 for path in folder.iterdir())


def test_all_fits_in_one_file(tmp_path: Path, dutch: Catalogue) -> None:
    with FileOutput(tmp_path / "one.html") as out:
        FORMAT.write(fakes.town(), out, dutch)
    page = parse(tmp_path / "one.html")
    assert len(page.cssselect("article:not(#documenten *)")) == 10
    assert len(page.cssselect("#probleem-i002 .pages li")) == 24
    assert len(page.cssselect("#paginas tbody tr")) == 34
    links = {href for href in page.xpath("//a/@href") if not href.startswith("http")}
    assert {href[0] for href in links} == {"#"}
    assert {href[1:] for href in links} <= {*page.xpath("//@id")}
    readers = [words(line) for line in page.cssselect("#inhoud-lezers + ul li")]
    assert [line.partition(":")[0] for line in readers] == [
        "In het kort, voor de directie",
        "Voor redacteurs",
        "Voor ontwikkelaars",
        "Voor auditors",
    ]
    assert "een eigen pagina" in words(page.cssselect("main > p")[0])


def test_a_smaller_report_leaves_no_pages_of_the_one_before(tmp_path: Path, dutch: Catalogue) -> None:
    for source in (fakes.town(), fakes.clean()):
        with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
            FORMAT.write(source, out, dutch)
    assert not [path.name for path in pages_of(tmp_path) if path.name.startswith("probleem-")]


def test_a_thumbnail_stands_once_and_only_if_it_is_a_picture(render: Render) -> None:
    pictures = parse(render("town") / "problemen.html").cssselect("img")
    assert [img.get("alt") for img in pictures] == [
        "Kleine afbeelding van de pagina www.zilverbeek.example",
        "Kleine afbeelding van de pagina /een-attest-aanvragen",
    ]
    assert not parse(render("hostile") / "problemen.html").cssselect("img")


@pytest.mark.parametrize(
    ("picture", "start"),
    [
        (fakes.png(1, 2, 3), "data:image/png;base64,iVBOR"),
        (b"\xff\xd8\xff\xe0rest", "data:image/jpeg;base64,/9j/"),
        (b"<svg onload=alert(1)>", None),
        (b"", None),
        (b"\xff\xd8\xff" + b"x" * PICTURE_BYTES, None),
    ],
)
def test_data_uri(picture: bytes, start: str | None) -> None:
    uri = data_uri(picture, PICTURE_BYTES)
    assert uri is None if start is None else uri is not None and uri.startswith(start)


def test_words_without_a_translation_are_marked_with_their_language(render: Render) -> None:
    page = parse(render("town", "html", "fr") / "index.html")
    assert page.get("lang") == "fr"
    assert words(page.cssselect("#kort h2")[0]) == "Ce que le scan a vu"
    assert not page.cssselect("#kort h2 > span[lang]")
    assert not page.cssselect("title span")


def test_a_check_that_is_gone_goes_by_its_id(tmp_path: Path, dutch: Catalogue) -> None:
    source = fakes.town()
    source.coverages = []
    with FileOutput(tmp_path / "one.html") as out:
        FORMAT.write(source, out, dutch)
    assert "alt-text-is-filename" in words(parse(tmp_path / "one.html").get_element_by_id("probleem-i004"))


def test_a_first_scan_shows_its_figures_without_charts(render: Render) -> None:
    change = parse(render("clean") / "verandering.html").get_element_by_id("verandering")
    assert not change.cssselect("svg")
    rows = [words(row) for row in change.cssselect("#cijfers tbody tr")]
    assert rows[1] == "Pagina’s die de B1-richtwaarde niet halen 28% (5 van 18) Lager is beter."


def test_a_table_of_problems_compares_only_when_there_is_something_to_compare_with(
    tmp_path: Path, dutch: Catalogue
) -> None:
    source = fakes.medium()
    source.header = replace(source.header, previous=None, trend={})
    with FolderOutput(tmp_path, FORMAT.entry, FORMAT.owns) as out:
        FORMAT.write(source, out, dutch)
    page = parse(tmp_path / "problemen.html")
    assert "Sinds de vorige scan" not in words(page)
    assert {len(row) for row in page.cssselect("#tabel-norm tr")} == {5}
