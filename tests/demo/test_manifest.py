"""The manifest and the town agree, in every edition, without a browser."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from demo import manifest
from demo.manifest import Manifest, Page
from demo.town import HTML, Town

EDITIONS = (1, 2, 3, 4, 5, 6)
BASE = "http://127.0.0.1:8765"
MANIFEST = manifest.load()


def document(town: Town, path: str) -> html.HtmlElement:
    return html.document_fromstring(town.answer(path).body.decode(), base_url=BASE + path)


def final(town: Town, path: str) -> str:
    """Follow redirects inside the site to the address that answers."""
    for _ in range(5):
        answer = town.answer(path)
        if not answer.location.startswith("/"):
            return path
        path = answer.location
    raise AssertionError(f"too many redirects from {path}")


def addresses_by_links(town: Town) -> tuple[set[str], set[str]]:
    """Return the addresses inside and outside that links and the sitemap lead to; traps are not entered."""
    sitemap = re.findall(rf"<loc>{BASE}(/[^<]*)</loc>", town.answer("/sitemap.xml").body.decode())
    queue, inside, outside = ["/", *sitemap], set(), set()
    while queue:
        address = queue.pop()
        if address in inside or address.startswith(tuple(trap.prefix for trap in MANIFEST.traps)):
            continue
        inside.add(address)
        landing = final(town, address)
        answer = town.answer(landing)
        if answer.status != 200 or answer.content_type != HTML or landing.startswith(("/intern/", "/zoeken")):
            continue
        for link in document(town, landing).cssselect("a[href]"):
            parts = urlsplit(urljoin(BASE + landing, link.get("href", "")))
            if parts.scheme not in {"http", "https"}:
                continue
            if f"{parts.scheme}://{parts.netloc}" != BASE:
                outside.add(parts.geturl())
            else:
                queue.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return inside, outside


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_address_answers_with_its_status(edition: int) -> None:
    town = Town(edition, BASE)
    wrong = {
        page.path: answer.status
        for page in MANIFEST.pages_in(edition)
        if (answer := town.answer(page.path)).status != page.status
    }
    assert wrong == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_links_and_sitemap_lead_to_exactly_the_listed_addresses(edition: int) -> None:
    inside, outside = addresses_by_links(Town(edition, BASE))
    listed = {page.path for page in MANIFEST.pages_in(edition) if page.found_by != "script"}
    assert inside == listed
    assert outside <= set(MANIFEST.outside)


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_address_is_listed_once(edition: int) -> None:
    paths = [page.path for page in MANIFEST.pages_in(edition)]
    assert len(paths) == len(set(paths))


def test_pages_outside_their_editions_are_gone_or_moved() -> None:
    for edition in (1, 2, 3, 4):
        town = Town(edition, BASE)
        here = {page.path for page in MANIFEST.pages_in(edition)}
        for page in MANIFEST.pages:
            if page.path not in here:
                assert town.answer(page.path).status == 404, (edition, page.path)


@pytest.mark.parametrize("edition", EDITIONS)
def test_other_addresses_of_a_page_name_it_as_canonical(edition: int) -> None:
    town = Town(edition, BASE)
    for page in MANIFEST.pages_in(edition):
        if page.template == "town" or page.same_as:
            wanted = page.same_as or page.path
            if page.path == "/zoeken" or town.answer(wanted).status != 200:
                continue
            canonical = document(town, final(town, page.path)).cssselect('link[rel="canonical"]')
            if page.same_as.startswith("/eloket/"):
                assert final(town, page.path) == wanted
            else:
                assert [link.get("href") for link in canonical] == [BASE + wanted], page.path


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_planted_element_is_there(edition: int) -> None:
    town = Town(edition, BASE)
    missing = [
        (barrier.id, path)
        for barrier in MANIFEST.barriers_in(edition)
        for path in barrier.paths
        if not document(town, path).cssselect(barrier.selector)
    ]
    assert missing == []


def test_a_barrier_that_comes_or_goes_changes_its_page() -> None:
    for barrier in MANIFEST.barriers:
        for path in barrier.paths:
            pages = [page for page in MANIFEST.pages if page.path == path and page.is_judged]
            here = {edition for page in pages for edition in page.editions}
            with_it = here & barrier.editions
            for one in with_it:
                for other in here - barrier.editions:
                    assert Town(one, BASE).answer(path) != Town(other, BASE).answer(path), (barrier.id, path)


def test_edition_2_solves_adds_and_loses_problems_and_edition_3_brings_one_back() -> None:
    one, two, three = (problems(MANIFEST, edition) for edition in (1, 2, 3))
    assert {name for name, _ in one - two} >= {"logo-zonder-alt", "link-zonder-naam", "lees-meer"}
    assert {name for name, _ in two - one} >= {"kop-overgeslagen", "bleek-label"}
    assert ("hond-zonder-alt", "/eloket/hondenbelasting") in one - two
    assert ("logo-zonder-alt", "/eloket/") in (one & three) - two
    assert problems(MANIFEST, 5) == three
    assert problems(MANIFEST, 6) == problems(MANIFEST, 4) != three


def problems(all_of_it: Manifest, edition: int) -> set[tuple[str, str]]:
    return {(barrier.id, path) for barrier in all_of_it.barriers_in(edition) for path in barrier.paths}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_judged_page_is_clean_or_has_a_barrier_and_never_both(edition: int) -> None:
    clean = set(MANIFEST.clean_in(edition))
    planted = {path for barrier in MANIFEST.barriers_in(edition) for path in barrier.paths}
    judged = {page.path for page in MANIFEST.pages_in(edition) if page.is_judged}
    assert clean & planted == set()
    assert clean | planted == judged


def test_there_are_enough_barriers_of_different_kinds() -> None:
    ids = [barrier.id for barrier in MANIFEST.barriers]
    checks = {check for barrier in MANIFEST.barriers for check in barrier.checks}
    assert len(ids) == len(set(ids))
    assert len([check for check in checks if check.startswith("axe:")]) >= 18
    assert len([check for check in checks if not check.startswith("axe:")]) >= 10
    assert {barrier.outcome for barrier in MANIFEST.barriers} == {"failed", "cantTell"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_clean_pages_have_a_title_a_language_and_one_main_heading(edition: int) -> None:
    town = Town(edition, BASE)
    pages = {page.path: page for page in MANIFEST.pages_in(edition)}
    titles = []
    for path in MANIFEST.clean_in(edition):
        page = document(town, path)
        assert page.get("lang") == pages[path].language, path
        titles.append(page.findtext("head/title"))
        if not pages[path].needs_script:
            assert len(page.cssselect("main h1")) == 1, path
    assert all(title and title.endswith(" – Gemeente Elzervoorde") for title in titles)
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("page", [p for p in MANIFEST.pages if p.is_judged], ids=lambda page: page.path)
def test_hard_pages_have_long_sentences_and_plain_pages_short_ones(page: Page) -> None:
    if page.level == "none" or page.needs_script:
        return
    town = Town(min(page.editions), BASE)
    paragraphs = [p.text_content().strip() for p in document(town, page.path).cssselect("main p, #inhoud p")]
    text = " ".join(p for p in paragraphs if p.endswith((".", "?", "!")))
    sentences = [s for s in re.split(r"(?<=[.?!])\s+(?=[A-Z])", text) if s]
    if len(sentences) >= 2 or page.level == "hard":
        words_per_sentence = len(text.split()) / len(sentences)
        assert words_per_sentence > 25 if page.level == "hard" else words_per_sentence < 16


def test_a_page_is_reached_only_by_the_sitemap_and_another_only_by_a_script() -> None:
    town = Town(1, BASE)
    found_by = {page.path: page.found_by for page in MANIFEST.pages_in(1)}
    linked = {
        link.get("href")
        for path in town.pages()
        if town.answer(path).status == 200
        for link in document(town, path).cssselect("a[href]")
    }
    for path, way in found_by.items():
        if way != "link":
            assert path not in linked
    assert b'"/wijkbudget/spelregels"' in town.answer("/data/wijkbudget.json").body
    assert set(found_by.values()) == {"link", "sitemap", "script"}


BAD_BARRIER = """
page = []
[[barrier]]
id = "x"
paths = []
checks = []
selector = ""
description = ""
outcome = "bad"
"""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('page = [{path = "/", level = "easy"}]', "level = 'easy' is none of"),
        ('page = [{path = "/", outcome = "fine"}]', "unknown outcome"),
        ('page = [{path = "/", editions = [9]}]', "/: editions are"),
        (BAD_BARRIER, "x: outcome 'bad'"),
    ],
)
def test_mistakes_in_the_manifest_are_named(tmp_path: Path, wrong: str, message: str) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        manifest.load(path)
