"""What the town answers, asked without sockets."""

import json
import re

import pytest

from demo.town import Town, files, kilobytes, news, state_of

BASE = "http://127.0.0.1:8765"
LOADED = re.compile(r'(?:src|srcset|xlink:href)="([^"]*)"|<link[^>]* href="([^"]*)"|url\(([^)]*)\)')


def text(path: str, edition: int = 1) -> str:
    return Town(edition, BASE).answer(path).body.decode()


@pytest.mark.parametrize(("edition", "state"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 3), (6, 4), (101, 3)])
def test_editions_after_the_third_alternate(edition: int, state: int) -> None:
    assert state_of(edition) == state


def test_an_edition_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        Town(0, BASE)


def test_the_calendar_has_a_next_month_without_end() -> None:
    path, seen = "/kalender/", set()
    for _ in range(40):
        (path,) = re.findall(r'href="(/kalender/\?maand=[\d-]+)">Volgende maand', text(path))
        seen.add(path)
    assert len(seen) == 40
    assert path == "/kalender/?maand=2030-03"


@pytest.mark.parametrize("month", ["2026-10", "2026-13", "26-11", "x", "9999-01"])
def test_months_that_the_calendar_does_not_have_are_not_found(month: str) -> None:
    assert Town(1, BASE).answer(f"/kalender/?maand={month}").status == 404


def test_the_last_month_of_a_year_leads_to_the_first_of_the_next() -> None:
    page = text("/kalender/?maand=2026-12")
    assert "/kalender/?maand=2027-01" in page
    assert "Vorige maand: november 2026" in page
    assert "Vorige maand: december 2026" in text("/kalender/?maand=2027-01")
    assert "Vorige maand" not in text("/kalender/")


@pytest.mark.parametrize("number", ["0", "4", "-1", "een", "99999"])
def test_pages_beyond_the_archive_are_not_found(number: str) -> None:
    assert Town(1, BASE).answer(f"/nieuws/?pagina={number}").status == 404


def test_the_archive_shows_every_item_once() -> None:
    for edition in (1, 2, 4):
        pages = "".join(text(f"/nieuws/?pagina={number}", edition) for number in (1, 2, 3))
        for item in news(state_of(edition)):
            assert pages.count(f'<a href="{item.path}">') == 1
    assert len(news(1)) + 1 == len(news(2)) == len(news(4)) - 1


def test_the_first_page_of_the_archive_has_one_canonical_address() -> None:
    assert f'<link rel="canonical" href="{BASE}/nieuws/">' in text("/nieuws/?pagina=1")
    assert f'<link rel="canonical" href="{BASE}/nieuws/?pagina=2">' in text("/nieuws/?pagina=2")


def test_the_statement_has_the_parts_that_the_flemish_model_asks() -> None:
    page = re.sub(r"<[^>]+>|\s+", " ", text("/toegankelijkheidsverklaring"))
    for part in (
        "bestuursdecreet van 7 december 2018",
        "is van toepassing op",
        "voldoet gedeeltelijk aan de Web Content Accessibility Guidelines versie 2.1 niveau AA",
        "Niet-toegankelijke inhoud",
        "Onevenredige last",
        "zelfbeoordeling",
        "Feedback en contactgegevens",
        "Handhavingsprocedure",
    ):
        assert part in page
    assert 'datetime="2025-09-08"' in text("/toegankelijkheidsverklaring", 1)
    assert 'datetime="2026-11-16"' in text("/toegankelijkheidsverklaring", 2)


def test_searching_finds_pages_and_shows_what_was_typed_as_text() -> None:
    assert '<a href="/diensten/paspoort">Paspoort aanvragen</a>' in text("/zoeken?q=vingerafdrukken")
    assert "Wij vonden 0 pagina&#39;s" in text("/zoeken?q=<script>alert(1)</script>")
    assert "<script>alert" not in text("/zoeken?q=<script>alert(1)</script>")
    assert "Typ hierboven" in text("/zoeken")


def test_robots_and_sitemap_name_the_right_addresses() -> None:
    robots = Town(1, BASE, crawl_delay_s=0.2).answer("/robots.txt").body.decode()
    assert "Crawl-delay: 0.2" in robots
    assert "Disallow: /zoeken" in robots
    assert f"Sitemap: {BASE}/sitemap.xml" in robots
    assert f"<loc>{BASE}/bestuur/archief</loc>" in text("/sitemap.xml")


@pytest.mark.parametrize(
    "target",
    [
        "/../manifest.toml", "/%2e%2e/manifest.toml", "//etc/passwd", "/index.html", "/diensten/index",
        "/diensten/paspoort/", "/css/", "/town.html", "/parts.html", "/\x00", "/wijkbudget/index.html", "*",
    ],
)  # fmt: skip
def test_nothing_but_the_site_is_shown(target: str) -> None:
    assert Town(1, BASE).answer(target).status == 404


def test_a_folder_without_slash_redirects_to_the_folder() -> None:
    answer = Town(1, BASE).answer("/diensten")
    assert (answer.status, answer.location) == (301, "/diensten/")


def test_an_absolute_target_is_answered_like_its_path() -> None:
    town = Town(1, BASE)
    assert town.answer(f"{BASE}/nieuws/?pagina=2") == town.answer("/nieuws/?pagina=2")
    assert town.answer(BASE) == town.answer("/")


def test_every_file_has_a_content_type_and_asks_nothing_of_others() -> None:
    town = Town(2, BASE)
    for path in files():
        answer = town.answer(path)
        if answer.status == 200 and answer.content_type.startswith(("text/", "image/svg")):
            body = answer.body.decode()
            loaded = LOADED.findall(body)
            for address in ("".join(parts) for parts in loaded):
                assert address.startswith(("/", BASE)), (path, address)


def test_documents_are_what_they_seem() -> None:
    tagged = (files()["/documenten/afvalkalender-2027.pdf"]).read_bytes()
    plain = (files()["/documenten/reglement-wijkbudget.pdf"]).read_bytes()
    scan = (files()["/documenten/besluit-1989-scan.pdf"]).read_bytes()
    for pdf in (tagged, plain, scan):
        assert pdf.startswith(b"%PDF-1.7")
        start = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
        assert pdf[start : start + 4] == b"xref"
        offsets = [int(offset) for offset in re.findall(rb"(?m)^(\d{10}) 00000 n $", pdf)]
        for number, offset in enumerate(offsets, start=1):
            assert pdf[offset:].startswith(b"%d 0 obj" % number)
        assert len(pdf) < 10_000
    assert b"/StructTreeRoot" in tagged
    assert b"/StructTreeRoot" not in plain + scan
    assert b"/Font" in plain
    assert b"/Font" not in scan
    assert kilobytes("/documenten/afvalkalender-2027.pdf") in text("/diensten/afval")


def test_the_plans_of_the_neighbourhoods_are_in_the_data_only() -> None:
    data = json.loads(text("/data/wijkbudget.json"))
    assert all(plan["plan"] not in text("/wijkbudget/") for plan in data["plans"])
