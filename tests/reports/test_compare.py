"""Organisations beside each other: bands, groups, shared components, and a page that everybody can read."""

import csv
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from drempel.i18n import Catalogue
from drempel.model.comparison import FailedAtSite, FailedIssue
from drempel.model.document import DocumentCounts
from drempel.model.indicator import IndicatorValue, Share
from drempel.model.report import TrendPoint
from reports.base import FileOutput, FolderOutput
from reports.compare import (
    Band,
    Comparison,
    Component,
    EntityNow,
    SiteFailures,
    comparison,
    failures_of,
)
from reports.formats.comparison import ENTRY, OWNS, comparison_data, shade, write_comparison
from reports.formats.comparison_tables import (
    CSV_ENTRY,
    CSV_OWNS,
    write_comparison_csv,
    write_comparison_xlsx,
)
from reports.wording import Wording
from tests.reports import fakes
from tests.reports.pages import parse, words
from tests.reports.test_in_browser import failures, opened, walked
from tests.reports.test_overview import now

BUTTON = Component("vl-button", "axe:image-alt", "vl-button.vl-button--icon")
FOOTER = Component("vl-footer", "axe:color-contrast", "footer.vl-footer")
CHECKS = [coverage.info for coverage in fakes.town().coverages]


def readable(part: int, whole: int) -> IndicatorValue:
    return IndicatorValue(
        "readable-pages", 1, part / whole, "ratio", "up-is-better", part, whole, low=0.0, high=1.0
    )


def failing(part: int, whole: int) -> IndicatorValue:
    return IndicatorValue("pages-with-failure", 1, part / whole, "ratio", "down-is-better", part, whole)


def body(
    name: str,
    *values: IndicatorValue,
    kind: str = "gemeente",
    groups: tuple[str, ...] = (),
    components: dict[Component, int] | None = None,
    failed: dict[str, int] | None = None,
    points: tuple[TrendPoint, ...] = (),
) -> EntityNow:
    site = replace(now(fakes.town(), *values), entity_id=name.lower(), entity_name=name)
    seen = SiteFailures(frozenset({"1.1.1", "1.4.3", "2.4.4"}), failed or {}, components or {})
    return EntityNow(name.lower(), name, kind, groups, (site,), (seen,), points)


def month(number: int, value: IndicatorValue, *, is_break: bool = False) -> TrendPoint:
    return TrendPoint(
        f"s{number}", datetime(2026, number, 1, tzinfo=UTC), (value,), is_break, ("axe",) if is_break else ()
    )


def bodies() -> list[EntityNow]:
    line = (
        month(8, readable(40, 100)),
        month(9, readable(55, 100)),
        month(10, readable(90, 100), is_break=True),
    )
    return [
        body("Zilverbeek", readable(90, 100), failing(10, 100), groups=("grootte:klein",), points=line,
             components={BUTTON: 3, FOOTER: 100}, failed={"1.1.1": 7}),
        body("Aardebeek", readable(60, 100), failing(50, 100), groups=("grootte:groot",),
             components={BUTTON: 20}, failed={"1.4.3": 1, "1.4.10": 2}),
        body("Moerdijke", readable(10, 100), failing(90, 100), kind="agentschap", components={FOOTER: 10}),
        body("Kleine Dienst", readable(3, 3), failing(0, 3), kind="", components={BUTTON: 1}),
    ]  # fmt: skip


def written(found: Comparison, folder: Path, text: Catalogue) -> Path:
    path = folder / "vergelijking.html"
    with FileOutput(path) as out:
        write_comparison(found, out, text, Wording(text, fakes.town().coverages))
    return path


def names(found: Comparison, indicator: str) -> dict[Band, list[str]]:
    (banding,) = (one for one in found.bandings if one.indicator == indicator)
    return {band: [row.entity.name for row in rows] for band, rows in banding.bands.items()}


# Bands


def test_only_a_sure_difference_sets_an_organisation_apart() -> None:
    assert names(comparison(bodies()), "readable-pages") == {
        Band.BETTER: ["Zilverbeek"],
        Band.ALIKE: ["Aardebeek"],
        Band.WORSE: ["Moerdijke"],
        Band.TOO_LITTLE: ["Kleine Dienst"],
    }


def test_where_lower_is_better_the_bands_turn_around() -> None:
    found = names(comparison(bodies()), "pages-with-failure")
    assert found[Band.BETTER] == ["Zilverbeek"]
    assert found[Band.WORSE] == ["Moerdijke"]


def test_a_small_difference_is_none_and_the_order_is_that_of_the_alphabet() -> None:
    many = [body(name, readable(part, 40)) for name, part in (("C", 22), ("A", 18), ("B", 20))]
    assert names(comparison(many), "readable-pages")[Band.ALIKE] == ["A", "B", "C"]


def test_the_newest_scan_of_each_site_counts_by_its_pages() -> None:
    one = body("Zilverbeek", readable(90, 100))
    two = replace(one, sites=(*one.sites, *body("Zilverbeek", readable(0, 20)).sites))
    value = two.value("readable-pages")
    assert value is not None
    assert (value.part, value.whole) == (90, 120)


def test_a_definition_of_another_version_is_not_compared() -> None:
    other = replace(readable(1, 100), version=2)
    found = names(comparison([body("Oud", readable(90, 100)), body("Nieuw", other)]), "readable-pages")
    assert [name for band in found.values() for name in band] == ["Nieuw"]


# Groups


def test_a_group_of_one_organisation_is_not_shown_beside_it(tmp_path: Path, dutch: Catalogue) -> None:
    found = comparison(bodies())
    assert len(found.groups) > 1
    page = parse(written(found, tmp_path, dutch))
    assert [words(head) for head in page.cssselect("#groepen-tabel tbody th")] == ["gemeente"]
    assert "Een groep van één organisatie staat hier niet" in words(page.cssselect("#groepen")[0])
    alone = comparison([one for one in bodies() if one.name in {"Moerdijke", "Kleine Dienst"}])
    page = parse(written(alone, tmp_path, dutch))
    assert not page.cssselect("#groepen, a[href='#groepen']")


def test_links_lead_to_the_parts_of_the_page(tmp_path: Path, dutch: Catalogue) -> None:
    page = parse(written(comparison(bodies()), tmp_path, dutch))
    targets = [link.get("href") for link in page.cssselect("nav.on-page a")]
    assert targets == [
        "#dekking",
        "#readable-pages",
        "#pages-with-failure",
        "#groepen",
        "#gedeeld",
        "#eisen",
    ]
    for target in targets:
        (section,) = page.cssselect(target)
        assert section.tag == "section"


def test_kind_and_groups_are_added_up() -> None:
    rows = {row.name: row for row in comparison(bodies()).groups}
    assert list(rows) == ["agentschap", "gemeente", "grootte:groot", "grootte:klein"]
    share = rows["gemeente"].shares[0]
    assert share is not None
    assert (rows["gemeente"].entities, share.part, share.whole) == (2, 150, 200)


def test_of_many_that_are_alike_none_stands_apart_by_chance() -> None:
    chance = random.Random(11)
    alike = [
        body(f"Gemeente {at:04}", readable(sum(chance.random() < 0.4 for _ in range(60)), 60))
        for at in range(400)
    ]
    one_at_a_time = [share.interval or (0, 1) for one in alike for share in (of(one),)]
    by_chance = sum(not low <= 0.4 <= high for low, high in one_at_a_time)
    assert by_chance > 10, "ordinary intervals would set apart one in twenty"
    together = names(comparison(alike), "readable-pages")
    assert together[Band.BETTER] == together[Band.WORSE] == []
    # Who really differs stands apart among many too.
    other = names(comparison([*alike, body("Zeker", readable(57, 60))]), "readable-pages")
    assert (other[Band.BETTER], other[Band.WORSE]) == (["Zeker"], [])


def of(entity: EntityNow) -> Share:
    value = entity.value("readable-pages")
    assert value is not None
    return Share(value.part or 0, value.whole or 0)


def test_one_group_can_be_asked_for() -> None:
    assert [one.name for one in comparison(bodies(), "gemeente").entities] == ["Aardebeek", "Zilverbeek"]
    assert comparison(bodies(), "bestaat niet").entities == []


# Shared components


def test_a_component_that_fails_at_several_organisations_is_named_with_who_gains() -> None:
    first, second = comparison(bodies()).shared
    assert (first.component, first.entities) == (BUTTON, ("Aardebeek", "Kleine Dienst", "Zilverbeek"))
    assert (second.component, second.entities, second.pages) == (FOOTER, ("Moerdijke", "Zilverbeek"), 110)


def test_two_sites_of_one_organisation_share_nothing_with_others() -> None:
    one = body("Zilverbeek", components={BUTTON: 3})
    assert comparison([replace(one, failures=(*one.failures, *one.failures))]).shared == []


@pytest.mark.parametrize(
    ("structure", "name"),
    [("main>vl-button.vl-button", "vl-button"), ("main>div.card>img", ""), ("main>p", "")],
)
def test_only_a_name_with_a_prefix_is_one_that_sites_share(structure: str, name: str) -> None:
    found = failures_of(at_site(FailedIssue("axe:image-alt", ("1.1.1",), structure, 3)), CHECKS)
    assert [one.name for one in found.components] == ([name] if name else [])


def test_failures_of_a_site_count_problems_by_criterion_and_pages_by_component() -> None:
    button = "main>vl-button.vl-button"
    found = failures_of(
        at_site(
            FailedIssue("axe:image-alt", ("1.1.1",), button, 3),
            FailedIssue("axe:image-alt", ("1.1.1", "4.1.2"), button, 4),
        ),
        CHECKS,
    )
    assert found.failed == {"1.1.1": 2, "4.1.2": 1}
    assert found.components == {Component("vl-button", "axe:image-alt", "vl-button.vl-button"): 7}
    assert found.tested == {"1.1.1"}, "the check of contrast could judge no page"


def at_site(*issues: FailedIssue) -> FailedAtSite:
    return FailedAtSite("01S", "en301549-3.2.1", frozenset({"axe:image-alt"}), issues)


# Heat


def test_a_cell_tells_none_found_from_not_tested() -> None:
    found = comparison(bodies())
    assert found.criteria == ["1.1.1", "1.4.3", "1.4.10"]
    cells = {row.entity.name: row.cells for row in found.heat}
    assert cells["Zilverbeek"] == (7, 0, None)
    assert cells["Aardebeek"] == (0, 1, 2)
    assert [shade(cell) for cell in (None, 0, 1, 7)] == [
        "heat-unknown",
        "heat-none",
        "heat-some",
        "heat-many",
    ]


# The page


def test_the_page_tells_all_of_it(tmp_path: Path, dutch: Catalogue) -> None:
    page = parse(written(comparison(bodies()), tmp_path, dutch))
    rows = [words(row) for row in page.cssselect("#gedeeld-tabel tbody tr")]
    assert rows[0] == (
        "vl-button Een afbeelding heeft geen tekst 3 organisaties 24 Aardebeek, Kleine Dienst, Zilverbeek"
    )
    titles = [words(head) for head in page.cssselect("#readable-pages h3")]
    assert titles == [
        "Zeker beter dan alle samen",
        "Geen zeker verschil met alle samen",
        "Zeker minder goed dan alle samen",
        "Te weinig pagina’s om iets te zeggen",
    ]
    (better,) = page.cssselect("#readable-pages-better tbody tr")
    assert words(better) == "Zilverbeek 90% 90 van 100 81% en 95%"
    assert len(page.cssselect("svg.interval")) == 8
    line = words(page.cssselect("#dekking-tabel tbody tr")[-1])
    assert "40%" in line
    assert "(niet te vergelijken met het vorige)" in line
    assert len(page.cssselect("svg.spark polyline")) == 1, "the break interrupts the line"


def test_nothing_to_compare(tmp_path: Path, dutch: Catalogue) -> None:
    assert "Er is niets te vergelijken" in words(parse(written(comparison([]), tmp_path, dutch)))


def test_names_of_others_do_not_act(tmp_path: Path, dutch: Catalogue) -> None:
    evil = Component("axe:image-alt", "x-<script>alert(1)</script>", "x")
    two = [body(name, readable(1, 20), kind=name, components={evil: 1}) for name in fakes.HOSTILE[:2]]
    page = parse(written(comparison(two), tmp_path, dutch))
    assert not page.cssselect("script, img")
    assert "x-<script>" in words(page.cssselect("#gedeeld-tabel")[0])


def test_data_is_json(dutch: Catalogue) -> None:
    data = json.loads(json.dumps(comparison_data(comparison(bodies()))))
    assert [one["name"] for one in data["entities"]] == [
        "Aardebeek",
        "Kleine Dienst",
        "Moerdijke",
        "Zilverbeek",
    ]
    assert [one["readable-pages"]["part"] for one in data["entities"][3]["months"]] == [40, 55, 90]
    assert data["bands"][0]["bands"]["better"][0]["id"] == "zilverbeek"
    assert data["problems"]["zilverbeek"] == {"1.1.1": 7, "1.4.3": 0, "1.4.10": None}
    assert data["shared"][0]["entities"] == ["Aardebeek", "Kleine Dienst", "Zilverbeek"]


@pytest.mark.browser
def test_the_page_is_accessible(chromium: Browser, tmp_path: Path, dutch: Catalogue) -> None:
    with FolderOutput(tmp_path / "groot", ENTRY, OWNS) as out:
        write_comparison(comparison(many(101)), out, dutch)
    large = tmp_path / "groot"
    for path in (
        written(comparison(with_documents()), tmp_path, dutch),
        large / ENTRY,
        large / "vergelijking-2.html",
    ):
        for width, scheme in ((1280, "light"), (320, "dark")):
            with opened(chromium, path, width, scheme) as page:  # type: ignore[arg-type]
                assert walked(page) == [], path.name
                assert failures(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") == width


# Many organisations


def many(number: int) -> list[EntityNow]:
    line = tuple(month(at, readable(40 + at, 100)) for at in range(1, 11))
    model = body("x", readable(50, 100), failing(5, 100), points=line, failed={"1.1.1": 7, "1.4.3": 0})
    return [replace(model, id=f"e{at:04}", name=f"Gemeente {at:04}") for at in range(number)]


def test_many_organisations_are_spread_over_pages_of_less_than_a_megabyte(
    tmp_path: Path, dutch: Catalogue
) -> None:
    found = comparison(many(250))
    with FolderOutput(tmp_path, ENTRY, OWNS) as out:
        write_comparison(found, out, dutch, overview="index.html")
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["vergelijking-1.html", "vergelijking-2.html", "vergelijking-3.html", "vergelijking.html"]
    # A thousand take ten such pages, and no more of the first one than their names.
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < 500_000
    first = parse(tmp_path / ENTRY)
    links = first.cssselect("#dekking a")
    assert [link.get("href") for link in links] == files[:3]
    assert words(links[0]) == "Gemeente 0000 – Gemeente 0099"
    assert words(first.cssselect("#eisen-samen tbody tr")[0]) == "1.1.1 Niet-tekstuele content 250 250"
    told = [
        words(row.cssselect("th")[0])
        for file in files[:3]
        for row in parse(tmp_path / file).cssselect("#readable-pages tbody tr")
    ]
    assert told == [one.name for one in found.entities]
    part = parse(tmp_path / files[2])
    assert len(part.cssselect("#eisen-tabel tbody tr")) == len(part.cssselect("#dekking tbody tr")) == 50
    assert part.xpath("//a[@href='vergelijking.html']")


def test_one_file_holds_all(tmp_path: Path, dutch: Catalogue) -> None:
    page = parse(written(comparison(many(120)), tmp_path, dutch))
    assert len(page.cssselect("#dekking-tabel tbody tr")) == 120


# Tables


def test_tables_for_spreadsheets(tmp_path: Path, dutch: Catalogue) -> None:
    evil = body("=1+1", readable(1, 20), kind="=cmd", components={BUTTON: 1})
    found = comparison([*bodies(), evil])
    with FolderOutput(tmp_path / "csv", CSV_ENTRY, CSV_OWNS) as out:
        write_comparison_csv(found, out, dutch)
    tables = {
        path.name: list(csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
        for path in (tmp_path / "csv").iterdir()
    }
    assert set(tables) == set(CSV_OWNS)
    assert [row[1] for row in tables[CSV_ENTRY]][:2] == ["Organisatie", "'=1+1"]
    (share,) = (
        row for row in tables["aandelen.csv"] if row[:3] == ["zilverbeek", "Zilverbeek", "readable-pages"]
    )
    assert share[4:7] == ["0,9", "90", "100"]
    assert share[-1] == "better"
    assert tables["gedeelde-onderdelen.csv"][1][4:] == [
        "4",
        "25",
        "'=1+1, Aardebeek, Kleine Dienst, Zilverbeek",
    ]
    problems = {(row[0], row[2]): row[4] for row in tables["eisen.csv"][1:]}
    assert (problems["zilverbeek", "1.4.3"], problems["zilverbeek", "1.4.10"]) == ("0", "")
    assert [row[-1] for row in tables["over-de-tijd.csv"][1:]] == ["0", "0", "1"]
    with FileOutput(tmp_path / "v.xlsx") as out:
        write_comparison_xlsx(found, out, dutch)
    with ZipFile(tmp_path / "v.xlsx") as book:
        sheets = {name: book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) == len(tables)
    assert all(b"<pane " in sheet and b"<autoFilter " in sheet for sheet in sheets.values())
    assert not [name for name, sheet in sheets.items() if b"<f>" in sheet]
    assert b'<c r="E2" s="' in sheets["xl/worksheets/sheet2.xml"], "numbers have a form of their own"


# Documents


def with_documents() -> list[EntityNow]:
    counts = {"Zilverbeek": (50, 40, 30), "Aardebeek": (12, 0, 0), "Moerdijke": (20, 20, 5)}
    return [
        replace(one, documents=DocumentCounts(*counts[one.name])) if one.name in counts else one
        for one in bodies()
    ]


def test_documents_of_each_organisation_are_told_apart_from_pages(tmp_path: Path, dutch: Catalogue) -> None:
    found = comparison(with_documents())
    assert [row.entity.name for row in found.documents] == ["Aardebeek", "Moerdijke", "Zilverbeek"]
    page = parse(written(found, tmp_path, dutch))
    (section,) = page.cssselect("#documenten")
    assert "60 van 82 documenten beoordeeld. Daarvan hebben er 35 problemen volgens de norm." in words(
        section
    )
    rows = [[words(cell) for cell in row.cssselect("th, td")] for row in section.cssselect("tbody tr")]
    assert rows[0] == ["Aardebeek", "0 van 12", "onbekend", "–"]
    assert rows[2][:3] == ["Zilverbeek", "40 van 50", "75% (30 van 40)"]
    low, high = Share(30, 40).interval_among(2) or (0, 0)
    assert rows[2][3] == f"{low:.0%} en {high:.0%}".replace(".", ",")
    assert page.cssselect("nav a[href='#documenten']")


def test_without_documents_nothing_is_said_of_them(tmp_path: Path, dutch: Catalogue) -> None:
    page = parse(written(comparison(bodies()), tmp_path, dutch))
    assert page.cssselect("#documenten, a[href='#documenten']") == []


def test_documents_stand_in_json_and_in_the_tables(tmp_path: Path, dutch: Catalogue) -> None:
    found = comparison(with_documents())
    entities = {one["name"]: one for one in comparison_data(found)["entities"]}
    silver = entities["Zilverbeek"]
    assert (silver["documents_found"], silver["documents_judged"]) == (50, 40)
    assert (silver["documents_failing"]["part"], silver["documents_failing"]["value"]) == (30, 0.75)
    assert silver["documents_failing"]["low"] < 0.75 < silver["documents_failing"]["high"]
    assert entities["Aardebeek"]["documents_failing"] is None
    assert entities["Kleine Dienst"]["documents_found"] == 0
    with FolderOutput(tmp_path, CSV_ENTRY, CSV_OWNS) as out:
        write_comparison_csv(found, out, dutch)
    _, *rows = csv.reader(StringIO((tmp_path / "documenten.csv").read_text("utf-8-sig")), delimiter=";")
    assert [row[1] for row in rows] == ["Aardebeek", "Moerdijke", "Zilverbeek"]
    assert rows[0][2:] == ["12", "0", "", "0", "0", "", ""]


def test_documents_of_many_organisations_stand_with_their_figures(tmp_path: Path, dutch: Catalogue) -> None:
    one = with_documents()[0]
    many = [replace(one, id=f"e{n:03}", name=f"Stad {n:03}") for n in range(150)]
    with FolderOutput(tmp_path, ENTRY, OWNS) as out:
        write_comparison(comparison(many), out, dutch, Wording(dutch, fakes.town().coverages))
    entry = parse(tmp_path / ENTRY)
    assert entry.cssselect("#documenten table") == []
    assert "6.000 van 7.500 documenten" in words(entry.cssselect("#documenten")[0])
    rows = [len(parse(tmp_path / f"vergelijking-{n}.html").cssselect("#documenten tbody tr")) for n in (1, 2)]
    assert rows == [100, 50]
