from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drempel import wcag
from drempel.model.finding import Pointer
from reports.places import STDIN, Place, iri, place_of
from reports.w3c import criterion_iri, slug_of, understanding

NOWHERE = Pointer("p")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://www.zilverbeek.example/", "www.zilverbeek.example"),
        ("https://www.zilverbeek.example/nieuws/kerst", "www.zilverbeek.example/nieuws/kerst"),
        ("https://zilverbeek.example:8443/a?q=1 2", "zilverbeek.example%3A8443/a%3Fq=1%202"),
        ("https://jan:geheim@zilverbeek.example/a", "zilverbeek.example/a"),
        ("https://zilverbeek.example/../../etc/passwd", "zilverbeek.example/etc/passwd"),
        ("https://zilverbeek.example/caf%C3%A9/é", "zilverbeek.example/caf%C3%A9/%C3%A9"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("https://[x/", "https%3A%2F%2F%5Bx%2F"),
    ],
)
def test_a_page_goes_by_host_and_path(address: str, path: str) -> None:
    assert place_of(address, NOWHERE) == Place(path, None, is_file=False)


@given(st.text(min_size=1))
def test_a_path_is_always_relative_ascii_and_inside(address: str) -> None:
    path = place_of(address, NOWHERE).path
    assert path.isascii()
    assert path
    assert not path.startswith("/")
    assert ".." not in path.split("/")
    assert iri(address).isascii()


def test_an_element_in_a_file_has_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map").mkdir()
    page = tmp_path / "map" / "pagina.html"
    page.write_text("<!doctype html>\n<main>\n<p>Een</p>\n<img src=a.png>\n<p>Twee</p>\n</main>")
    found = place_of("map/pagina.html", Pointer("main > img", '<img src="a.png">'))
    assert found == Place("map/pagina.html", 4, is_file=True)
    assert place_of(str(page), Pointer("main > img", '<img src="a.png">')) == found


@pytest.mark.parametrize(
    ("selector", "snippet"),
    [
        ("main > p", "<p>Een</p>"),
        ("main > b", "<b>"),
        ("main > img", "<p>"),
        ("main > img", ""),
        ("][", "<p>"),
        ("p:hover(", "<p>"),
    ],
)
def test_a_line_that_is_not_sure_is_not_told(
    selector: str, snippet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.html").write_text("<main>\n<p>Een</p>\n<p>Twee</p><img src=a.png></main>")
    assert place_of("p.html", Pointer(selector, snippet)).line is None


def test_what_is_not_a_readable_file_has_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leeg.html").write_bytes(b"")
    pointer = Pointer("p", "<p>")
    assert place_of("weg.html", pointer) == Place("weg.html", None, is_file=True)
    assert place_of("leeg.html", pointer).line is None
    assert place_of("-", pointer) == Place(STDIN, None, is_file=True)


def test_addresses_at_w3c() -> None:
    contrast = wcag.criterion("1.4.3")
    assert criterion_iri(contrast) == "https://www.w3.org/TR/WCAG22/#contrast-minimum"
    assert understanding(contrast) == "https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum"
    assert criterion_iri(wcag.criterion("4.1.1")) == "https://www.w3.org/TR/WCAG21/#parsing"
    slugs = {slug_of(criterion) for criterion in wcag.criteria()}
    assert len(slugs) == len(wcag.criteria())
    assert {"non-text-content", "error-prevention-legal-financial-data", "pause-stop-hide"} <= slugs
